/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/backoff.h"

#define FIRST_MS     1000.0
#define LAST_MS      (15 * 60 * 1000.0)
#define THROTTLED_MS (2 * 60 * 1000.0)

guint
rg_backoff_delay (guint failures, gboolean is_throttled, double random)
{
  double first = is_throttled ? THROTTLED_MS : FIRST_MS;
  double delay = first * (double) (1u << MIN (failures ? failures - 1 : 0, 20));
  delay = MIN (delay, LAST_MS);
  return (guint) (delay * (0.5 + random / 2));
}
