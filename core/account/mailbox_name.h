/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3). */
#pragma once

#include <glib.h>

/* Transfer full. */
char *rg_mailbox_name_encode (const char *utf8);

/* NULL where the name is neither modified UTF-7 nor UTF-8. Transfer full. */
char *rg_mailbox_name_decode (const char *wire);
