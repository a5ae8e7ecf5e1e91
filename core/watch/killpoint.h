/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named places at which a test build can be killed, as by a power cut, or stopped, as by a
 * suspend. In a normal build they are nothing. REGRETS_KILL_AT=NAME kills at the first pass,
 * NAME:3 at the third; so does REGRETS_STOP_AT stop. */
#pragma once

#ifdef RG_KILL_POINTS

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static inline void
rg_kill_point_signal (const char *name, const char *wanted, int *passes, int signal)
{
  const char *colon = wanted ? strchr (wanted, ':') : NULL;
  size_t length = colon ? (size_t) (colon - wanted) : wanted ? strlen (wanted) : 0;
  if (!wanted || strlen (name) != length || strncmp (name, wanted, length) != 0)
    return;
  if (++*passes == (colon ? atoi (colon + 1) : 1))
    raise (signal);
}

static inline void
rg_kill_point (const char *name)
{
  static int kills, stops;
  rg_kill_point_signal (name, getenv ("REGRETS_KILL_AT"), &kills, SIGKILL);
  rg_kill_point_signal (name, getenv ("REGRETS_STOP_AT"), &stops, SIGSTOP);
}

#else

static inline void
rg_kill_point (const char *name)
{
  (void) name;
}

#endif
