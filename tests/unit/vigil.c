/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/vigil.h"

#include <sys/socket.h>
#include <unistd.h>

#define MANY 200

/* One end is watched, at the other one speaks. */
typedef struct
{
  int watched, speaker;
  GSource *source;
  guint news;
} Line;

static gboolean
count_news (gpointer line)
{
  ((Line *) line)->news++;
  return G_SOURCE_REMOVE;
}

static gboolean
hear (gpointer line)
{
  char byte;
  ((Line *) line)->news++;
  g_assert_cmpint (read (((Line *) line)->watched, &byte, 1), ==, 1);
  return G_SOURCE_CONTINUE;
}

static void
line_open (Line *line)
{
  int ends[2];
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  line->watched = ends[0];
  line->speaker = ends[1];
  line->news = 0;
  line->source = rg_vigil_create_source (line->watched);
  g_source_set_callback (line->source, count_news, line, NULL);
  g_source_attach (line->source, NULL);
}

static void
stop_watching (Line *line)
{
  g_source_destroy (line->source);
  g_clear_pointer (&line->source, g_source_unref);
}

static void
line_close (Line *line)
{
  if (line->source)
    stop_watching (line);
  close (line->watched);
  if (line->speaker >= 0)
    close (line->speaker);
}

/* All that is there to do, and not more. */
static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
say (const Line *line)
{
  g_assert_cmpint (write (line->speaker, "x", 1), ==, 1);
}

static void
test_news (void)
{
  Line quiet, told, hung_up, forgotten;
  Line *const all[] = { &quiet, &told, &hung_up, &forgotten };
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    line_open (all[i]);
  say (&told);
  close (hung_up.speaker);
  hung_up.speaker = -1;
  say (&forgotten);
  stop_watching (&forgotten);
  run_dry ();
  g_assert_cmpuint (quiet.news, ==, 0);
  g_assert_cmpuint (told.news, ==, 1);
  g_assert_cmpuint (hung_up.news, ==, 1);
  g_assert_cmpuint (forgotten.news, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    line_close (all[i]);
}

static void
test_many_at_once (void)
{
  static Line lines[MANY];
  for (gsize i = 0; i < MANY; i++)
    {
      line_open (&lines[i]);
      say (&lines[i]);
    }
  run_dry ();
  for (gsize i = 0; i < MANY; i++)
    {
      g_assert_cmpuint (lines[i].news, ==, 1);
      line_close (&lines[i]);
    }
}

/* Its callback may let it go on; what came meanwhile is told too. */
static void
test_goes_on (void)
{
  Line line;
  line_open (&line);
  g_source_set_callback (line.source, hear, &line, NULL);
  say (&line);
  say (&line);
  run_dry ();
  g_assert_cmpuint (line.news, ==, 2);
  say (&line);
  run_dry ();
  g_assert_cmpuint (line.news, ==, 3);
  line_close (&line);
}

/* The number of a closed socket is given to the next one. */
static void
test_number_again (void)
{
  Line line;
  for (int i = 0; i < 3; i++)
    {
      line_open (&line);
      say (&line);
      run_dry ();
      g_assert_cmpuint (line.news, ==, 1);
      line_close (&line);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vigil/news", test_news);
  g_test_add_func ("/vigil/many-at-once", test_many_at_once);
  g_test_add_func ("/vigil/goes-on", test_goes_on);
  g_test_add_func ("/vigil/number-again", test_number_again);
  return g_test_run ();
}
