/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user does about an open mail. Nothing is ever sent. */
#pragma once

#include "claws/claws.h"
#include "common/reader.h"

#include <gtk/gtk.h>

typedef struct _RgReplying RgReplying;

/* Holds what it needs of the mail and of what is known of it: while a server is spoken to,
 * another mail may be opened. */
RgReplying *
rg_replying_new (MsgInfo *info, RgReader *reader, RgReading *reading, GtkWindow *window);
void rg_replying_free (RgReplying *replying);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgReplying, rg_replying_free)

/* Each gives what is left to say to the user, one line; NULL: nothing. Transfer full. */

/* Opens the draft that waits for this mail, whoever made it, or makes it and opens it. */
char *rg_replying_draft (RgReplying *replying);

/* Lets the user choose another text. An untouched draft of ours gives way to it. */
char *rg_replying_another (RgReplying *replying);

/* Moves the mail to this folder below that of the pages. Of what is no invitation an untouched
 * draft goes. */
char *rg_replying_file (RgReplying *replying, const char *folder);
