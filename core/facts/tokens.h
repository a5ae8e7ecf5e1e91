/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a mail, one behind the other, each with where it stands. */
#pragma once

#include "mail/message.h"

typedef enum
{
  RG_PART_SENDER, /* the display name of who wrote it */
  RG_PART_SUBJECT,
  RG_PART_EVENT, /* summary, location and beginning of the description of the calendar part */
  RG_PART_TEXT,
  RG_PART_SIGNATURE,
  RG_PART_QUOTE,
  RG_N_PARTS
} RgPart;

/* No more words of a mail are looked at: what is said later says nothing of the job. */
#define RG_TOKENS_LIMIT 1500

/* A run of letters and digits, an address or link, a sign, or the end of a line ("\n") where
 * that is one and not just where a mail program had to break. Texts belong to the RgTokenList.
 */
typedef struct
{
  const char *text;  /* as written */
  const char *lower; /* in small letters */
  const char *shape; /* "Xx", "xx", "X.", "9": equal signs one behind the other count once */
  const char *plain; /* lower in ASCII, letters and digits alone; "" for signs */
  RgPart part;
  guint line;                /* in its part, from 0 on */
  gsize start, end;          /* bytes of the part's text */
  gboolean has_space_before; /* or begins a line, as the quoted may with '>' */
} RgToken;

typedef struct
{
  GStringChunk *strings;
  GArray *tokens;               /* RgToken, part by part in the order of RgPart */
  char *texts[RG_N_PARTS];      /* what was read; never NULL */
  guint bounds[RG_N_PARTS + 1]; /* the first token of each part, and behind the last */
} RgTokenList;

/* The words of `message`, of which `calendar` is the request that came with it or NULL. */
RgTokenList *rg_token_list_new (const RgMessage *message, const RgCalendar *calendar);

/* The words of a single text, as RG_PART_TEXT. */
RgTokenList *rg_token_list_of_text (const char *text);
void rg_token_list_free (RgTokenList *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTokenList, rg_token_list_free)

const RgToken *rg_token_list_get (const RgTokenList *tokens, guint index);

/* Whether the words of `needle` stand at `index`, all in one part; letter case and ends of
 * lines don't matter. `*end` is set to the token behind them. */
gboolean rg_token_list_match (const RgTokenList *tokens, guint index, const RgTokenList *needle,
                              guint *end);

/* What the tokens from `first` up to before `end` are in the mail, on one line. They are of
 * one part. Transfer full. */
char *rg_token_list_text (const RgTokenList *tokens, guint first, guint end);
