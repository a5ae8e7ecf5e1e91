/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat, the envelope in which Outlook sends rich text (application/ms-tnef, as Microsoft
 * describes it in MS-OXTNEF). */
#pragma once

#include <glib.h>

typedef struct
{
  char *text; /* NULL if there is none, as the next */
  char *html; /* both UTF-8 */
} RgTnef;

/* Reads the body of the message in the envelope, not its attachments. Any bytes may be given:
 * where they end or make no sense, reading stops. Transfer full, never NULL. */
RgTnef *rg_tnef_read (const guint8 *bytes, gsize length);
void rg_tnef_free (RgTnef *tnef);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTnef, rg_tnef_free)
