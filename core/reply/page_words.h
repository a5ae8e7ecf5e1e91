/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of a decision page that the program says itself. */
#pragma once

#include "reply/page.h"

/* Below the folder of the pages: where the user puts what is no invitation, and what is one. */
#define RG_PAGE_MISTAKES_FOLDER "Not invitations"
#define RG_PAGE_MISSED_FOLDER   "Invitations"

/* "company" → "Company", "red-flags" → "Warning signs", ...; the name itself where there is no
 * better one. */
const char *rg_page_label (const char *name);

/* A word of the journal's and the JSON's own ("pass", "decline", "onsite", "sent") as it is
 * told to the user, in his language; any other as it is. */
const char *rg_page_word (const char *word);

/* "Decline (goals)", for lists. Transfer full. */
char *rg_page_short (const RgEntry *entry);

typedef enum
{
  RG_PAGE_FOUND, /* headings */
  RG_PAGE_QUESTIONS,
  RG_PAGE_WARNINGS,
  RG_PAGE_OVERRULE,
  RG_PAGE_AGREE, /* how to overrule, one sentence each */
  RG_PAGE_HANDLE,
  RG_PAGE_MISTAKE,
  RG_PAGE_MISSED,
  RG_PAGE_FOOTER,
  RG_N_PAGE_PHRASES
} RgPagePhrase;

const char *rg_page_phrase (RgPagePhrase phrase);

/* "decline" → "Decline", "explore" → "Short talk instead", ... */
const char *rg_page_title (const char *outcome);

typedef enum
{
  RG_ON_ANY, /* can just be read on white and on black */
  RG_ON_LIGHT,
  RG_ON_DARK,
  RG_N_GROUNDS
} RgPageGround;

/* The colour of "pass" and of "fail", as rg_page_word() says them, "#rrggbb"; NULL for any
 * other. It is never all that tells. */
const char *rg_page_colour (const char *verdict, RgPageGround ground);

/* "Decline: C Developer at Fernwood Labs". Transfer full. */
char *rg_page_subject (const RgPage *page);

/* One sentence each; NULL where there is nothing to say. Transfer full. */
char *rg_page_decision (const RgPage *page);
char *rg_page_channel (const RgPage *page);
char *rg_page_draft (const RgPage *page);
