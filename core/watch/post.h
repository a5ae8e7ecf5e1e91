/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account at its post: its session, and one turn of work with it. */
#pragma once

#include "desk/desk.h"
#include "watch/office.h"

typedef struct _RgPost RgPost;

/* Keeps account and desk, borrows the rest; `examples` is a folder on this machine, see
 * feedback.h. */
RgPost *rg_post_new (const RgAccount *account, RgDesk *desk, RgJournal *journal,
                     const char *examples, GCancellable *cancellable);
void rg_post_free (RgPost *post);

const RgAccount *rg_post_account (const RgPost *post);

/* Between two turns: judges by this desk from now on. */
void rg_post_set_desk (RgPost *post, RgDesk *desk);

/* The next turn begins with a look whether the connection is still alive. */
void rg_post_hurry (RgPost *post);

/* Tries the next turn even with a password that was refused before. */
void rg_post_forgive (RgPost *post);

/* Connects and logs in where there is no session, else ends IDLE or polls; goes through the
 * new mail; and with `stays` begins IDLE again if the server has it. Blocks. After an error
 * the session is closed, and the next turn connects anew. */
gboolean rg_post_take_turn (RgPost *post, gboolean stays, GError **error);

/* Fills the journal from the decision pages; see rg_pages_restore(). */
gboolean rg_post_rebuild (RgPost *post, guint *count, GError **error);

/* Another draft for an invitation; see rg_redraft(). */
gboolean
rg_post_redraft (RgPost *post, RgEntry *entry, const char *template_name, GError **error);

/* Ready when the server says something; NULL where the server has no IDLE. Valid from one turn
 * to the next. Transfer full. */
GSource *rg_post_create_source (RgPost *post);

/* When it was ready: whether that was nothing, so that its callback may let it go on. */
gboolean rg_post_goes_on_waiting (RgPost *post);
