/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets the user choose another reply, and shows how it would read. */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  char *name;    /* of the text: "mobility" */
  char *outcome; /* what it says: "decline", ... */
  char *text;    /* the reply as it would be written */
} RgChoice;

RgChoice *rg_choice_new (const char *name, const char *outcome, const char *text);
void rg_choice_free (RgChoice *choice);

/* Asks; blocks in a main loop of its own. `choices` has RgChoice, in any order; that called
 * `first` (NULL: any) is shown first. NULL if the user wants none. Transfer none, of
 * `choices`. */
const RgChoice *rg_chooser_run (GtkWindow *parent, const GPtrArray *choices, const char *first);
