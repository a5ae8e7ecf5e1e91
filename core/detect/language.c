/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/language.h"

#include "base/error.h"
#include "base/text.h"

#include <libexttextcat/textcat.h>
#include <string.h>

/* A few hundred bytes are enough to tell, and the cost grows with the text. */
#define ENOUGH_BYTES 600

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

/* The few words that no other of the languages has; they decide where a text is too short for
 * fingerprints. */
static const struct
{
  const char *language;
  const char *words;
} stop_words[] = {
  { "en", " the and you your for with is are we to of would thanks hi " },
  { "de", " der die das und wir sie ihre mit für ist zu nicht ein eine am um freundlichen " },
  { "fr", " le les des et vous votre nous pour avec est une du bonjour cordialement " },
  { "es", " el los las y usted su para con es una por gracias hola saludos " },
  { "it", " il gli che e di lei per con è una grazie buongiorno saluti del " },
  { "nl", " de het een en je jij u voor met is van wij groet beste " },
  { "pt", " o os as e você para com é uma não por obrigado olá do da " },
};

static guint
count_known_words (char **words, const char *known)
{
  guint count = 0;
  for (char **word = words; *word; word++)
    {
      g_autofree char *padded = g_strconcat (" ", *word, " ", NULL);
      count += **word && strstr (known, padded) != NULL;
    }
  return count;
}

/* The language with most stop words, if it has at least two and leads by one. */
static const char *
guess_by_stop_words (const char *text)
{
  g_autofree char *line = rg_text_one_line (text);
  g_autofree char *lower = g_utf8_strdown (line, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " ,.;:!?\"()", 200);
  guint best = 1, second = 0;
  const char *language = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      guint count = count_known_words (words, stop_words[i].words);
      if (count > best)
        {
          second = language ? best : 0;
          best = count;
          language = stop_words[i].language;
        }
      else
        second = MAX (second, count);
    }
  return best > second ? language : NULL;
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

char *
rg_languages_guess (RgLanguages *languages, const char *text)
{
  gsize length = strlen (text);
  if (length > ENOUGH_BYTES)
    length = (gsize) (g_utf8_find_prev_char (text, text + ENOUGH_BYTES) - text);
  g_autofree char *head = g_strndup (text, length);
  g_mutex_lock (&languages->lock);
  char *sure = single_category (textcat_Classify (languages->textcat, head, length));
  g_mutex_unlock (&languages->lock);
  return sure ? sure : g_strdup (guess_by_stop_words (head));
}
