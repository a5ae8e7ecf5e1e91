/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a message before its text is read. */
#pragma once

#include <glib.h>

#define RG_KEYWORD_DONE "$RegretsDone"

typedef struct
{
  guint32 uid;
  guint32 size; /* RFC822.SIZE, bytes */
  gboolean is_answered;
  gboolean is_deleted;
  gboolean is_draft;
  gboolean is_done; /* carries RG_KEYWORD_DONE */
  GBytes *header;   /* its main fields, such as From and Message-ID; cut at 64 KiB */
} RgSummary;

void rg_summary_free (RgSummary *summary);
