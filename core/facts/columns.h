/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that tell the old appointment beside the new one. Within this room only. */
#pragma once

#include "facts/reading.h"

/* Drops the days and hours of the old column, where a header says which one it is. */
void rg_columns_drop_old (RgReading *reading);
