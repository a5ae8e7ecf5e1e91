/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reply text, or a phrase of one, in template-glib's language. */
#pragma once

#include <tmpl-glib.h>

typedef struct
{
  char *path;
  int line; /* of the file, where the source begins */
  char *source;
  TmplTemplate *parsed; /* NULL until it is needed */
  GMutex lock;          /* while it is parsed */
} RgTemplateText;

/* Copies the source, which isn't looked at yet. Transfer full. */
RgTemplateText *rg_template_text_new (const char *path, int line, const char *source);
void rg_template_text_free (RgTemplateText *text);

/* Whether all tags are closed and begin with a name, and its blocks are whole; else
 * RG_ERROR_CONFIG with file and line. Of two hundred texts a mail needs one with its phrases,
 * so that this is only done when it is asked for, and once. */
gboolean rg_template_text_parse (RgTemplateText *text, GError **error);

/* Adds every word of every tag that isn't within quotes to a set that frees them. */
void rg_template_text_add_words (const RgTemplateText *text, GHashTable *words);

/* Fills in what is in the scope, and tidies the spaces that a missing fact leaves. Error:
 * RG_ERROR_CONFIG with file and line. Transfer full. */
char *rg_template_text_expand (RgTemplateText *text, TmplScope *scope, GError **error);
