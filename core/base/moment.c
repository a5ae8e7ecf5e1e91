/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/moment.h"

#include "base/error.h"

RgMoment *
rg_moment_new (GDateTime *when, gboolean zone_known)
{
  RgMoment *moment = g_new0 (RgMoment, 1);
  moment->when = g_date_time_ref (when);
  moment->zone_known = zone_known;
  return moment;
}

RgMoment *
rg_moment_copy (const RgMoment *moment)
{
  return moment ? rg_moment_new (moment->when, moment->zone_known) : NULL;
}

void
rg_moment_free (RgMoment *moment)
{
  if (!moment)
    return;
  g_date_time_unref (moment->when);
  g_free (moment);
}

char *
rg_moment_format_iso (const RgMoment *moment)
{
  return g_date_time_format (moment->when,
                             moment->zone_known ? "%Y-%m-%dT%H:%M:%S%:z" : "%Y-%m-%dT%H:%M:%S");
}

gboolean
rg_moment_is_same_clock (const RgMoment *a, const RgMoment *b)
{
  g_autofree char *x = g_date_time_format (a->when, "%Y%m%d%H%M");
  g_autofree char *y = g_date_time_format (b->when, "%Y%m%d%H%M");
  return g_str_equal (x, y);
}

GDateTime *
rg_moment_parse_instant (const char *text, GError **error)
{
  GDateTime *instant = g_date_time_new_from_iso8601 (text, NULL);
  if (!instant)
    g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                 "'%s' is not a point in time; write it like 2026-12-03T15:00:00+01:00", text);
  return instant;
}

GDateTime *
rg_moment_to_instant (const RgMoment *moment, GTimeZone *zone)
{
  if (moment->zone_known)
    return g_date_time_ref (moment->when);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *w = moment->when;
  return g_date_time_new (zone ? zone : utc, g_date_time_get_year (w),
                          g_date_time_get_month (w), g_date_time_get_day_of_month (w),
                          g_date_time_get_hour (w), g_date_time_get_minute (w),
                          g_date_time_get_seconds (w));
}
