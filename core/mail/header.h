/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a mail's header (RFC 5322, 2.2). A mail has thirty of them, of which hardly ten
 * are ever asked for: only these are decoded. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *name; /* as written, e.g. "X-Mailer" */
  const char *raw;  /* as it came, folded and encoded */
  char *value;      /* NULL until rg_header_value() is asked for it */
  char texts[];     /* `name` and `raw` */
} RgHeader;

/* Copies both. Transfer full. */
RgHeader *
rg_header_new (const char *name, gsize name_length, const char *raw, gsize raw_length);
void rg_header_free (RgHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgHeader, rg_header_free)

/* Without case. */
gboolean rg_header_is (const RgHeader *header, const char *name);

/* Unfolded and decoded (RFC 2047), on one line, valid UTF-8. To be asked by one thread.
 * Transfer none. */
const char *rg_header_value (RgHeader *header);
