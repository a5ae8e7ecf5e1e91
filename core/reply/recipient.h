/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a reply is never written to. */
#pragma once

#include "mail/message.h"

/* Whether a person reads what is sent to `address` in answer to `message`: it is no robot, no
 * mailing list (RFC 2369, RFC 2919), and none of the user's own `addresses`. NULL never is. */
gboolean rg_recipient_is_person (const RgAddress *address, const RgMessage *message,
                                 const char *const *addresses);
