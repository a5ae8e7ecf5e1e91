/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read in a regular expression (PCRE2) about the texts that it matches: which
 * characters must stand beside each other. */
#pragma once

#include <glib.h>

/* Characters are told apart by letter, of which there are 64: either case of an ASCII letter is
 * one, and so is all that isn't ASCII. */
#define RG_LETTER_BITS 6

/* The letter of the character at `*text` (valid UTF-8), which moves on by that character. Two
 * characters beyond ASCII are letters of ASCII in the other case: the long s and the Kelvin
 * sign. */
guint rg_letter_take (const char **text);

/* The letters of a whole text, one byte each, 0 behind the last. Transfer full. */
guint8 *rg_letters_of (const char *text);

/* Whether a word boundary may stand before `at`, a word's first letter. */
gboolean rg_letter_begins_word (const char *text, const char *at);

typedef guint64 RgLetters; /* a set of letters */

typedef enum
{
  RG_EXPRESSION_LETTERS,  /* one character of a set; all: any number of any characters */
  RG_EXPRESSION_WORD,     /* characters that stand for themselves; always part of a sequence */
  RG_EXPRESSION_NOTHING,  /* matches between characters */
  RG_EXPRESSION_BOUNDARY, /* \b */
  RG_EXPRESSION_FIRST,    /* \A, and ^ where it isn't the beginning of each line */
  RG_EXPRESSION_AHEAD,    /* must be found here or elsewhere, and takes no place */
  RG_EXPRESSION_SEQUENCE, /* all of the parts, one behind the other */
  RG_EXPRESSION_CHOICE,   /* one of the parts */
} RgExpressionKind;

typedef struct RgExpression RgExpression;

struct RgExpression
{
  RgExpressionKind kind;
  guint8 may_lack;   /* boolean: it may be there no time at all */
  guint8 may_repeat; /* boolean: it may be there more than once */
  guint n_parts;     /* 0 for the first five */
  RgLetters letters;
  const char *word; /* in the expression's text; where it ends is the next */
  const char *word_end;
  RgExpression *parts[];
};

/* For an expression that is good, matched with regard to case or without; its text has to stay.
 * NULL where something in it isn't understood. Transfer full. */
RgExpression *rg_expression_read (const char *regex);

/* An expression of parts, which rg_expression_free() frees with it. Transfer full. */
RgExpression *
rg_expression_of_parts (RgExpressionKind kind, RgExpression *const *parts, guint n_parts);
void rg_expression_free (RgExpression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgExpression, rg_expression_free)

#define RG_LETTERS_ALL G_MAXUINT64

/* The only letter of a set; 0 if there are several. */
guint rg_letters_single (RgLetters letters);
