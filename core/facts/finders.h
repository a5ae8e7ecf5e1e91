/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One finder a fact; rg_facts_find() asks them all. Each returns what it found (transfer full,
 * NULL: unknown) and sets `*span` to the words it came from (transfer full). */
#pragma once

#include "base/pattern.h"
#include "facts/facts.h"

/* What every finder looks at. Borrowed. */
typedef struct
{
  const RgMessage *message;
  const RgCalendar *calendar;   /* the REQUEST that came with it; NULL if none */
  const char *const *addresses; /* the user's own */
} RgSource;

char *rg_find_position (const RgSource *source, char **span);
char *rg_find_company (const RgSource *source, gboolean via_recruiter, const RgAddress *contact,
                       char **span);
gboolean rg_find_recruiter (const RgSource *source);
RgAddress *rg_find_contact (const RgSource *source, char **span);
RgStage rg_find_stage (const RgSource *source, char **span);
RgMode rg_find_mode (const RgSource *source, char **span);
char *rg_find_place (const RgSource *source, RgMode mode, char **span);
char *rg_find_salary (const RgSource *source, char **span);
char *rg_find_phone (const RgSource *source, char **span);
char *rg_find_scheduling_link (const RgSource *source);
RgAddress *rg_find_reply_to (const RgSource *source, const RgAddress *contact);
void rg_find_warnings (const RgSource *source, GPtrArray *warnings);

/* The first group of the first match of `pattern`, trimmed; NULL if none. */
char *rg_find_first (RgPattern *pattern, const char *text, char **span);

/* Whether `name` could be a person's: two to four capitalised words, none of a firm or team. */
gboolean rg_is_person_name (const char *name);

gboolean rg_source_is_own (const RgSource *source, const char *address);
