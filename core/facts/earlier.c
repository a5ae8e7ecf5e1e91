/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/earlier.h"

#include <string.h>

/* "On Fri, 20 Nov 2026 at 9:02 PM Sam wrote:" tells when a mail was sent, and no more. */
static gboolean
is_about_mail (const char *line)
{
  static RgPattern sent_at
      = { "@|\\b20\\d\\d\\b[^\\n]{0,20}\\b\\d{1,2}[:.h]\\d\\d|\\b\\d\\d?:\\d\\d\\b[^\\n]{0,20}"
          "\\b20\\d\\d\\b",
          0 };
  return rg_pattern_matches (&sent_at, line);
}

static char *
without_mail_lines (const char *text)
{
  g_autofree char *head = g_strndup (text, rg_pattern_cap (text, strlen (text)));
  g_autofree char *valid = g_utf8_make_valid (head, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  GString *out = g_string_new (NULL);
  for (char **line = lines; *line; line++)
    if (!is_about_mail (*line))
      g_string_append_printf (out, "%s\n", *line + strspn (*line, "> "));
  return g_string_free (out, FALSE);
}

/* "tomorrow" counted from another day than this mail's, and so did "Friday", if that is today;
 * what is past is no appointment. */
static gboolean
is_certain (const RgDay *day, GDateTime *sent)
{
  GDate date, today;
  g_date_clear (&date, 1);
  g_date_clear (&today, 1);
  g_date_set_dmy (&date, (GDateDay) day->day, (GDateMonth) day->month, (GDateYear) day->year);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (sent),
                  (GDateMonth) g_date_time_get_month (sent),
                  (GDateYear) g_date_time_get_year (sent));
  int ahead = g_date_days_between (&today, &date);
  return !day->is_near && !day->follows && ahead >= 0 && !(day->is_bare && ahead == 7);
}

static void
find_day (RgEarlier *earlier, const RgReading *reading)
{
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (!is_certain (day, reading->sent)
          || (earlier->day.year && !rg_is_same_day (day, &earlier->day)))
        {
          earlier->day.year = 0;
          return;
        }
      earlier->day = *day;
    }
}

static void
find_hour (RgEarlier *earlier, const RgReading *reading)
{
  for (guint i = 0; i < reading->hours->len; i++)
    {
      const RgHour *hour = &g_array_index (reading->hours, RgHour, i);
      if (i && (hour->hour != earlier->hour.hour || hour->minute != earlier->hour.minute))
        {
          earlier->has_hour = FALSE;
          return;
        }
      earlier->hour = *hour;
      earlier->has_hour = TRUE;
    }
}

RgEarlier
rg_earlier_find (const char *text, GDateTime *sent, const RgVocabulary *words)
{
  RgEarlier earlier = { 0 };
  if (!text || !*text || !sent)
    return earlier;
  g_autofree char *own = without_mail_lines (text);
  g_autoptr (RgReading) reading = rg_reading_new (own, sent, words, NULL);
  find_day (&earlier, reading);
  find_hour (&earlier, reading);
  return earlier;
}
