/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "base/moment.h"
#include "base/translate.h"
#include "cli/reconnecting.h"
#include "cli/terminal.h"
#include "mail/ics.h"

#define ALARM_MINUTES 120

/* What the calendar holds on to of an answer that is late: longer, and it is only a reproach.
 */
#define LATE_SECONDS (7 * 24 * 3600)

static void
event_free (gpointer data)
{
  RgIcsEvent *event = data;
  g_free ((char *) event->uid);
  g_free (event->summary);
  g_free (event->description);
  g_free (event);
}

static const char *
company_of (const RgEntry *entry)
{
  return entry->company ? entry->company : entry->sender ? entry->sender : _ ("unknown sender");
}

/* Takes over `summary`. */
static RgIcsEvent *
new_event (const RgEntry *entry, const char *what, gint64 start, char *summary)
{
  RgIcsEvent *event = g_new0 (RgIcsEvent, 1);
  event->uid = g_strdup_printf ("%s-%s", entry->key, what);
  event->start = start;
  event->summary = summary;
  event->description = entry->position ? g_strdup (entry->position) : NULL;
  return event;
}

/* Nothing is drafted for what is kept, and yet it wants an answer. */
static gboolean
waits_for_answer (const RgEntry *entry, gint64 now)
{
  gboolean is_open = rg_entry_is_open (entry) || entry->state == RG_ENTRY_NOTED;
  return is_open && entry->answer_by && entry->answer_by > now - LATE_SECONDS;
}

static int
earlier_first (gconstpointer a, gconstpointer b)
{
  const RgIcsEvent *left = *(RgIcsEvent *const *) a, *right = *(RgIcsEvent *const *) b;
  return (left->start > right->start) - (left->start < right->start);
}

/* Drops from `entries` what isn't reconnected with. */
static GPtrArray *
find_events (GPtrArray *entries, int months, gint64 now)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (event_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      if (!waits_for_answer (entry, now))
        continue;
      RgIcsEvent *event = new_event (entry, "answer", entry->answer_by,
                                     g_strdup_printf (_ ("Answer %s"), company_of (entry)));
      event->alarm_minutes = ALARM_MINUTES;
      g_ptr_array_add (events, event);
    }
  rg_reconnect_keep (entries, months);
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      RgIcsEvent *event
          = new_event (entry, "reconnect", rg_reconnect_due (entry, months),
                       g_strdup_printf (_ ("Get back in touch with %s"), company_of (entry)));
      event->is_all_day = TRUE;
      g_ptr_array_add (events, event);
    }
  g_ptr_array_sort (events, earlier_first);
  return events;
}

static void
print_events (const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const RgIcsEvent *event = g_ptr_array_index (events, i);
      g_autoptr (GDateTime) start = g_date_time_new_from_unix_local (event->start);
      g_autofree char *when
          = g_date_time_format (start, event->is_all_day ? "%Y-%m-%d      " : "%Y-%m-%d %H:%M");
      g_autofree char *line = g_strdup_printf ("%s  %s%s%s\n", when, event->summary,
                                               event->description ? ", " : "",
                                               event->description ? event->description : "");
      rg_terminal_print (line);
    }
}

gboolean
rg_command_agenda (RgPlaces *places, int argc, char **argv, GError **error)
{
  gboolean as_calendar = FALSE;
  int months = RG_RECONNECT_MONTHS;
  g_autofree char *clock = NULL;
  const GOptionEntry entries[] = {
    { "ics", 0, 0, G_OPTION_ARG_NONE, &as_calendar, "Print it as a calendar (iCalendar)",
      NULL },
    { "months", 0, 0, G_OPTION_ARG_INT, &months,
      "Get back in touch so many months after a decline (6)", "NUMBER" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &clock,
      "Take TIME (2026-12-03T15:00:00Z) for the present", "TIME" },
    { NULL },
  };
  if (!rg_command_parse (places, NULL,
                         "Tells which answers are due, and whom to get back in touch with.",
                         entries, &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  g_autoptr (GDateTime) now
      = clock ? rg_moment_parse_instant (clock, error) : g_date_time_new_now_utc ();
  g_autoptr (RgJournal) journal = now ? rg_command_open_journal (places, error) : NULL;
  g_autoptr (GPtrArray) list = journal ? rg_journal_list (journal, NULL, -1, error) : NULL;
  if (!list)
    return FALSE;
  g_autoptr (GPtrArray) events
      = find_events (list, CLAMP (months, 1, 120), g_date_time_to_unix (now));
  g_autofree char *calendar = as_calendar ? rg_ics_write (events, now) : NULL;
  if (as_calendar)
    rg_terminal_print (calendar);
  else
    print_events (events);
  return TRUE;
}
