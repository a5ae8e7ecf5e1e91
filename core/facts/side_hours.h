/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours that stand beside the one of the talk, and how. Within this room only. */
#pragma once

#include "facts/reading.h"

/* "10.30  Presentation", a line of the day's agenda below the hour at which it begins. */
gboolean
rg_hour_is_agenda_item (const RgReading *reading, const RgHour *hour, const RgDay *day);

/* "10:00 or 9:45", and each on its own line: so not where the second is when to be there. */
gboolean rg_hour_is_listed (const RgReading *reading, const RgHour *hour);

/* "10:15 (please arrive at 10:00)" */
gboolean rg_hour_is_in_brackets (const RgReading *reading, const RgHour *hour);

/* "16:00 UTC (11:00 in Quito, 17:00 in Berlin)": one time on several clocks, of which the first
 * counts. `index` is that of the hour in the reading. */
gboolean rg_hour_is_elsewhere (const RgReading *reading, guint index);

/* "9:00 AM   9:40 AM", the columns of begin and end: not so where there are three. */
gboolean rg_hour_is_end_column (const RgReading *reading, guint index);
