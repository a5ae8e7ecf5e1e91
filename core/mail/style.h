/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inline CSS of HTML mail, as far as it tells what a reader can see. */
#pragma once

#include <glib.h>

#define RG_COLOUR_UNKNOWN G_MAXUINT32

/* Text colour on a background: 0xRRGGBB, or RG_COLOUR_UNKNOWN. */
typedef struct
{
  guint32 text;
  guint32 background;
} RgPaint;

/* Whether a style attribute (may be NULL) hides its element: not displayed, transparent, in
 * letters of no size, or struck out. */
gboolean rg_style_hides (const char *style);

/* The colour that a property of a style attribute sets, or `otherwise`. */
guint32 rg_style_colour (const char *style, const char *property, guint32 otherwise);

/* "#fff", "#ffffff", "rgb(255, 255, 255)" or "white" as a colour. */
guint32 rg_colour_parse (const char *text);

/* Whether text so painted can't be told from its background. */
gboolean rg_paint_hides (RgPaint paint);
