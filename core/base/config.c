/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config.h"

#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct _RgConfig
{
  char *path;
  GKeyFile *file;
  GStrv groups;
  GHashTable *lines; /* "group" and "group\nkey" → line number */
  const RgConfigKey *schema;
};

void
rg_config_free (RgConfig *config)
{
  if (!config)
    return;
  g_free (config->path);
  g_clear_pointer (&config->file, g_key_file_free);
  g_strfreev (config->groups);
  g_hash_table_unref (config->lines);
  g_free (config);
}

static gboolean
refuse_line (const RgConfig *config, int line, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:%d: %s", config->path, line, message);
  return FALSE;
}

static char *
line_name (const char *group, const char *key)
{
  return key ? g_strconcat (group, "\n", key, NULL) : g_strdup (group);
}

static int
line_of (const RgConfig *config, const char *group, const char *key)
{
  g_autofree char *name = line_name (group, key);
  int line = GPOINTER_TO_INT (g_hash_table_lookup (config->lines, name));
  return line || !key ? MAX (line, 1) : line_of (config, group, NULL);
}

/* ---- the schema ---- */

static gboolean
is_group (const RgConfigKey *allowed, const char *group)
{
  gsize length = strlen (allowed->group);
  return g_str_has_prefix (group, allowed->group)
         && (group[length] == '\0' || group[length] == ' ');
}

static const RgConfigKey *
find_key (const RgConfig *config, const char *group, const char *key)
{
  for (const RgConfigKey *allowed = config->schema; allowed->group; allowed++)
    if (is_group (allowed, group) && (!key || g_str_equal (allowed->key, key)))
      return allowed;
  return NULL;
}

static char *
allowed_names (const RgConfig *config, const char *group)
{
  GString *names = g_string_new (NULL);
  const char *last = "";
  for (const RgConfigKey *allowed = config->schema; allowed->group; allowed++)
    {
      const char *name = group ? allowed->key : allowed->group;
      if ((group && !is_group (allowed, group)) || g_str_equal (name, last))
        continue;
      g_string_append_printf (names, "%s%s", names->len ? ", " : "", name);
      last = name;
    }
  return g_string_free (names, FALSE);
}

static gboolean
check_group (RgConfig *config, const char *group, int line, GError **error)
{
  if (find_key (config, group, NULL))
    return TRUE;
  g_autofree char *names = allowed_names (config, NULL);
  return refuse_line (config, line, error, "unknown group [%s]; known here: %s", group, names);
}

static gboolean
check_key (RgConfig *config, const char *group, const char *key, int line, GError **error)
{
  if (find_key (config, group, key))
    return TRUE;
  g_autofree char *names = allowed_names (config, group);
  return refuse_line (config, line, error, "unknown key '%s' in [%s]; known here: %s", key,
                      group, names);
}

/* ---- reading, line by line: GKeyFile itself forgets where a line stood ---- */

static gboolean
remember_line (RgConfig *config, const char *group, const char *key, int line, GError **error)
{
  char *name = line_name (group, key);
  int before = GPOINTER_TO_INT (g_hash_table_lookup (config->lines, name));
  g_hash_table_replace (config->lines, name, GINT_TO_POINTER (line));
  if (!before)
    return TRUE;
  return refuse_line (config, line, error, "'%s' stands already in line %d; keep one of them",
                      key ? key : group, before);
}

static gboolean
read_group_line (RgConfig *config, char *text, int line, char **group, GError **error)
{
  char *end = strchr (text, ']');
  const char *after = end ? end + 1 : "";
  after += strspn (after, " \t");
  if (!end || end == text + 1 || (*after && *after != '#'))
    return refuse_line (config, line, error, "'%s' is not a group; write it like [name]", text);
  g_free (*group);
  *group = g_strndup (text + 1, (gsize) (end - text - 1));
  end[1] = '\0'; /* GKeyFile takes no comment behind a group */
  return check_group (config, *group, line, error)
         && remember_line (config, *group, NULL, line, error);
}

static gboolean
read_key_line (RgConfig *config, const char *text, int line, const char *group, GError **error)
{
  const char *equals = strchr (text, '=');
  if (!equals || equals == text)
    return refuse_line (config, line, error,
                        "'%s' is neither [group], key = value nor # comment", text);
  if (!group)
    return refuse_line (config, line, error, "a key stands before the first [group]");
  g_autofree char *key = g_strchomp (g_strndup (text, (gsize) (equals - text)));
  return check_key (config, group, key, line, error)
         && remember_line (config, group, key, line, error);
}

static gboolean
read_lines (RgConfig *config, char **lines, GError **error)
{
  g_autofree char *group = NULL;
  for (int i = 0; lines[i]; i++)
    {
      char *text = g_strstrip (lines[i]);
      if (!*text || *text == '#')
        continue;
      gboolean fine = *text == '[' ? read_group_line (config, text, i + 1, &group, error)
                                   : read_key_line (config, text, i + 1, group, error);
      if (!fine)
        return FALSE;
    }
  return TRUE;
}

static int
line_of_bad_byte (const char *text, const char *bad)
{
  int line = 1;
  for (; text < bad; text++)
    line += *text == '\n';
  return line;
}

static gboolean
read_text (RgConfig *config, const char *text, gsize length, GError **error)
{
  const char *bad = NULL;
  if (!g_utf8_validate (text, (gssize) length, &bad))
    return refuse_line (config, line_of_bad_byte (text, bad), error,
                        "not UTF-8; save the file as UTF-8");
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  if (!read_lines (config, lines, error))
    return FALSE;
  g_autofree char *clean = g_strjoinv ("\n", lines);
  g_autoptr (GError) inner = NULL;
  if (!g_key_file_load_from_data (config->file, clean, strlen (clean), G_KEY_FILE_NONE, &inner))
    return refuse_line (config, 1, error, "%s", inner->message);
  config->groups = g_key_file_get_groups (config->file, NULL);
  return TRUE;
}

RgConfig *
rg_config_parse (const char *path, const char *text, gsize length, const RgConfigKey *schema,
                 GError **error)
{
  g_autoptr (RgConfig) config = g_new0 (RgConfig, 1);
  config->path = g_strdup (path);
  config->file = g_key_file_new ();
  config->schema = schema;
  config->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_text (config, text, length, error))
    return NULL;
  return g_steal_pointer (&config);
}

RgConfig *
rg_config_load (const char *path, const RgConfigKey *schema, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (GError) inner = NULL;
  if (!g_file_get_contents (path, &text, &length, &inner))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "can't read the configuration: %s",
                   inner->message);
      return NULL;
    }
  return rg_config_parse (path, text, length, schema, error);
}

/* ---- values ---- */

const char *
rg_config_path (const RgConfig *config)
{
  return config->path;
}

const char *const *
rg_config_groups (const RgConfig *config)
{
  return (const char *const *) config->groups;
}

/* Cuts "value   # comment"; a '#' inside a word, as in a colour or a room, stays. */
static void
cut_comment (char *value)
{
  for (char *p = value; (p = strchr (p, '#')); p++)
    if (p == value || g_ascii_isspace (p[-1]))
      {
        *p = '\0';
        return;
      }
}

char *
rg_config_string (const RgConfig *config, const char *group, const char *key)
{
  const RgConfigKey *allowed = find_key (config, group, key);
  g_return_val_if_fail (allowed, NULL);
  g_autofree char *value = g_key_file_get_value (config->file, group, key, NULL);
  if (!value)
    return NULL;
  if (allowed->kind == RG_CONFIG_PLAIN)
    cut_comment (value);
  g_strstrip (value);
  return *value ? g_steal_pointer (&value) : NULL;
}

char *
rg_config_text (const RgConfig *config, const char *group)
{
  GString *text = g_string_new (NULL);
  for (const RgConfigKey *allowed = config->schema; allowed->group; allowed++)
    {
      g_autofree char *value
          = is_group (allowed, group) ? rg_config_string (config, group, allowed->key) : NULL;
      if (value)
        g_string_append_printf (text, "%s=%s\n", allowed->key, value);
    }
  return g_string_free (text, FALSE);
}

gboolean
rg_config_has (const RgConfig *config, const char *group, const char *key)
{
  g_autofree char *value = rg_config_string (config, group, key);
  return value != NULL;
}

GStrv
rg_config_list (const RgConfig *config, const char *group, const char *key)
{
  g_autofree char *value = rg_config_string (config, group, key);
  g_auto (GStrv) parts = g_strsplit (value ? value : "", ";", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (char **part = parts; *part; part++)
    if (*g_strstrip (*part))
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

gboolean
rg_config_refuse (const RgConfig *config, const char *group, const char *key, GError **error,
                  const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  return refuse_line (config, line_of (config, group, key), error, "[%s]%s%s: %s", group,
                      key ? " " : "", key ? key : "", message);
}

gboolean
rg_config_choice (const RgConfig *config, const char *group, const char *key,
                  const char *const *names, int *index, GError **error)
{
  g_autofree char *value = rg_config_string (config, group, key);
  if (!value)
    return TRUE;
  for (int i = 0; names[i]; i++)
    if (g_str_equal (names[i], value))
      {
        *index = i;
        return TRUE;
      }
  g_autofree char *known = g_strjoinv (", ", (char **) names);
  return rg_config_refuse (config, group, key, error, "'%s' is not one of: %s", value, known);
}

gboolean
rg_config_boolean (const RgConfig *config, const char *group, const char *key, gboolean *value,
                   GError **error)
{
  static const char *const names[] = { "no", "yes", "false", "true", NULL };
  int index = *value ? 1 : 0;
  if (!rg_config_choice (config, group, key, names, &index, error))
    return FALSE;
  *value = index % 2 == 1;
  return TRUE;
}

gboolean
rg_config_number (const RgConfig *config, const char *group, const char *key, double low,
                  double high, double *value, GError **error)
{
  g_autofree char *text = rg_config_string (config, group, key);
  if (!text)
    return TRUE;
  char *end = NULL;
  errno = 0;
  double number = g_ascii_strtod (text, &end);
  if (errno || end == text || *end || !(number >= low && number <= high))
    return rg_config_refuse (config, group, key, error, "'%s' is not a number from %g to %g",
                             text, low, high);
  *value = number;
  return TRUE;
}

gboolean
rg_config_integer (const RgConfig *config, const char *group, const char *key, int low,
                   int high, int *value, GError **error)
{
  g_autofree char *text = rg_config_string (config, group, key);
  gint64 number = 0;
  if (!text)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, low, high, &number, NULL))
    return rg_config_refuse (config, group, key, error,
                             "'%s' is not a whole number from %d to %d", text, low, high);
  *value = (int) number;
  return TRUE;
}

gboolean
rg_config_span (const RgConfig *config, const char *group, const char *key, gint64 *seconds,
                GError **error)
{
  static const struct
  {
    const char *unit;
    gint64 seconds;
  } units[] = {
    { "second", 1 }, { "minute", 60 }, { "hour", 3600 }, { "day", 86400 }, { "week", 604800 }
  };
  g_autofree char *text = rg_config_string (config, group, key);
  if (!text)
    return TRUE;
  char *end = NULL;
  guint64 count = g_ascii_strtoull (text, &end, 10);
  const char *unit = end + strspn (end, " ");
  for (gsize i = 0; end != text && *text != '-' && count <= 100000 && i < G_N_ELEMENTS (units);
       i++)
    if (g_str_has_prefix (unit, units[i].unit) && strchr ("s", unit[strlen (units[i].unit)]))
      {
        *seconds = (gint64) count * units[i].seconds;
        return TRUE;
      }
  return rg_config_refuse (config, group, key, error,
                           "'%s' is not a length of time; write it like '14 days' or '2 hours'",
                           text);
}

static gboolean
parse_day (const char *text, GDate *day)
{
  int year, month, date, used = 0;
  g_date_clear (day, 1);
  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &date, &used) != 3 || text[used]
      || year < 1900 || month < 1 || month > 12
      || !g_date_valid_dmy ((GDateDay) date, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (day, (GDateDay) date, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
parse_days (char *text, RgDays *days)
{
  char *dots = strstr (text, "..");
  if (dots)
    *dots = '\0';
  if (!parse_day (g_strstrip (text), &days->first))
    return FALSE;
  days->last = days->first;
  return !dots
         || (parse_day (g_strstrip (dots + 2), &days->last)
             && g_date_compare (&days->first, &days->last) <= 0);
}

gboolean
rg_config_days (const RgConfig *config, const char *group, const char *key, GArray **days,
                GError **error)
{
  g_auto (GStrv) parts = rg_config_list (config, group, key);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (RgDays));
  for (char **part = parts; *part; part++)
    {
      g_autofree char *copy = g_strdup (*part);
      RgDays range;
      if (!parse_days (copy, &range))
        return rg_config_refuse (
            config, group, key, error,
            "'%s' is not a day or a range of days; write it like 2027-02-01 or "
            "2027-02-01..2027-04-15, the earlier day first",
            *part);
      g_array_append_val (array, range);
    }
  *days = g_steal_pointer (&array);
  return TRUE;
}
