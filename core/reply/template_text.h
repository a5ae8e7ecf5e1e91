/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reply text, or a phrase of one, in template-glib's language. */
#pragma once

#include <tmpl-glib.h>

typedef struct
{
  char *path;
  int line; /* of the file, where the source begins */
  char *source;
  GHashTable *words;    /* set of all names in its tags; those of its phrases may be added */
  char *prepared;       /* what is parsed */
  TmplTemplate *parsed; /* NULL until it is needed */
  GMutex lock;          /* while it is parsed */
} RgTemplateText;

/* Error: RG_ERROR_CONFIG with file and line where a tag isn't closed or begins with no name.
 * Transfer full. */
RgTemplateText *
rg_template_text_new (const char *path, int line, const char *source, GError **error);
void rg_template_text_free (RgTemplateText *text);

/* Whether its blocks are whole; else RG_ERROR_CONFIG. Of a hundred texts a mail needs one with
 * its phrases, so that this is only done when it is asked for, and once. */
gboolean rg_template_text_parse (RgTemplateText *text, GError **error);

/* Fills in what is in the scope, and tidies the spaces that a missing fact leaves. Error:
 * RG_ERROR_CONFIG with file and line. Transfer full. */
char *rg_template_text_expand (RgTemplateText *text, TmplScope *scope, GError **error);
