/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point in time as mail tells it: with a known zone, or only as wall-clock time. */
#pragma once

#include <glib.h>

typedef struct
{
  GDateTime *when;     /* owned; with an unknown zone its offset means nothing */
  gboolean zone_known; /* FALSE: a wall clock somewhere, no instant */
} RgMoment;

RgMoment *rg_moment_new (GDateTime *when, gboolean zone_known); /* refs `when` */
RgMoment *rg_moment_copy (const RgMoment *moment);              /* NULL for NULL */
void rg_moment_free (RgMoment *moment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgMoment, rg_moment_free)

/* ISO 8601, "2026-12-03T15:00:00+01:00"; without the offset where the zone is unknown.
 * Transfer full. */
char *rg_moment_format_iso (const RgMoment *moment);

/* Whether they are the same hour of the same day, whatever their zones are. */
gboolean rg_moment_is_same_clock (const RgMoment *a, const RgMoment *b);

/* Parses RFC 3339 or ISO 8601, e.g. for --now. An offset is required. */
GDateTime *rg_moment_parse_instant (const char *text, GError **error);

/* `moment` as an instant: where the zone is unknown its wall clock is read in `zone`
 * (NULL: UTC). Transfer full. */
GDateTime *rg_moment_to_instant (const RgMoment *moment, GTimeZone *zone);
