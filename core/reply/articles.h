/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article that a firm's name takes in a sentence of some language: "at the University of
 * Strathtay", "à la Clinique des Lilas", but "at Fernwood". */
#pragma once

#include <glib.h>

typedef struct _RgArticles RgArticles;

/* Reads lines "ARTICLE: WORDS, WORDS, ...", where the words are those that names begin with and
 * "*" in one stands for any letters; the article "-" is none, for exceptions; "#" begins a
 * comment. Accents and letter case don't count. Error: RG_ERROR_CONFIG with file and line.
 * Transfer full. */
RgArticles *rg_articles_read (const char *source, const char *path, GError **error);
void rg_articles_free (RgArticles *articles);

/* The article of a name, as the file writes it; NULL for none. What names a word whole goes
 * before what names its end. Belongs to the articles. */
const char *rg_articles_of (const RgArticles *articles, const char *name);
