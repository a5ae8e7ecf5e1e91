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

/* Words that no text of the language does without; some belong to several. */
static const struct
{
  const char *language;
  const char *words;
} stop_words[] = {
  { "en",
    "the and you your for with is are we to of would thanks hi will have our this that be "
    "at it from has can please on an as i" },
  { "de",
    "der die das und wir sie ihre ihnen ihrer mit für ist zu nicht ein eine am um auf den "
    "dem von bei ich du dir dich uns haben wird freundlichen zum zur im" },
  { "fr",
    "le les des et vous votre vos nous notre pour avec est une un du au je dans sur pas ce "
    "que bonjour merci cordialement aux la à en par tu" },
  { "es",
    "el los las y usted su sus para con es una un por gracias hola saludos del que en lo se "
    "nos le te tu muy al de la ha" },
  { "it",
    "il gli che e di lei per con è una un grazie buongiorno saluti del della la si ci sono "
    "nel alle non ti le da al suo sua" },
  { "nl",
    "de het een en je jij u voor met is van wij we groet beste op te dat niet zijn om naar "
    "ik of bij uw ons" },
  { "pt",
    "o os as e você para com é uma um não por obrigado obrigada olá do da em no na que se "
    "sua seu dos a de nos à às" },
};

/* So many of them tell the language alone, where no other has half as many. */
#define SURE_WORDS 6
#define WORDS      200

/* Word → a bit for each language that has it. Made once. */
static GHashTable *
known_words (void)
{
  static gsize is_made = 0;
  static GHashTable *table;
  if (!g_once_init_enter (&is_made))
    return table;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      g_auto (GStrv) words = g_strsplit (stop_words[i].words, " ", -1);
      for (char **word = words; *word; word++)
        {
          gsize bits = GPOINTER_TO_SIZE (g_hash_table_lookup (table, *word)) | 1U << i;
          g_hash_table_replace (table, g_strdup (*word), GSIZE_TO_POINTER (bits));
        }
    }
  g_once_init_leave (&is_made, 1);
  return table;
}

static void
count_word (const char *word, guint counts[G_N_ELEMENTS (stop_words)])
{
  gsize bits = GPOINTER_TO_SIZE (g_hash_table_lookup (known_words (), word));
  for (gsize i = 0; bits >> i; i++)
    counts[i] += bits >> i & 1;
}

static void
count_words (const char *text, guint counts[G_N_ELEMENTS (stop_words)])
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  char *next = lower;
  for (guint i = 0; i < WORDS && next; i++)
    {
      char *word = strsep (&next, " ,.;:!?\"()\n\t");
      if (*word)
        count_word (word, counts);
    }
}

/* The language with most stop words, if it has at least two and leads; `*is_sure` if by far. */
static const char *
guess_by_stop_words (const char *text, gboolean *is_sure)
{
  guint counts[G_N_ELEMENTS (stop_words)] = { 0 }, second = 0;
  gsize best = 0;
  count_words (text, counts);
  for (gsize i = 1; i < G_N_ELEMENTS (stop_words); i++)
    if (counts[i] > counts[best])
      best = i;
  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    if (i != best)
      second = MAX (second, counts[i]);
  *is_sure = counts[best] >= SURE_WORDS && counts[best] > 2 * second;
  return counts[best] >= 2 && counts[best] > second ? stop_words[best].language : NULL;
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
  gboolean is_sure;
  const char *by_words = guess_by_stop_words (head, &is_sure);
  if (is_sure)
    return g_strdup (by_words);
  g_mutex_lock (&languages->lock);
  char *by_letters = single_category (textcat_Classify (languages->textcat, head, length));
  g_mutex_unlock (&languages->lock);
  return by_letters ? by_letters : g_strdup (by_words);
}
