/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the structure of a message shows, as words that rules can match ("in = traits"). */
#pragma once

#include "mail/message.h"

/* Words between spaces, e.g. " reply ats-sender calendar-request ". The words:
 *   from-self       one of the user's addresses wrote it
 *   to-others       none of the user's addresses is in To or Cc
 *   reply           it answers another message
 *   after-own       it quotes something that the user wrote
 *   bulk automatic encrypted
 *   ats-sender      sent by an applicant tracking system
 *   freemail-sender
 *   calendar-request calendar-reply calendar-cancel calendar-own (the user organises it)
 *   calendar-update a request whose SEQUENCE says that it was sent before
 *   no-text         there is nothing to read
 * Transfer full. */
char *rg_traits_of (const RgMessage *message, const char *const *addresses);

/* Whether it came through a mailing list that one can write to (List-Post, RFC 2369), and is
 * addressed to others than the user. */
gboolean rg_is_for_list (const RgMessage *message, const char *const *addresses);
