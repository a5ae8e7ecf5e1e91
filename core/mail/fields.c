/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/fields.h"

#include <string.h>

static const char *
end_of_line (const char *at, const char *end)
{
  const char *line_end = memchr (at, '\n', (gsize) (end - at));
  return line_end ? line_end : end;
}

/* With all lines that are folded. */
static const char *
end_of_field (const char *at, const char *end)
{
  const char *field_end = end_of_line (at, end);
  while (end - field_end > 1 && (field_end[1] == ' ' || field_end[1] == '\t'))
    field_end = end_of_line (field_end + 1, end);
  return field_end;
}

/* Behind the name that begins at `at`; NULL if there is none. */
static const char *
find_colon (const char *at, const char *end)
{
  const char *p = at;
  while (p < end && (g_ascii_isalnum (*p) || *p == '-' || *p == '_'))
    p++;
  return p > at && p < end && *p == ':' ? p : NULL;
}

GArray *
rg_fields_of (const char *head, gsize length)
{
  const char *end = head + length;
  g_autoptr (GArray) fields = g_array_sized_new (FALSE, FALSE, sizeof (RgField), 32);
  for (const char *at = head; at < end;)
    {
      RgField field = { at, find_colon (at, end), NULL };
      if (!field.colon)
        return NULL;
      field.end = end_of_field (field.colon, end);
      g_array_append_val (fields, field);
      at = field.end + 1;
    }
  return g_steal_pointer (&fields);
}

/* ---- for the parser ---- */

static gboolean
is_needed (const RgField *field)
{
  static const char *const names[]
      = { "From", "Sender", "Reply-To", "To", "Cc", "MIME-Version", NULL };
  gsize length = (gsize) (field->colon - field->name);
  if (length > 8 && !g_ascii_strncasecmp (field->name, "Content-", 8))
    return TRUE;
  for (const char *const *name = names; *name; name++)
    if (strlen (*name) == length && !g_ascii_strncasecmp (field->name, *name, length))
      return TRUE;
  return FALSE;
}

static void
append (GByteArray *head, const RgField *field)
{
  if (head->len)
    g_byte_array_append (head, (const guint8 *) "\n", 1);
  g_byte_array_append (head, (const guint8 *) field->name, (guint) (field->end - field->name));
}

void
rg_fields_append_needed (const GArray *fields, GByteArray *head)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const RgField *field = &g_array_index (fields, RgField, i);
      if (is_needed (field))
        append (head, field);
    }
  if (!head->len && fields->len)
    append (head, &g_array_index (fields, RgField, 0));
}
