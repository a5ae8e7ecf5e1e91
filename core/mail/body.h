/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within the mail room only: what can be read in a parsed message's parts. */
#pragma once

#include "mail/message.h"
#include "mail/mime.h"

/* Fills full_text, links, attachments, calendars and is_encrypted. */
void rg_body_read (RgMessage *message, GMimeMessage *parsed);
