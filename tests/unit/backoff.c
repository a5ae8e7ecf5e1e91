/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/backoff.h"

static void
test_delays (void)
{
  static const struct
  {
    guint failures;
    gboolean throttled;
    double random;
    guint delay;
  } cases[] = {
    { 1, FALSE, 0, 500 },      { 1, FALSE, 0.999999, 999 },
    { 2, FALSE, 0, 1000 },     { 5, FALSE, 0, 8000 },
    { 100, FALSE, 0, 450000 }, { 4294967295u, FALSE, 0.999999, 899999 },
    { 1, TRUE, 0, 60000 },     { 2, TRUE, 0, 120000 },
    { 3, TRUE, 0, 240000 },    { 20, TRUE, 0, 450000 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (rg_backoff_delay (cases[i].failures, cases[i].throttled, cases[i].random),
                      ==, cases[i].delay);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/delays", test_delays);
  return g_test_run ();
}
