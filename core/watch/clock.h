/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The present. In the build with kill points a test may set it:
 * REGRETS_NOW=2026-12-03T15:00:00Z, and make it impatient: REGRETS_HASTE=100 makes pauses a
 * hundredth as long. */
#pragma once

#include "base/moment.h"

static inline gint64
rg_clock_now (void)
{
#ifdef RG_KILL_POINTS
  const char *wanted = g_getenv ("REGRETS_NOW");
  g_autoptr (GDateTime) now = wanted ? rg_moment_parse_instant (wanted, NULL) : NULL;
  if (now)
    return g_date_time_to_unix (now);
#endif
  return g_get_real_time () / G_USEC_PER_SEC;
}

static inline guint
rg_clock_pause (guint milliseconds)
{
#ifdef RG_KILL_POINTS
  const char *haste = g_getenv ("REGRETS_HASTE");
  guint64 times = haste ? g_ascii_strtoull (haste, NULL, 10) : 1;
  return milliseconds / (guint) CLAMP (times, 1, G_MAXUINT);
#else
  return milliseconds;
#endif
}
