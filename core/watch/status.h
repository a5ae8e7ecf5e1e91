/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the daemon is, in JSON; the form is described in regrets(1). */
#pragma once

#include "watch/sentry.h"

extern const char *const rg_sentry_state_names[]; /* "working", "waiting", ... */

/* Borrowed. */
typedef struct
{
  gint64 since;              /* when the program was started; seconds since 1970 */
  const char *config;        /* the folder */
  const char *fault;         /* in its files; NULL */
  const GPtrArray *sentries; /* RgSentry */
  RgJournal *journal;
} RgStatus;

/* One object on one line. Transfer full. */
char *rg_status_describe (const RgStatus *status);
