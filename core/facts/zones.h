/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time zones as people write them. */
#pragma once

#include <glib.h>

/* The offset of Indian time in seconds. */
#define RG_ZONE_INDIA (5 * 3600 + 1800)

/* "CET", "Eastern Time", "UTC+1", "London time", "GMT-03:00" → zone; NULL if not one. `sender`
 * is the offset of the mail's Date in seconds, which tells Indian from Irish and Israeli "IST".
 * Transfer full. */
GTimeZone *rg_zone_parse (const char *words, gint64 sender);
