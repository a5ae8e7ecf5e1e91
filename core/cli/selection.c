/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/selection.h"

#include "base/error.h"
#include "decide/checklist.h"

#include <stdio.h>
#include <string.h>

GOptionEntry *
rg_selection_options (RgSelection *selection, const GOptionEntry *more)
{
  const GOptionEntry own[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &selection->account,
      "Only decisions of account NAME", "NAME" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &selection->since,
      "Only decisions of DAY (2026-11-01) and later", "DAY" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &selection->until,
      "Only decisions of DAY and earlier", "DAY" },
    { "company", 0, 0, G_OPTION_ARG_STRING, &selection->company,
      "Only companies that have WORDS in their name", "WORDS" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &selection->reason,
      "Only decisions because of QUESTION, such as mobility", "QUESTION" },
  };
  g_autoptr (GArray) all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  g_array_append_vals (all, own, G_N_ELEMENTS (own));
  for (; more && more->long_name; more++)
    g_array_append_val (all, *more);
  return (GOptionEntry *) g_array_free (g_steal_pointer (&all), FALSE);
}

void
rg_selection_clear (RgSelection *selection)
{
  char **texts[] = { &selection->account, &selection->since, &selection->until,
                     &selection->company, &selection->reason };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

/* The first second of the day, `days` later; `otherwise` where none is given. */
static gboolean
parse_day (const char *name, const char *text, int days, gint64 otherwise, gint64 *seconds,
           GError **error)
{
  int year = 0, month = 0, day = 0, used = 0;
  *seconds = otherwise;
  if (!text)
    return TRUE;
  gboolean is_read
      = sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && !text[used];
  g_autoptr (GDateTime) start
      = is_read ? g_date_time_new_local (year, month, day, 0, 0, 0) : NULL;
  g_autoptr (GDateTime) end = start ? g_date_time_add_days (start, days) : NULL;
  if (end)
    {
      *seconds = g_date_time_to_unix (end);
      return TRUE;
    }
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--%s is a day like 2026-11-01, not '%s'", name,
               text);
  return FALSE;
}

static gboolean
check_reason (const char *reason, GError **error)
{
  if (!reason || g_strv_contains (rg_question_names, reason))
    return TRUE;
  g_autofree char *known = g_strjoinv (", ", (char **) rg_question_names);
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--reason is one of %s, not '%s'", known,
               reason);
  return FALSE;
}

static gboolean
contains (const char *text, const char *words)
{
  g_autofree char *folded_text = g_utf8_casefold (text ? text : "", -1);
  g_autofree char *folded_words = g_utf8_casefold (words, -1);
  return strstr (folded_text, folded_words) != NULL;
}

static gboolean
fits (const RgSelection *selection, const RgEntry *entry, gint64 since, gint64 until)
{
  return entry->decided_at >= since && entry->decided_at < until
         && (!selection->only_invitations || rg_entry_is_invitation (entry))
         && (!selection->company || contains (entry->company, selection->company))
         && (!selection->reason || g_strcmp0 (entry->reason, selection->reason) == 0);
}

GPtrArray *
rg_selection_list (const RgSelection *selection, RgJournal *journal, GError **error)
{
  gint64 since = 0, until = 0;
  if (!parse_day ("since", selection->since, 0, G_MININT64, &since, error)
      || !parse_day ("until", selection->until, 1, G_MAXINT64, &until, error)
      || !check_reason (selection->reason, error))
    return NULL;
  GPtrArray *list = rg_journal_list (journal, selection->account, -1, error);
  for (guint i = list ? list->len : 0; i > 0; i--)
    if (!fits (selection, g_ptr_array_index (list, i - 1), since, until))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}
