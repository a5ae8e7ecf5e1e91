/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours in words, as times.tsv has them. */
#include "facts/times.h"

#include "shipped_words.h"

static RgWords *words;

static char *
join_times (const RgTimes *found)
{
  GString *times = g_string_new (NULL);
  for (guint n = 0; n < found->times->len; n++)
    {
      g_autofree char *iso = rg_moment_format_iso (g_ptr_array_index (found->times, n));
      g_string_append_printf (times, "%s%s", n ? " " : "", iso);
    }
  return g_string_free (times, FALSE);
}

/* A line of times.tsv. */
static void
test_find (gconstpointer line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 5);
  guint count = g_strv_length (fields);
  g_autofree char *date = g_strconcat ("2026-11-23T09:00:00", fields[1], NULL);
  g_autofree char *text = g_strcompress (count > 2 ? fields[2] : "");
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 (date, NULL);
  g_autoptr (RgTimes) found = rg_times_find (text, NULL, sent, rg_words_get (words, fields[0]));
  g_autofree char *times = join_times (found);
  g_autofree char *reply_by = found->reply_by ? rg_moment_format_iso (found->reply_by) : NULL;
  g_assert_cmpstr (times, ==, count > 3 ? fields[3] : "");
  g_assert_cmpstr (reply_by, ==, count > 4 ? fields[4] : NULL);
}

static void
test_hostile (void)
{
  static const char *const units[]
      = { "at 1 ", "1:00 ", "Monday ", "1 May ", "1-", "by by ", "GMT ", "\xc3\xa9", "12/" };
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < 1000000)
        g_string_append (text, units[i]);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 23, 9, 0, 0);
      g_autoptr (RgTimes) found
          = rg_times_find (text->str, text->str, sent, rg_words_get (words, "en"));
      g_test_message ("%s: %.3f s", units[i], g_timer_elapsed (timer, NULL));
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <,
                         3.0); /* under sanitizers, on a busy machine */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words = shipped_words ("words", NULL);
  g_autofree char *table = NULL;
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "unit", "times.tsv", NULL);
  g_assert_true (g_file_get_contents (file, &table, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (g_strchomp (table), "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *path = g_strdup_printf ("/times/line %u", i + 1);
      if (*lines[i] != '#')
        g_test_add_data_func (path, lines[i], test_find);
    }
  g_test_add_func ("/times/hostile", test_hostile);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
