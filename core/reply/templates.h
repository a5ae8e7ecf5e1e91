/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reply texts: LANG/NAME.txt, in template-glib's language. A file LANG/_NAME.txt is a part,
 * a phrase that the other texts use as {{NAME}}. */
#pragma once

#include <glib.h>

typedef struct _RgTemplates RgTemplates;

/* Reads DIR/LANG/NAME.txt of every dir (NULL-terminated, missing ones skipped); a later file of
 * the same name takes the place of the earlier. Each is rendered once with every fact missing,
 * so an unknown name or an unterminated tag is found now. Error: RG_ERROR_CONFIG with file and
 * line. */
RgTemplates *rg_templates_load (const char *const *dirs, GError **error);
void rg_templates_free (RgTemplates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTemplates, rg_templates_free)

/* "de/mobility" where that text exists, else the English one, else NULL. Transfer full. */
char *
rg_templates_choose (const RgTemplates *templates, const char *language, const char *name);

/* All ids but those of parts, "en/mobility", sorted. Transfer full. */
GStrv rg_templates_ids (const RgTemplates *templates);

/* The file that a text was read from; NULL if there is no such id. Transfer none. */
const char *rg_templates_path (const RgTemplates *templates, const char *id);

/* Every name that a text may use, NULL-terminated. Those of the parts aren't among them. */
extern const char *const rg_template_names[];

/* Renders the text and tidies it: no trailing or double spaces, one empty line between
 * paragraphs. `values` maps names to strings; what is absent is unknown, false in an if.
 * Error: RG_ERROR_CONFIG. Transfer full. */
char *rg_templates_render (const RgTemplates *templates, const char *id, GHashTable *values,
                           GError **error);
