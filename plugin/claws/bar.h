/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar above an open mail. */
#pragma once

#include "common/reader.h"

#include <gtk/gtk.h>

/* What its buttons and the menu entries ask for. */
typedef enum
{
  RG_WISH_DRAFT,   /* the reply as it was decided */
  RG_WISH_ANOTHER, /* another one, which the user chooses */
  RG_WISH_MISTAKE, /* it is no invitation */
  RG_WISH_MISSED,  /* it is one */
  RG_WISH_CALL,    /* the number that is to be called first */
  RG_N_WISHES
} RgWish;

typedef void (*RgWishFunc) (RgWish wish, gpointer data);

/* Whether this mail lets the user wish for it. `reading` may be NULL: not read yet. */
gboolean rg_wish_is_possible (RgWish wish, const RgReading *reading);

/* NULL where there is nothing to show. `reading` is not needed afterwards. Floating. */
GtkWidget *rg_bar_new (const RgReading *reading, RgWishFunc act, gpointer data);

/* Tells the user, in one line of the bar, how a wish went; NULL: nothing any more. */
void rg_bar_tell (GtkWidget *bar, const char *what);
