/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a question; rg_checklist_ask() asks them all. */
#pragma once

#include "decide/checklist.h"

RgAnswer rg_question_goals (const RgCase *the_case);
RgAnswer rg_question_mobility (const RgCase *the_case);
RgAnswer rg_question_red_flags (const RgCase *the_case);
RgAnswer rg_question_bandwidth (const RgCase *the_case);
RgAnswer rg_question_relationship (const RgCase *the_case);

/* Who of the people in the profile writes or is to be answered; NULL if none. Transfer none. */
const char *rg_find_known_person (const RgCase *the_case);

/* An answer with its evidence. */
RgAnswer rg_answer (RgVerdict verdict, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The first of `items` whose words occur in `text`; NULL if none. Transfer none. */
const char *rg_first_named (GStrv items, const char *text);

/* "Thu 3 Dec 2026, 15:00" for the user's eyes. Transfer full. */
char *rg_moment_for_people (const RgMoment *moment);

/* "Thu 3 Dec 2026". Transfer full. */
char *rg_day_for_people (GDateTime *day);
