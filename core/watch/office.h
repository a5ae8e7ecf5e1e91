/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account's work needs besides its session. */
#pragma once

#include "account/session.h"
#include "journal/journal.h"
#include "pipeline.h"

/* One account at work. Borrowed, but for the two names. */
typedef struct
{
  const RgAccount *account;
  const RgSetting *setting; /* its `now` and `addresses` are filled in for each message */
  RgJournal *journal;
  RgSession *session;
  char *drafts; /* mailbox names; NULL where there is none */
  char *sent;
} RgOffice;
