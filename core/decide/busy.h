/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own calendar: when there is no time for an interview. */
#pragma once

#include <glib.h>

typedef struct _RgBusy RgBusy;

/* Of which nothing is known. Transfer full. */
RgBusy *rg_busy_new (void);

/* Reads an iCalendar file (RFC 5545), or every .ics file of a folder. Error: RG_ERROR_CONFIG,
 * naming the file, where one can't be read or is no calendar. */
gboolean rg_busy_load (RgBusy *busy, const char *path, GError **error);

/* Takes up one iCalendar text. FALSE if it is none. */
gboolean rg_busy_add (RgBusy *busy, const char *text);
void rg_busy_free (RgBusy *busy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgBusy, rg_busy_free)

gboolean rg_busy_is_known (const RgBusy *busy);

/* Whether an event that takes the user's time overlaps the hour that begins at `start`. Events
 * that recur count each time, but not those that are cancelled, transparent or shown as free.
 * Times without a zone are read in `zone` (NULL: UTC). From any thread. */
gboolean rg_busy_at (RgBusy *busy, GDateTime *start, GTimeZone *zone);
