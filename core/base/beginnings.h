/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that one regular expression can begin with. */
#pragma once

#include "base/needles.h"

/* Longer words find fewer places, but there are more of them. */
#define RG_BEGINNING_LETTERS 6

typedef struct
{
  guint8 letters[RG_BEGINNING_LETTERS];
  guint8 length;
  guint8 is_open;  /* boolean: what comes next in the expression stands right behind it */
  guint8 is_bound; /* boolean: a word begins here */
  guint8 is_first; /* boolean: the text begins here */
} RgBeginning;

typedef struct
{
  GArray *words; /* RgBeginning */
  RgNeedles
      *rest; /* what a text must have for a match that begins otherwise; NULL: none does */
} RgBeginnings;

/* NULL where too little is known: the expression may begin with anything. Transfer full. */
RgBeginnings *rg_beginnings_new (const RgExpression *expression);
void rg_beginnings_free (RgBeginnings *beginnings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgBeginnings, rg_beginnings_free)
