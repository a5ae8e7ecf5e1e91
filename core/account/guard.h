/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches the bytes of an IMAP server (RFC 3501 §9) before libetpan parses them: what would
 * hang, crash or exhaust it is refused. Knows nothing but the shape of lines and literals. */
#pragma once

#include <glib.h>

typedef struct _RgGuard RgGuard;

RgGuard *rg_guard_new (void);
void rg_guard_free (RgGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgGuard, rg_guard_free)

/* Looks at the next bytes, in whatever pieces they come. Refuses (RG_ERROR_UNAVAILABLE): a line
 * over 1 MiB (literals apart), a literal over 8 MiB or where none belongs, more than 64 MiB, or
 * 4 MiB outside literals, since rg_guard_reset(), over 200 open parentheses, a number over 32
 * bits outside quoted strings, literals and free text (64 bits where it follows MODSEQ or
 * HIGHESTMODSEQ), a line that ends inside a quoted string, a NUL outside a literal, PERMANENTFLAGS that don't begin
 * like flags. */
gboolean rg_guard_see (RgGuard *guard, const char *bytes, gsize length, GError **error);

/* A new command begins: the sum of bytes starts again. */
void rg_guard_reset (RgGuard *guard);
