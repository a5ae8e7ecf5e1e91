/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compiled regular expression (PCRE2). Most expressions are tried a few times in the life of
 * a program that looks at one mail, and to make machine code of one costs as much as tens of
 * tries: that is only done for those that are used more. May be used by several threads. */
#pragma once

#include <glib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef struct _RgCode RgCode;

/* `options` are those of pcre2_compile(). NULL where `regex` is no regular expression; then
 * `*number` and `*offset` tell why and where, as there. Transfer full. */
RgCode *rg_code_new (const char *regex, guint32 options, int *number, PCRE2_SIZE *offset);
void rg_code_free (RgCode *code);

/* Looks in `length` bytes of valid UTF-8, from `start` on; answers as pcre2_match(). The heap
 * limit of the context is set by this. */
int rg_code_match (RgCode *code, const char *text, gsize length, gsize start,
                   pcre2_match_data *data, pcre2_match_context *context);

/* To be asked for its names of groups. Belongs to the code. */
const pcre2_code *rg_code_plain (const RgCode *code);
