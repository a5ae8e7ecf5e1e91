/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user's own mail server found out about a sender (Authentication-Results,
 * RFC 8601). */
#pragma once

#include "mail/message.h"

/* Whether that server says that the address in From is forged: DMARC (RFC 7489) failed under a
 * policy that somebody enforces, or, without a word of DMARC, SPF failed outright and no DKIM
 * signature held. A header that another server wrote says nothing, and neither does "pass". */
gboolean rg_message_is_forged (const RgMessage *message);
