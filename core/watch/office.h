/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account's work needs besides its mail store. */
#pragma once

#include "account/store.h"
#include "journal/journal.h"
#include "pipeline.h"

/* One account at work. Borrowed. Mailbox names are NULL where there is none. */
typedef struct
{
  const RgAccount *account;
  const RgSetting *setting; /* its `now` and `addresses` are filled in for each message */
  RgJournal *journal;
  RgStore *store;
  const char *inbox;  /* the mailbox that is looked through */
  gboolean takes_all; /* all in it are invitations: the user says so */
  const char *drafts;
  const char *sent;
  const char *pages;    /* the decision pages */
  const char *mistakes; /* where the user puts what is no invitation */
  const char *missed;   /* and what is one */
  const char *examples; /* the folder on this machine that keeps copies of both */
} RgOffice;
