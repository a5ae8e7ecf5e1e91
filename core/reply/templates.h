/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reply texts: LANG/NAME.txt, in template-glib's language. LANG/phrases.txt has what the
 * texts of a language share, each phrase below a line like "[greeting]"; the texts use it as
 * {{greeting}}. A text may begin with a line "Subject: ...". */
#pragma once

#include <glib.h>

typedef struct _RgTemplates RgTemplates;

/* Reads DIR/LANG/NAME.txt of every dir (NULL-terminated, missing ones skipped); a later file of
 * the same name, or a later phrase, takes the place of the earlier. Each is rendered once with
 * every fact missing, so an unknown name or an unterminated tag is found now. What is wrong is
 * added to `faults` as "file:line: ..." (char *, with a free function) and left out. Transfer
 * full. */
RgTemplates *rg_templates_read (const char *const *dirs, GPtrArray *faults);

/* The same, where a fault is an error. The last folder is the user's own: where there is none,
 * nothing is rendered, as the tests have done so. Error: RG_ERROR_CONFIG, the first fault. */
RgTemplates *rg_templates_load (const char *const *dirs, GError **error);
void rg_templates_free (RgTemplates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTemplates, rg_templates_free)

/* "de/mobility" where that text exists, else the English one, else NULL. Transfer full. */
char *
rg_templates_choose (const RgTemplates *templates, const char *language, const char *name);

/* All ids but those of phrases, "en/mobility", sorted. Transfer full. */
GStrv rg_templates_ids (const RgTemplates *templates);

/* The file that a text was read from; NULL if there is no such id. Transfer none. */
const char *rg_templates_path (const RgTemplates *templates, const char *id);

/* The text as it stands in its file, without a subject line. NULL if there is no such id.
 * Transfer full. */
char *rg_templates_source (const RgTemplates *templates, const char *id);

/* Of rg_template_names those that the text or a phrase in it asks for. Transfer full. */
GStrv rg_templates_needs (const RgTemplates *templates, const char *id);

/* Every name that a text may use, NULL-terminated. Those of the phrases aren't among them. */
extern const char *const rg_template_names[];

/* Every phrase that a text may use, NULL-terminated, in the order in which they are rendered: a
 * later one may use an earlier. */
extern const char *const rg_template_parts[];

/* Renders the text and tidies it: no trailing or double spaces, one empty line between
 * paragraphs. `values` maps names to strings; what is absent is unknown, false in an if.
 * `*subject` becomes the text's own subject, on one line; NULL where it has none. Error:
 * RG_ERROR_CONFIG. Transfer full. */
char *rg_templates_render (const RgTemplates *templates, const char *id, GHashTable *values,
                           char **subject, GError **error);
