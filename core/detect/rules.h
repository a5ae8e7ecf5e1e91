/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detection rules of the configuration files. */
#pragma once

#include "detect/kind.h"
#include "mail/message.h"

typedef struct _RgRules RgRules;

/* One rule, for listings. All fields belong to the rules. */
typedef struct
{
  const char *name;
  const char *place; /* "subject", "body", "header:X-Foo", ... */
  const char *match;
  RgKind kind;
  double score;
  const char *language; /* NULL: any */
  const char *describe; /* NULL if none */
  const char *file;
} RgRuleInfo;

/* Reads every *.conf in `dirs` (NULL-terminated; missing ones are skipped), in order, files by
 * name; a later rule of the same name takes the place of the earlier. The last folder is the
 * user's own: expressions of the others, which the tests have tried, aren't tried again.
 * `wording` is the file of the words' own points (see wording.h); NULL: rules alone count.
 * Error: RG_ERROR_CONFIG with file and line. */
RgRules *rg_rules_load (const char *const *dirs, const char *wording, GError **error);
void rg_rules_free (RgRules *rules);

/* Has net.bin and bag.bin of this folder take a second look at what comes near an invitation
 * (second_look.h). Error: RG_ERROR_CONFIG. */
gboolean rg_rules_read_nets (RgRules *rules, const char *folder, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgRules, rg_rules_free)

/* Whether any of them is for this language, or none for any. */
gboolean rg_rules_know (const RgRules *rules, const char *language);

guint rg_rules_count (const RgRules *rules);
RgRuleInfo rg_rules_info (const RgRules *rules, guint index);
