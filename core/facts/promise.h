/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By when whoever writes has promised to be heard of: "we will get back to you by Friday". */
#pragma once

#include "base/moment.h"
#include "facts/reading.h"

/* The end of that day, the first one named; NULL if none is. Transfer full. */
RgMoment *rg_promise_find (const RgReading *reading);
