/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration file in GKeyFile form whose every error names file and line.
 *
 * `#` starts a comment on a line of its own, and after white space behind a value too, save
 * for the keys that a schema calls verbatim (regular expressions, commands, free text).
 * Nothing is unescaped: a value is what stands there. */
#pragma once

#include <glib.h>

typedef struct _RgConfig RgConfig;

typedef enum
{
  RG_CONFIG_PLAIN,    /* may be followed by "  # comment" */
  RG_CONFIG_VERBATIM, /* is the whole rest of its line */
} RgConfigKind;

/* One allowed key. `group` is a whole group name, or its first word where groups have names
 * of their own ("rule" allows [rule subject-invites]). Ends with a NULL group. */
typedef struct
{
  const char *group;
  const char *key;
  RgConfigKind kind;
} RgConfigKey;

/* Reads and checks: syntax, UTF-8, groups and keys against `schema` (not copied, so static),
 * a key given twice. Error: RG_ERROR_CONFIG with "file:line: ...". */
RgConfig *rg_config_load (const char *path, const RgConfigKey *schema, GError **error);
RgConfig *rg_config_parse (const char *path, const char *text, gsize length,
                           const RgConfigKey *schema, GError **error);
void rg_config_free (RgConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgConfig, rg_config_free)

const char *rg_config_path (const RgConfig *config);

/* Group names in file order. Transfer none. */
const char *const *rg_config_groups (const RgConfig *config);
gboolean rg_config_has (const RgConfig *config, const char *group, const char *key);

/* What stands in the group, "key=value" a line in the schema's order: two groups say the same if
 * this is the same. Transfer full. */
char *rg_config_text (const RgConfig *config, const char *group);

/* The value, trimmed; NULL where the key is absent or empty. Transfer full. */
char *rg_config_string (const RgConfig *config, const char *group, const char *key);

/* The parts between `;`, trimmed, empty ones dropped. Never NULL. Transfer full. */
GStrv rg_config_list (const RgConfig *config, const char *group, const char *key);

/* Typed readers. An absent key leaves `*value` as it is and succeeds. */
gboolean rg_config_boolean (const RgConfig *config, const char *group, const char *key,
                            gboolean *value, GError **error);
gboolean rg_config_number (const RgConfig *config, const char *group, const char *key,
                           double low, double high, double *value, GError **error);
gboolean rg_config_integer (const RgConfig *config, const char *group, const char *key, int low,
                            int high, int *value, GError **error);
/* `names` is NULL-terminated; `*index` becomes the place of the value in it. */
gboolean rg_config_choice (const RgConfig *config, const char *group, const char *key,
                           const char *const *names, int *index, GError **error);
/* "14 days", "2 hours", "30 minutes", "3 weeks" → seconds. */
gboolean rg_config_span (const RgConfig *config, const char *group, const char *key,
                         gint64 *seconds, GError **error);
/* Days, both ends included. */
typedef struct
{
  GDate first;
  GDate last;
} RgDays;

/* A list of "2027-02-01..2027-04-15" or "2027-02-01" (one day). `*days` becomes a GArray of
 * RgDays, empty if absent. Transfer full. */
gboolean rg_config_days (const RgConfig *config, const char *group, const char *key,
                         GArray **days, GError **error);

/* Sets RG_ERROR_CONFIG "file:line: [group] key: message" (key may be NULL); returns FALSE. */
gboolean rg_config_refuse (const RgConfig *config, const char *group, const char *key,
                           GError **error, const char *format, ...) G_GNUC_PRINTF (5, 6);
