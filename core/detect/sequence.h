/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a mail in their order, as the net reads it: who is meant by an invitation is
 * told by how words follow each other, which terms don't tell. */
#pragma once

#include "mail/message.h"

/* Words are known by their beginning and their end, too; so many are told apart, from 1 on. */
#define RG_STEP_HEADS 6000
#define RG_STEP_TAILS 3000

typedef enum
{
  RG_STEP_NOWHERE, /* beyond the mail */
  RG_STEP_HEADER,
  RG_STEP_SUBJECT,
  RG_STEP_TEXT,
  RG_STEP_QUOTE,
  RG_N_STEP_PLACES
} RgStepPlace;

/* A word, or a sign of what stands in its place: "<link>", "<time>", "<me>" for the user's
 * name, "<them>" for that of whoever writes. */
typedef struct
{
  guint64 hash;
  guint16 head; /* 0 for signs and for words of fewer than three letters, as the next */
  guint16 tail;
  guint16 place;   /* RgStepPlace */
  guint16 letters; /* of a word; 0 for signs */
} RgStep;

/* RgStep, some hundreds at most. Transfer full. */
GArray *rg_sequence_of (const RgMessage *message);
