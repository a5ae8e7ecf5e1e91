/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an invitation says, each fact with the words that it came from. */
#pragma once

#include "base/moment.h"
#include "facts/conditions.h"
#include "mail/message.h"

typedef enum
{
  RG_STAGE_UNKNOWN,
  RG_STAGE_FIRST,
  RG_STAGE_SECOND,
  RG_STAGE_FINAL,
  RG_STAGE_INFORMATIONAL,
  RG_N_STAGES
} RgStage;

typedef enum
{
  RG_MODE_UNKNOWN,
  RG_MODE_ONSITE,
  RG_MODE_REMOTE,
  RG_MODE_PHONE,
  RG_MODE_HYBRID,
  RG_N_MODES
} RgMode;

typedef enum
{
  RG_WRITER_EMPLOYER,
  RG_WRITER_AGENCY,
  RG_N_WRITERS
} RgWriter;

extern const char *const rg_stage_names[RG_N_STAGES + 1]; /* "unknown", "first", ... */
extern const char *const rg_mode_names[RG_N_MODES + 1];   /* "unknown", "onsite", ... */
extern const char *const rg_writer_names[RG_N_WRITERS + 1];

/* NULL means unknown: a fact is never guessed. All owned by the struct. */
typedef struct
{
  char *company;
  char *position;         /* the title alone: no gender tag, no requisition number */
  RgAddress *contact;     /* a person; its address may be "" where only the name is known */
  gboolean via_recruiter; /* an agency writes for an employer */
  RgStage stage;
  RgMode mode;
  char *place;
  GPtrArray *times; /* RgMoment, offered or set, earliest first; never NULL */
  RgMoment *reply_by;
  RgMoment *promised;  /* by when whoever writes wants to be heard of */
  RgAddress *reply_to; /* where a person reads the answer; NULL: only a portal does */
  char *scheduling_link;
  gboolean informal;        /* the writer says "du", "tu", "je" and not "Sie", "vous", "u" */
  gboolean calendar;        /* a calendar REQUEST came with it */
  char *salary;             /* as written */
  char *phone;              /* as written */
  RgConditions *conditions; /* of the job; never NULL */
  GPtrArray *warnings;      /* char *: signs of fraud, each a sentence part; never NULL */
  GHashTable *spans;        /* fact name → the words of the mail that it came from */
} RgFacts;

/* Facts of which none is known. Transfer full. */
RgFacts *rg_facts_new (void);

/* Whether none of what an invitation says to everybody is known: neither its fields, nor
 * times. */
gboolean rg_facts_are_none (const RgFacts *facts);

/* Pure. Facts are looked for in any message, whatever its kind. `addresses` are the user's own
 * (NULL-terminated), which are never a contact; `words` are those of its language. Transfer
 * full. */
RgFacts *rg_facts_find (const RgMessage *message, const RgVocabulary *words,
                        const char *const *addresses);
void rg_facts_free (RgFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgFacts, rg_facts_free)

/* The words that a fact ("company", "position", ...) came from; NULL if none are kept. */
const char *rg_facts_span (const RgFacts *facts, const char *name);
