/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account's state, and the turns of work that it takes on a worker thread:
 *
 *     working  --done-->  waiting  --the server speaks, or time is up-->  working
 *     working  --failed-->  backing off  --time is up-->  working
 *     working  --login refused-->  stopped  --secret or settings changed-->  working
 *
 * Only the main thread changes a state, and only it may call these functions; a worker thread
 * has the post while it is working. */
#pragma once

#include "desk/desk.h"
#include "journal/journal.h"

typedef enum
{
  RG_SENTRY_WORKING,
  RG_SENTRY_WAITING,
  RG_SENTRY_BACKING_OFF,
  RG_SENTRY_STOPPED,
} RgSentryState;

typedef struct _RgSentry RgSentry;

/* What all sentries share. Borrowed. */
typedef struct
{
  GThreadPool *workers; /* its function is rg_sentry_work() */
  RgJournal *journal;
  const char *examples;                             /* a folder; see feedback.h */
  gboolean once;                                    /* one turn each, whatever comes of it */
  void (*rested) (RgSentry *sentry, gpointer data); /* after each turn, with the new state */
  gpointer data;
} RgSentryRoom;

/* Begins with the first turn. Keeps account and desk. */
RgSentry *rg_sentry_new (const RgSentryRoom *room, const RgAccount *account, RgDesk *desk);
/* Not while it is working. */
void rg_sentry_free (RgSentry *sentry);

/* The pool's function. */
void rg_sentry_work (gpointer sentry, gpointer room);

/* The files were read again. An account whose settings have changed is connected anew, one that
 * was stopped is tried; any other keeps its connection, and the new desk has its say from the
 * next turn on. */
void rg_sentry_assign (RgSentry *sentry, const RgAccount *account, RgDesk *desk);

/* The network has changed. Where it backs off it tries at once, unless the server itself asked
 * for patience; where it waits it looks whether the connection is alive. */
void rg_sentry_wake (RgSentry *sentry);

/* Where it is stopped or backs off it tries at once. */
void rg_sentry_retry (RgSentry *sentry);

/* Where it is stopped: even a password that was refused may be tried again. */
void rg_sentry_forgive (RgSentry *sentry);

/* Takes no more turns; one that has begun is broken off. */
void rg_sentry_dismiss (RgSentry *sentry);
gboolean rg_sentry_is_dismissed (const RgSentry *sentry);

RgSentryState rg_sentry_state (const RgSentry *sentry);
const RgAccount *rg_sentry_account (const RgSentry *sentry);

/* Why it is backing off or stopped, or was before this turn; else NULL. */
const GError *rg_sentry_error (const RgSentry *sentry);

/* In seconds since 1970; 0: never. */
typedef struct
{
  gint64 changed;  /* the state, into what it is */
  gint64 contact;  /* the last turn that went well */
  gint64 error;    /* the error came up */
  gint64 next_try; /* while it backs off */
} RgSentryTimes;

const RgSentryTimes *rg_sentry_times (const RgSentry *sentry);
