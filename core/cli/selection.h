/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which decisions of the journal a command is about, by options that several commands share. */
#pragma once

#include "journal/journal.h"

/* As the user wrote them; NULL where an option isn't given. */
typedef struct
{
  char *account, *since, *until, *company, *reason;
  gboolean only_invitations; /* none that came back after a decline */
} RgSelection;

/* The options of `selection`, then those in `more` (ends with a NULL name). Ends the same way.
 * Free with g_free(). */
GOptionEntry *rg_selection_options (RgSelection *selection, const GOptionEntry *more);
void rg_selection_clear (RgSelection *selection);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RgSelection, rg_selection_clear)

/* The entries that it is about, newest decision first (RgEntry). Days are those of the local
 * time zone, both ends included. Error: RG_ERROR_USAGE, or of the journal. Transfer full. */
GPtrArray *rg_selection_list (const RgSelection *selection, RgJournal *journal, GError **error);
