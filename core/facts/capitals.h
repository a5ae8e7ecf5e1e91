/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that are written all in capitals, as a person writes them in a letter. */
#pragma once

/* "JEAN-PIERRE MARCHETTI" → "Jean-Pierre Marchetti", "HEAD OF HR" → "Head of HR". Short words
 * may be abbreviations and stay as they are, and so does what has small letters; of a name that
 * has some, only its words in capitals change. Transfer full. */
char *rg_without_shouting (const char *name);

/* The same for a firm all in capitals: as `text` writes it elsewhere, if it does; else a word
 * that `text` has in capitals amid small ones stays, which is an abbreviation. One word alone
 * stays too, which may be a brand. Transfer full. */
char *rg_company_without_shouting (const char *company, const char *text);
