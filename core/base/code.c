/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/code.h"

/* When machine code is worth it: measured in bytes that were searched. */
#define WORTH_BYTES 4000
#define TRY_BYTES   400 /* to be tried at one place costs so much */

/* Of the interpreter at first, which needs several times as much as the 32 KiB that machine
 * code may use of the stack: so that what succeeds without machine code would with it, too. */
#define FIRST_HEAP_KIB 64

/* Where the machine or its guard allows no machine code, the interpreter has to do it all. */
#define HEAP_KIB 20000

struct _RgCode
{
  pcre2_code *plain;
  gsize fast; /* pcre2_code with machine code; 0 as long as it isn't worth it */
  gint bytes; /* that were searched without */
  gboolean is_anchored;
};

RgCode *
rg_code_new (const char *regex, guint32 options, int *number, PCRE2_SIZE *offset)
{
  pcre2_code *plain = pcre2_compile ((PCRE2_SPTR) regex, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | options,
                                     number, offset, NULL);
  if (!plain)
    return NULL;
  RgCode *code = g_new0 (RgCode, 1);
  code->plain = plain;
  code->is_anchored = (options & PCRE2_ANCHORED) != 0;
  return code;
}

void
rg_code_free (RgCode *code)
{
  if (!code)
    return;
  pcre2_code_free (code->plain);
  pcre2_code_free ((pcre2_code *) code->fast);
  g_free (code);
}

static const pcre2_code *
need_fast (RgCode *code)
{
  if (!g_once_init_enter (&code->fast))
    return (const pcre2_code *) code->fast;
  pcre2_code *fast = pcre2_code_copy (code->plain);
  pcre2_jit_compile (fast, PCRE2_JIT_COMPLETE);
  g_once_init_leave (&code->fast, (gsize) fast);
  return fast;
}

/* Whether it has been used so much that machine code is worth it, this time included. */
static gboolean
is_worth_it (RgCode *code, gsize length)
{
  gint bytes = code->is_anchored ? TRY_BYTES : (gint) MIN (length, WORTH_BYTES);
  return g_atomic_int_get (&code->bytes) >= WORTH_BYTES
         || g_atomic_int_add (&code->bytes, bytes) + bytes >= WORTH_BYTES;
}

int
rg_code_match (RgCode *code, const char *text, gsize length, gsize start,
               pcre2_match_data *data, pcre2_match_context *context)
{
  PCRE2_SPTR subject = (PCRE2_SPTR) text;
  if (!is_worth_it (code, length - start))
    {
      pcre2_set_heap_limit (context, FIRST_HEAP_KIB);
      int found = pcre2_match (code->plain, subject, length, start, PCRE2_NO_UTF_CHECK, data,
                               context);
      if (found >= 0 || found == PCRE2_ERROR_NOMATCH)
        return found;
    }
  pcre2_set_heap_limit (context, HEAP_KIB);
  return pcre2_match (need_fast (code), subject, length, start, PCRE2_NO_UTF_CHECK, data,
                      context);
}

const pcre2_code *
rg_code_plain (const RgCode *code)
{
  return code->plain;
}
