/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a time that a text names: whether one is to come then, or to answer by then,
 * or neither. Within this room only. */
#pragma once

#include "facts/reading.h"

/* How far words may be from the time that they are about; and how much of the clause behind it
 * tells that an answer is asked for. */
#define RG_OFFER_CONTEXT 120
#define RG_OFFER_CLAUSE  70

/* Whether the time from `start` to `end` is a deadline. */
gboolean rg_offer_is_due (const RgReading *reading, gsize start, gsize end);

/* Whether the sentence, as far as `reach`, asks for an answer. */
gboolean rg_offer_asks_answer (const RgReading *reading, gsize start, gsize end, gsize reach);

/* Whether the day is past, or that of something else. */
gboolean rg_offer_is_no_day (const RgReading *reading, const RgDay *day);

/* Whether the hour on that day is past, or that of something else. Where an appointment is
 * moved, the words are about the first hour behind them: "not at 10 but at 11". */
gboolean rg_offer_is_none (const RgReading *reading, const RgHour *hour, const RgDay *day,
                           gboolean is_moved);

/* Whether it is the old hour of a talk that is moved; its day may be that of the new one. */
gboolean rg_offer_is_withdrawn (const RgReading *reading, const RgHour *hour, const RgDay *day,
                                gboolean is_moved);
