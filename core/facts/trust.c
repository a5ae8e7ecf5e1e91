/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signs of fraud. */
#include "facts/finders.h"

#include "base/translate.h"
#include "mail/authentication.h"

#include <string.h>

/* Labels of tracking systems that belong into no other domain. */
static const char *const imitated[]
    = { "greenhouse-mail", "greenhouse.io", "myworkday", "lever.co", "smartrecruiters",
        "ashbyhq",         "icims",         "linkedin",  NULL };

static gboolean
imitates (const char *domain)
{
  for (const char *const *label = imitated; *label; label++)
    if (strstr (domain, *label))
      return !rg_domain_is_ats (domain) && !rg_domain_is_within (domain, "linkedin.com");
  return FALSE;
}

/* A firm that everybody knows has an address of its own. */
static gboolean
borrows_a_name (const RgSource *source, const char *domain, const char *company)
{
  const char *sender = source->message->from ? source->message->from->name : NULL;
  if (!rg_domain_is_freemail (domain))
    return FALSE;
  return rg_source_sees (source, RG_PHRASE_HOUSEHOLD_NAME, company ? company : "", NULL)
         || rg_source_sees (source, RG_PHRASE_HOUSEHOLD_NAME, sender ? sender : "", NULL);
}

#define SENTENCE_ENDS ".!?\n"

/* No sentence is longer to either side of what is found in it. */
#define SENTENCE_BYTES 400

/* The sentence that the match is in, and the next. */
static char *
sentences_around (const char *text, const RgMatch *match)
{
  gsize first = rg_match_start (match, 0), last = rg_match_end (match, 0);
  gsize start = first, end = last;
  while (start > 0 && first - start < SENTENCE_BYTES
         && !strchr (SENTENCE_ENDS, text[start - 1]))
    start--;
  for (int ends = 0; text[end] && end - last < SENTENCE_BYTES && ends < 2; end++)
    ends += strchr (SENTENCE_ENDS, text[end]) && !strchr (SENTENCE_ENDS, text[end + 1]);
  g_autofree char *raw = g_strndup (text + start, end - start);
  return g_utf8_make_valid (raw, -1); /* a character may be cut */
}

/* So many places are looked at for one that isn't denied. */
#define MOST_PLACES 10

/* "Never share your bank details" is no sign of fraud. */
static gboolean
is_seen (const RgSource *source, RgPhrase *sign)
{
  const char *text = source->message->text;
  RgMatch match;
  gsize at = 0;
  for (int i = 0;
       i < MOST_PLACES && rg_pattern_find (&sign->pattern, text, strlen (text), at, &match);
       i++)
    {
      g_autofree char *around = sentences_around (text, &match);
      if (!rg_vocabulary_sees (source->words, RG_PHRASE_DENIAL, around))
        return TRUE;
      at = rg_match_end (&match, 0);
    }
  return FALSE;
}

static const char *
told_by (const RgPhrase *sign)
{
  return sign->says ? sign->says : sign->name;
}

/* Several signs may say the same, which is told once. */
static void
add_words (const RgSource *source, GPtrArray *warnings)
{
  guint count;
  RgPhrase *const *signs = rg_vocabulary_phrases (source->words, RG_PHRASE_WARNING, &count);
  for (guint i = 0; i < count; i++)
    if (!g_ptr_array_find_with_equal_func (warnings, told_by (signs[i]), g_str_equal, NULL)
        && is_seen (source, signs[i]))
      g_ptr_array_add (warnings, g_strdup (told_by (signs[i])));
}

void
rg_find_warnings (const RgSource *source, const char *company, GPtrArray *warnings)
{
  const RgMessage *message = source->message;
  const char *domain = message->from ? rg_address_domain (message->from) : "";
  if (rg_message_is_forged (message))
    g_ptr_array_add (warnings,
                     g_strdup (_ ("your mail server found the sender's address forged")));
  if (imitates (domain))
    g_ptr_array_add (
        warnings,
        g_strdup_printf (_ ("the sender's domain %s imitates a known service"), domain));
  if (borrows_a_name (source, domain, company))
    g_ptr_array_add (
        warnings,
        g_strdup_printf (
            _ ("it names a big firm, but comes from %s, where anybody can have an address"),
            domain));
  add_words (source, warnings);
}
