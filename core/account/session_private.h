/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share. */
#pragma once

#include "account/session.h"
#include "account/stream.h"

struct _RgSession
{
  RgStream *stream;
  mailimap *imap; /* NULL until the login and in IDLE: both are spoken by lines */
  char *host;
  char *login;
  gboolean uses_oauth2;     /* a token is shown instead of a password */
  GHashTable *capabilities; /* in upper case */
  guint tag;                /* of the last command that was spoken by lines */
  gboolean authenticated;
  gboolean broken;
  gboolean idling;
  gboolean hurried;        /* the next command is to be answered soon */
  gboolean idle_changed;   /* something was said before the source could watch */
  gboolean keeps_keywords; /* of the selected mailbox */
};

/* ---- libetpan ---- */

/* Before each command: a new deadline. Refuses on a broken session. */
gboolean rg_session_begin (RgSession *session, GError **error);

/* After each: whether `code` of libetpan means success; else sets the error, "can't WHAT: ...",
 * and notes where the session is broken. */
gboolean rg_session_check (RgSession *session, int code, const char *what, GError **error);

/* Hands the connection over to libetpan, once logged in; no mailbox is selected then. */
void rg_session_attach (RgSession *session);

/* Takes it back, and frees all that libetpan keeps. It must have read nothing ahead. */
void rg_session_detach (RgSession *session);

/* ---- dialogue by lines, past libetpan ---- */

typedef enum
{
  RG_RESPONSE_UNTAGGED,
  RG_RESPONSE_CONTINUE,
  RG_RESPONSE_OK,
  RG_RESPONSE_NO,
  RG_RESPONSE_BAD,
} RgResponseKind;

typedef struct
{
  RgResponseKind kind;
  char *text; /* what follows "* ", "+ " or "rg1 OK " */
} RgResponse;

void rg_response_clear (RgResponse *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RgResponse, rg_response_clear)

/* The [CODE] at the beginning, without its arguments, in upper case; NULL if there is none.
 * Transfer full. */
char *rg_answer_code (const char *text);

/* A sentence that may be shown: without the code, on one line, cut. Transfer full. */
char *rg_answer_sentence (const char *text);

/* Whether a NO means "not now" rather than "never". */
gboolean rg_answer_is_temporary (const char *code, const char *sentence);

/* Sends the command with the next tag. */
gboolean rg_session_say (RgSession *session, const char *command, GError **error);

/* The next line. Error: RG_ERROR_UNAVAILABLE, on BYE too; the session is broken then. */
gboolean rg_session_hear (RgSession *session, RgResponse *answer, GError **error);

typedef void (*RgUntaggedFunc) (const char *text, gpointer data);

/* The next answer that isn't untagged; `untagged` (may be NULL) gets those before it. */
gboolean rg_session_hear_answer (RgSession *session, RgUntaggedFunc untagged, gpointer data,
                                 RgResponse *answer, GError **error);

/* Sets the error for an answer that isn't OK, "can't WHAT: ..."; always FALSE. BAD is a refusal
 * like NO: some servers say it to a keyword that they don't keep. */
gboolean rg_session_refuse (RgSession *session, const RgResponse *answer, const char *what,
                            GError **error);

/* A command without any answer of interest. */
gboolean
rg_session_command (RgSession *session, const char *command, const char *what, GError **error);

/* CAPABILITY. */
gboolean rg_session_learn (RgSession *session, GError **error);

/* The greeting, and STARTTLS where `security` says so. */
gboolean rg_session_greet (RgSession *session, RgSecurity security, GError **error);

/* ---- fetching ---- */

/* Summaries of up to `count` UIDs from `first` on, headers cut at `header_bytes`; adds to
 * `summaries`. */
gboolean
rg_session_fetch_batch (RgSession *session, const GArray *uids, guint first, guint count,
                        guint32 header_bytes, GPtrArray *summaries, GError **error);

/* Ascending, without duplicates. */
void rg_uids_sort (GArray *uids);

/* "1,2,7" of `count` UIDs from `first` on. Transfer full. */
char *rg_uids_format (const GArray *uids, guint first, guint count);
