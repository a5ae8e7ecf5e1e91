/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/header.h"

#include "mail/mime.h"

#include <string.h>

RgHeader *
rg_header_new (const char *name, gsize name_length, const char *raw, gsize raw_length)
{
  RgHeader *header = g_malloc (sizeof *header + name_length + raw_length + 2);
  char *raw_text = header->texts + name_length + 1;
  memcpy (header->texts, name, name_length);
  header->texts[name_length] = '\0';
  memcpy (raw_text, raw, raw_length);
  raw_text[raw_length] = '\0';
  header->name = header->texts;
  header->raw = raw_text;
  header->value = NULL;
  return header;
}

void
rg_header_free (RgHeader *header)
{
  if (!header)
    return;
  g_free (header->value);
  g_free (header);
}

/* The bit in which a letter of ASCII differs from the same in the other case. */
#define CASE_BIT 0x20

/* Most are told apart by the first letter. */
gboolean
rg_header_is (const RgHeader *header, const char *name)
{
  return (*header->name | CASE_BIT) == (*name | CASE_BIT)
         && !g_ascii_strcasecmp (header->name, name);
}

const char *
rg_header_value (RgHeader *header)
{
  if (!header->value)
    header->value = rg_mime_decode_header (header->raw);
  return header->value;
}
