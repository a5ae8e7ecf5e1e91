/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a language that facts are found by, read from files: regular expressions for
 * each place that a finder looks at, and the names of days and months. */
#pragma once

#include "base/pattern.h"
#include "detect/wording.h"
#include "facts/lexicon.h"

typedef enum
{
  RG_PHRASE_POSITION,
  RG_PHRASE_POSITION_SUBJECT,
  RG_PHRASE_POSITION_TAG,
  RG_PHRASE_POSITION_LEAD,
  RG_PHRASE_POSITION_TAIL,
  RG_PHRASE_NO_POSITION,
  RG_PHRASE_COMPANY,
  RG_PHRASE_COMPANY_SUBJECT,
  RG_PHRASE_COMPANY_SENDER,
  RG_PHRASE_COMPANY_SIGNATURE,
  RG_PHRASE_COMPANY_TAIL,
  RG_PHRASE_NO_COMPANY,
  RG_PHRASE_INSTITUTION,
  RG_PHRASE_AGENCY,
  RG_PHRASE_AGENCY_DOMAIN,
  RG_PHRASE_PERSON_TITLE,
  RG_PHRASE_PERSON_TAIL,
  RG_PHRASE_NO_PERSON,
  RG_PHRASE_INTERVIEWER,
  RG_PHRASE_SIGNER,
  RG_PHRASE_CONTACT,
  RG_PHRASE_UNREAD,
  RG_PHRASE_ANSWER_TO,
  RG_PHRASE_ANSWER_THERE,
  RG_PHRASE_NO_ANSWER_THERE,
  RG_PHRASE_STAGE_FINAL,
  RG_PHRASE_STAGE_INFORMATIONAL,
  RG_PHRASE_STAGE_FIRST,
  RG_PHRASE_STAGE_SECOND,
  RG_PHRASE_MODE_VIDEO,
  RG_PHRASE_MODE_PHONE,
  RG_PHRASE_MODE_PHONE_SCREEN,
  RG_PHRASE_MODE_ONSITE,
  RG_PHRASE_PLACE,
  RG_PHRASE_NO_PLACE,
  RG_PHRASE_DAY,
  RG_PHRASE_HOUR,
  RG_PHRASE_DEADLINE,
  RG_PHRASE_DEADLINE_AFTER,
  RG_PHRASE_ANSWER,
  RG_PHRASE_NO_OFFER,
  RG_PHRASE_NO_OFFER_AFTER,
  RG_PHRASE_MOVED,
  RG_PHRASE_IF_MOVED,
  RG_PHRASE_OLD_TIME,
  RG_PHRASE_NEW_TIME,
  RG_PHRASE_COLUMNS,
  RG_PHRASE_ELSEWHERE,
  RG_PHRASE_SEQUEL,
  RG_PHRASE_PROMISE,
  RG_PHRASE_ZONE,
  RG_PHRASE_SALARY,
  RG_PHRASE_ABOUT_PAY,
  RG_PHRASE_OWN_WISH,
  RG_PHRASE_PHONE,
  RG_PHRASE_NO_PHONE,
  RG_PHRASE_FORMAL,
  RG_PHRASE_INFORMAL,
  RG_PHRASE_WARNING,
  RG_PHRASE_DENIAL,
  RG_PHRASE_HOUSEHOLD_NAME,
  RG_PHRASE_PERMIT_DEMAND,
  RG_PHRASE_IMMEDIATE_START,
  RG_PHRASE_WORK_MODEL,
  RG_PHRASE_LEVEL,
  RG_PHRASE_RED_FLAG,
  RG_N_PHRASE_KINDS
} RgPhraseKind;

typedef struct
{
  char *name;
  RgPattern pattern;
  char *regex;
  int weight; /* 1 where the file says nothing */
  char *says; /* what it means, where the file says so; else NULL */
} RgPhrase;

/* The words of one language, with those of all languages behind its own. */
typedef struct _RgVocabulary RgVocabulary;

typedef struct _RgWords RgWords;

/* What was learned from mail with known facts; see tagger.h. */
typedef struct _RgTagger RgTagger;

/* Reads LANG.conf and any.conf in each of `dirs` (NULL-terminated, missing ones are skipped); a
 * later phrase of the same name takes the place of an earlier. So does a later lexicon.txt,
 * weights.txt, mode.tsv, stage.tsv or writer.tsv; without them only the phrases find facts. The
 * last folder is the user's own: where there is none, nothing is read before it is asked for,
 * and no expression tried, as the tests have read and tried ours. Error: RG_ERROR_CONFIG with
 * file and line. */
RgWords *rg_words_load (const char *const *dirs, GError **error);
void rg_words_free (RgWords *words);

/* Reads all that would be read when a mail first needs it: for who runs so long that the files
 * may be replaced meanwhile. Error: RG_ERROR_CONFIG with file and line. */
gboolean rg_words_read_all (RgWords *words, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgWords, rg_words_free)

/* Whether there is a vocabulary of this language; FALSE for NULL. */
gboolean rg_words_know (const RgWords *words, const char *language);

/* The vocabulary of `language`, of English where that is NULL or has none; never NULL. Belongs
 * to the words, which threads may share. */
const RgVocabulary *rg_words_get (const RgWords *words, const char *language);

/* "en", "de", ... Belongs to the vocabulary. */
const char *rg_vocabulary_language (const RgVocabulary *vocabulary);

/* NULL where there is none. They belong to the words. */
const RgLexicon *rg_vocabulary_lexicon (const RgVocabulary *vocabulary);
const RgTagger *rg_vocabulary_tagger (const RgVocabulary *vocabulary);
const RgWording *rg_vocabulary_modes (const RgVocabulary *vocabulary);
const RgWording *rg_vocabulary_stages (const RgVocabulary *vocabulary);
const RgWording *rg_vocabulary_writers (const RgVocabulary *vocabulary);

/* The phrases of a kind, in the order in which they are to be tried; may be none. */
RgPhrase *const *
rg_vocabulary_phrases (const RgVocabulary *vocabulary, RgPhraseKind kind, guint *count);

/* Whether any phrase of the kind is in the text. */
gboolean
rg_vocabulary_sees (const RgVocabulary *vocabulary, RgPhraseKind kind, const char *text);

/* 1 for January or Monday, 0 if it names none. Any letter case. */
int rg_vocabulary_month (const RgVocabulary *vocabulary, const char *name);
int rg_vocabulary_weekday (const RgVocabulary *vocabulary, const char *name);

/* Days from today: 1 for "tomorrow"; FALSE if the word is none. */
gboolean rg_vocabulary_relative (const RgVocabulary *vocabulary, const char *word, int *days);

/* 7 for "sieben"; 0 if it is none. */
int rg_vocabulary_number (const RgVocabulary *vocabulary, const char *word);

/* Whether 12/03 is a day in December to Americans who write this language. */
gboolean rg_vocabulary_month_first (const RgVocabulary *vocabulary);

/* Whether a capital says nothing of a word, because every noun has one. */
gboolean rg_vocabulary_capital_nouns (const RgVocabulary *vocabulary);
