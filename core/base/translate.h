/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program tells its user, in the user's language (gettext). What it writes to others
 * is in the language of their mail and comes from templates/. Log lines and errors that name
 * keys of files stay English, as the keys are. */
#pragma once

#include <glib.h>

/* _() translates; N_() only marks a text that is translated where it is used. */
#define _(text)  rg_translate (text)
#define N_(text) text

/* The text in the user's language, or as it is. Transfer none; lives forever. */
const char *rg_translate (const char *text) G_GNUC_FORMAT (1);

/* The same for a text that depends on a number. */
const char *rg_translate_number (const char *one, const char *many, gulong number)
    G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

/* Once, before any thread: the catalogues are in `folder`. The language is that of the
 * environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). */
void rg_translate_begin (const char *folder);

/* Another language ("de") than the environment's, as the profile wants; NULL: leave it. Once,
 * before any thread. */
void rg_translate_prefer (const char *language);

/* The code of the language that is spoken now, "en" if none other. Transfer none. */
const char *rg_translate_language (void);
