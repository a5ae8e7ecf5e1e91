/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open mail of Claws Mail with our bar above it. */
#pragma once

#include "claws/bar.h"
#include "claws/claws.h"

/* After a mail was shown: takes the old bar away, and puts one above the mail if it is an
 * invitation, as soon as it is read on another thread. */
void rg_view_show (MessageView *message_view, RgReader *reader);

/* What is known of the mail that is open there; NULL: none, or not read yet. Transfer none. */
const RgReading *rg_view_reading (MessageView *message_view);

/* Does what a button or a menu entry asks for. */
void rg_view_act (MessageView *message_view, RgWish wish);

/* Takes every bar away. */
void rg_view_remove_all (void);

/* Called when what is known of an open mail has changed. */
typedef void (*RgViewChanged) (MessageView *message_view);
void rg_view_set_changed (RgViewChanged changed);
