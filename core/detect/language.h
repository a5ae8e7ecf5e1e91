/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a text is written in (libexttextcat). */
#pragma once

#include "mail/message.h"

typedef struct _RgLanguages RgLanguages;

/* Reads the list of fingerprints in `path`: lines of "FILE.lm  en", the files in
 * libexttextcat's own folder. Error: RG_ERROR_CONFIG. */
RgLanguages *rg_languages_load (const char *path, GError **error);
void rg_languages_free (RgLanguages *languages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgLanguages, rg_languages_free)

/* "en", ..., or NULL where the text is too short or too mixed to tell. Looks at the first
 * 600 bytes or so. Thread-safe. Transfer full. */
char *rg_languages_guess (RgLanguages *languages, const char *text);

/* The same of what the sender wrote; where that doesn't tell, of its subject and of what is
 * quoted, too. */
char *rg_languages_of_message (RgLanguages *languages, const RgMessage *message);
