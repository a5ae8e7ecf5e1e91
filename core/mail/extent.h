/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within the mail room only: how much of a message is looked at, so that none costs more than
 * another however long it is or what it is made of. */
#pragma once

#include <glib.h>

/* Of a whole message, of its header, and how many lines in it may be a part's beginning. */
#define RG_EXTENT_BYTES (1024 * 1024)
#define RG_EXTENT_HEAD  (128 * 1024)
#define RG_EXTENT_PARTS 2000

/* Readable text that is kept. */
#define RG_EXTENT_TEXT  (256 * 1024)
#define RG_EXTENT_LINES 10000

typedef struct
{
  gsize head;       /* how many bytes of the header, from the message's first on */
  const char *body; /* from the line end on that the empty line comes behind; borrowed */
  gsize rest;       /* how many bytes of that */
} RgExtent;

/* What is looked at of a message: the header, without what goes beyond its limit, and the
 * beginning of the body. */
RgExtent rg_extent_of (const char *bytes, gsize length);

/* Shortens a text (valid UTF-8) to what is kept of it. */
void rg_extent_cut_text (char *text);
