/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which day an hour that a text names is of. Within this room only. */
#pragma once

#include "facts/reading.h"

/* The last day named before the hour, or one that follows at once ("10:00 on Tuesday"); NULL if
 * there is none near. `hour_index` counts the hours of the reading. Belongs to the reading. */
const RgDay *rg_day_of_hour (const RgReading *reading, guint hour_index);
