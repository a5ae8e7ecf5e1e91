/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/language.h"

#include "base/error.h"
#include "detect/script.h"
#include "detect/stop_words.h"

#include <libexttextcat/textcat.h>
#include <string.h>

/* A few hundred bytes are enough to tell, and the cost grows with the text. */
#define ENOUGH_BYTES 600

/* "Hi, Tom" is in any language. */
#define LEAST_BYTES 12

struct _RgLanguages
{
  void *textcat;
  GMutex lock; /* a textcat handle keeps its tables inside */
};

RgLanguages *
rg_languages_load (const char *path, GError **error)
{
  g_autoptr (RgLanguages) languages = g_new0 (RgLanguages, 1);
  g_mutex_init (&languages->lock);
  languages->textcat = special_textcat_Init (path, RG_TEXTCAT_MODELS "/");
  if (languages->textcat)
    return g_steal_pointer (&languages);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
               "can't read the language list %s, or a fingerprint that it names in %s; is "
               "libexttextcat-data installed?",
               path, RG_TEXTCAT_MODELS);
  return NULL;
}

void
rg_languages_free (RgLanguages *languages)
{
  if (!languages)
    return;
  if (languages->textcat)
    textcat_Done (languages->textcat);
  g_mutex_clear (&languages->lock);
  g_free (languages);
}

/* What stands between the brackets of "[en][nl]"; NULL unless there is just one. */
static char *
single_category (const char *answer)
{
  const char *end = answer && *answer == '[' ? strchr (answer, ']') : NULL;
  if (!end || end[1])
    return NULL;
  return g_strndup (answer + 1, (gsize) (end - answer - 1));
}

/* Ten times as dear as counting words. */
static char *
guess_by_letters (RgLanguages *languages, const char *text)
{
  gsize length = strlen (text);
  if (length < LEAST_BYTES)
    return NULL;
  if (length > ENOUGH_BYTES)
    length = (gsize) (g_utf8_find_prev_char (text, text + ENOUGH_BYTES) - text);
  /* A copy, as it would read on to the end of `text`; and capitals are rare in what it knows.
   */
  g_autofree char *head = g_utf8_strdown (text, (gssize) length);
  g_mutex_lock (&languages->lock);
  char *language = single_category (textcat_Classify (languages->textcat, head, strlen (head)));
  g_mutex_unlock (&languages->lock);
  return language;
}

char *
rg_languages_guess (RgLanguages *languages, const char *text)
{
  RgStopWords by_words = rg_stop_words_count (text);
  const char *by_script = by_words.is_sure ? NULL : rg_script_language (text);
  if (by_script)
    return g_strdup (by_script);
  if (by_words.is_sure || by_words.is_silent)
    return g_strdup (by_words.language);
  char *by_letters = guess_by_letters (languages, text);
  return by_letters ? by_letters : g_strdup (by_words.language);
}

char *
rg_languages_of_message (RgLanguages *languages, const RgMessage *message)
{
  char *language = rg_languages_guess (languages, message->text);
  if (language)
    return language;
  g_autofree char *all
      = g_strjoin ("\n", message->subject, message->text, message->quote, NULL);
  return rg_languages_guess (languages, all);
}
