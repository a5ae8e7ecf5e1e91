/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One finder a fact; rg_facts_find() asks them all. Each returns what it found (transfer full,
 * NULL: unknown) and sets `*span` to the words it came from (transfer full). */
#pragma once

#include "facts/facts.h"

/* What every finder looks at. Borrowed. */
typedef struct
{
  const RgMessage *message;
  const RgCalendar *calendar;   /* the REQUEST that came with it; NULL if none */
  const char *const *addresses; /* the user's own */
  const RgVocabulary *words;    /* of the mail's language */
} RgSource;

/* The source for a message, with the request that came with it. */
RgSource rg_source_of (const RgMessage *message, const RgVocabulary *words,
                       const char *const *addresses);

/* What the phrases alone find of company, position, contact and place, and what these need.
 * `facts` are of none known. */
void rg_find_by_phrases (const RgSource *source, RgFacts *facts);

/* Looks again with the weights of the vocabulary, where it has any, for what the phrases found
 * and what they didn't. */
void rg_find_by_weights (const RgSource *source, RgFacts *facts);

char *rg_find_position (const RgSource *source, char **span);

/* A title without gender tag, number and what else stands around it. Transfer full. */
char *rg_clean_position (const RgSource *source, const char *raw);

/* Needs position, contact, place and via_recruiter of `facts`. */
char *rg_find_company (const RgSource *source, const RgFacts *facts, char **span);
/* Whether `name` only follows the title: "Safety Engineer, Redfern Avionics". */
gboolean rg_is_behind_title (const char *position, const char *name);

/* The second-level label of the employer's domain, small letters and digits alone; "" where it
 * says nothing, as of tracking systems and providers of mailboxes. Transfer full. */
char *rg_sender_label (const RgSource *source);

/* The same with the hyphens between its words: "theater-am-wall". Transfer full. */
char *rg_sender_words (const RgSource *source);

gboolean rg_find_recruiter (const RgSource *source);
RgAddress *rg_find_contact (const RgSource *source, char **span);
/* "Dr. Priya Nair, MBA" → "Priya Nair". Transfer full. */
char *rg_clean_person (const RgSource *source, const char *name);

/* The person of that name, with the address where mail reaches them. Transfer full. */
RgAddress *rg_contact_named (const RgSource *source, const char *name);
RgStage rg_find_stage (const RgSource *source, char **span);
RgMode rg_find_mode (const RgSource *source, char **span);
char *rg_find_place (const RgSource *source, RgMode mode, char **span);
char *rg_find_salary (const RgSource *source, char **span);
char *rg_find_phone (const RgSource *source, char **span);
char *rg_find_scheduling_link (const RgSource *source);

/* The first address in Reply-To that a person reads and that isn't the user's; NULL if none.
 * Belongs to the message. */
const RgAddress *rg_human_reply_to (const RgSource *source);

/* Whom Reply-To names; NULL if that is no person. Transfer full. */
RgAddress *rg_find_reply_to_person (const RgSource *source);

/* The name with the article or the word of an institution that the mail writes before it; NULL
 * if there is none. Transfer full. */
char *rg_find_full_company (const RgSource *source, const char *company);

/* The whole name of a contact of whom only one word is known; NULL if it isn't said. Transfer
 * full. */
char *rg_find_full_name (const RgSource *source, const RgAddress *contact);

/* Whether the local part of `address` has one of the person's names. */
gboolean rg_is_mailbox_of (const char *address, const char *name);

/* Whether one of two names has all words of the other. */
gboolean rg_is_same_person (const char *full, const char *part);

/* Whom the mail asks to answer to in place of its sender, who would read the answer too; NULL
 * where it asks for nothing such. The name is NULL if it isn't told. */
RgAddress *rg_find_addressee (const RgSource *source);

RgAddress *rg_find_reply_to (const RgSource *source, const RgAddress *contact);
void rg_find_warnings (const RgSource *source, const char *company, GPtrArray *warnings);

/* What the group "is" holds in the first match of `phrase`, on one line; NULL if nothing. */
char *rg_find_first (RgPhrase *phrase, const char *text, char **span);

/* The same for the first of all phrases of a kind that finds anything. */
char *rg_find_phrase (const RgSource *source, RgPhraseKind kind, const char *text, char **span);

/* Whether a phrase of the kind is in `text`, and which words it is (span may be NULL). */
gboolean
rg_source_sees (const RgSource *source, RgPhraseKind kind, const char *text, char **span);

/* `text` up to where a phrase of the kind begins, that not being its start. Transfer full. */
char *rg_source_without_tail (const RgSource *source, RgPhraseKind kind, const char *text);

/* Whether `name` could be a person's: capitalised words, none of a firm or team. */
gboolean rg_is_person_name (const RgSource *source, const char *name);

/* `text` with the lines joined that a mail program broke, and single spaces. Transfer full. */
char *rg_unwrapped (const char *text);

gboolean rg_source_is_own (const RgSource *source, const char *address);

/* Whether `name` is the user's, or a part of it. */
gboolean rg_source_is_own_name (const RgSource *source, const char *name);
