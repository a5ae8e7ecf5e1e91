/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/vocabulary_private.h"

#include "base/config.h"
#include "facts/facts.h"
#include "facts/tagger.h"

#include <string.h>

static const RgConfigKey schema[] = {
  { "fragment", "match", RG_CONFIG_VERBATIM },
  { "phrase", "find", RG_CONFIG_PLAIN },
  { "phrase", "match", RG_CONFIG_VERBATIM },
  { "phrase", "weight", RG_CONFIG_PLAIN },
  { "phrase", "says", RG_CONFIG_VERBATIM },
  { "calendar", "months", RG_CONFIG_PLAIN },
  { "calendar", "weekdays", RG_CONFIG_PLAIN },
  { "calendar", "relative", RG_CONFIG_PLAIN },
  { "calendar", "numbers", RG_CONFIG_PLAIN },
  { "calendar", "days", RG_CONFIG_PLAIN },
  { "calendar", "month_first", RG_CONFIG_PLAIN },
  { "grammar", "capital_nouns", RG_CONFIG_PLAIN },
  { NULL, NULL, RG_CONFIG_PLAIN },
};

static const char *const kind_names[RG_N_PHRASE_KINDS + 1] = {
  [RG_PHRASE_POSITION] = "position",
  [RG_PHRASE_POSITION_SUBJECT] = "position-subject",
  [RG_PHRASE_POSITION_TAG] = "position-tag",
  [RG_PHRASE_POSITION_LEAD] = "position-lead",
  [RG_PHRASE_POSITION_TAIL] = "position-tail",
  [RG_PHRASE_NO_POSITION] = "no-position",
  [RG_PHRASE_COMPANY] = "company",
  [RG_PHRASE_COMPANY_SUBJECT] = "company-subject",
  [RG_PHRASE_COMPANY_SENDER] = "company-sender",
  [RG_PHRASE_COMPANY_SIGNATURE] = "company-signature",
  [RG_PHRASE_COMPANY_TAIL] = "company-tail",
  [RG_PHRASE_NO_COMPANY] = "no-company",
  [RG_PHRASE_INSTITUTION] = "institution",
  [RG_PHRASE_AGENCY] = "agency",
  [RG_PHRASE_AGENCY_DOMAIN] = "agency-domain",
  [RG_PHRASE_PERSON_TITLE] = "person-title",
  [RG_PHRASE_PERSON_TAIL] = "person-tail",
  [RG_PHRASE_NO_PERSON] = "no-person",
  [RG_PHRASE_INTERVIEWER] = "interviewer",
  [RG_PHRASE_SIGNER] = "signer",
  [RG_PHRASE_CONTACT] = "contact",
  [RG_PHRASE_UNREAD] = "unread",
  [RG_PHRASE_ANSWER_TO] = "answer-to",
  [RG_PHRASE_ANSWER_THERE] = "answer-there",
  [RG_PHRASE_NO_ANSWER_THERE] = "no-answer-there",
  [RG_PHRASE_STAGE_FINAL] = "stage-final",
  [RG_PHRASE_STAGE_INFORMATIONAL] = "stage-informational",
  [RG_PHRASE_STAGE_FIRST] = "stage-first",
  [RG_PHRASE_STAGE_SECOND] = "stage-second",
  [RG_PHRASE_MODE_VIDEO] = "mode-video",
  [RG_PHRASE_MODE_PHONE] = "mode-phone",
  [RG_PHRASE_MODE_PHONE_SCREEN] = "mode-phone-screen",
  [RG_PHRASE_MODE_ONSITE] = "mode-onsite",
  [RG_PHRASE_PLACE] = "place",
  [RG_PHRASE_NO_PLACE] = "no-place",
  [RG_PHRASE_DAY] = "day",
  [RG_PHRASE_HOUR] = "hour",
  [RG_PHRASE_DEADLINE] = "deadline",
  [RG_PHRASE_DEADLINE_AFTER] = "deadline-after",
  [RG_PHRASE_ANSWER] = "answer",
  [RG_PHRASE_NO_OFFER] = "no-offer",
  [RG_PHRASE_NO_OFFER_AFTER] = "no-offer-after",
  [RG_PHRASE_MOVED] = "moved",
  [RG_PHRASE_IF_MOVED] = "if-moved",
  [RG_PHRASE_OLD_TIME] = "old-time",
  [RG_PHRASE_NEW_TIME] = "new-time",
  [RG_PHRASE_COLUMNS] = "columns",
  [RG_PHRASE_ELSEWHERE] = "elsewhere",
  [RG_PHRASE_SEQUEL] = "sequel",
  [RG_PHRASE_PROMISE] = "promise",
  [RG_PHRASE_ZONE] = "zone",
  [RG_PHRASE_SALARY] = "salary",
  [RG_PHRASE_ABOUT_PAY] = "about-pay",
  [RG_PHRASE_OWN_WISH] = "own-wish",
  [RG_PHRASE_PHONE] = "phone",
  [RG_PHRASE_NO_PHONE] = "no-phone",
  [RG_PHRASE_FORMAL] = "formal",
  [RG_PHRASE_INFORMAL] = "informal",
  [RG_PHRASE_WARNING] = "warning",
  [RG_PHRASE_DENIAL] = "denial",
  [RG_PHRASE_HOUSEHOLD_NAME] = "household-name",
  [RG_PHRASE_PERMIT_DEMAND] = "permit-demand",
  [RG_PHRASE_IMMEDIATE_START] = "immediate-start",
  [RG_PHRASE_WORK_MODEL] = "work-model",
  [RG_PHRASE_LEVEL] = "level",
  [RG_PHRASE_RED_FLAG] = "red-flag",
};

struct _RgWords
{
  char **dirs;
  GPtrArray *languages;     /* char * that there is a file for */
  GHashTable *vocabularies; /* by language, as they are asked for */
  gboolean has_learned;     /* whether what follows has been read */
  RgLexicon *lexicon;
  RgTagger *tagger;
  RgWording *modes, *stages, *writers; /* how the talk is held, which one it is, who writes */
  GMutex lock;
};

/* ---- the names of days, months and numbers ---- */

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const char *x = *(char *const *) a, *y = *(char *const *) b;
  gsize left = strlen (x), right = strlen (y);
  return left != right ? (left > right ? -1 : 1) : strcmp (x, y);
}

/* "(?:january|jan|...)", the longest first, as fragment `name`. */
static void
make_fragment (RgVocabulary *vocabulary, const char *name, GHashTable *table)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  for (g_hash_table_iter_init (&iter, table); g_hash_table_iter_next (&iter, &key, NULL);)
    g_ptr_array_add (words, key);
  g_ptr_array_sort (words, compare_lengths);
  g_autoptr (GString) regex = g_string_new ("(?:");
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *plain = g_regex_escape_string (g_ptr_array_index (words, i), -1);
      g_string_append_printf (regex, "%s%s", i ? "|" : "", plain);
    }
  g_string_append (regex, words->len ? ")" : "(?!))");
  g_hash_table_replace (vocabulary->fragments, g_strdup (name),
                        g_string_free (g_steal_pointer (&regex), FALSE));
}

/* "monday|mon; tuesday|tue": the place in the list is the number, from `first` on. */
static void
read_names (GHashTable *table, const RgConfig *config, const char *key, int first)
{
  g_auto (GStrv) list = rg_config_list (config, "calendar", key);
  for (int i = 0; list[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (list[i], "|", -1);
      for (char **word = words; *word; word++)
        g_hash_table_replace (table, g_utf8_casefold (g_strstrip (*word), -1),
                              GINT_TO_POINTER (first + i));
    }
}

static gboolean
read_calendar (RgVocabulary *vocabulary, const RgConfig *config, GError **error)
{
  read_names (vocabulary->months, config, "months", 1);
  read_names (vocabulary->weekdays, config, "weekdays", 1);
  read_names (vocabulary->relative, config, "relative", 0);
  read_names (vocabulary->numbers, config, "numbers", 1);
  read_names (vocabulary->days, config, "days", 1);
  return rg_config_boolean (config, "calendar", "month_first", &vocabulary->month_first, error)
         && rg_config_boolean (config, "grammar", "capital_nouns", &vocabulary->capital_nouns,
                               error);
}

static void
make_fragments (RgVocabulary *vocabulary)
{
  make_fragment (vocabulary, "month", vocabulary->months);
  make_fragment (vocabulary, "weekday", vocabulary->weekdays);
  make_fragment (vocabulary, "relative", vocabulary->relative);
  make_fragment (vocabulary, "number", vocabulary->numbers);
  make_fragment (vocabulary, "day_in_words", vocabulary->days);
}

/* ---- phrases ---- */

/* Fragments may use fragments, but no file makes this endless. */
#define MAX_DEPTH 8

static gboolean
expand (const RgVocabulary *vocabulary, const char *text, int depth, GString *out,
        char **unknown)
{
  for (const char *p = text; *p; p++)
    {
      const char *end = *p == '{' && g_ascii_islower (p[1]) ? strchr (p, '}') : NULL;
      if (!end)
        {
          g_string_append_c (out, *p);
          continue;
        }
      g_autofree char *name = g_strndup (p + 1, (gsize) (end - p - 1));
      const char *value = g_hash_table_lookup (vocabulary->fragments, name);
      if (!value || depth == MAX_DEPTH)
        {
          *unknown = g_steal_pointer (&name);
          return FALSE;
        }
      if (!expand (vocabulary, value, depth + 1, out, unknown))
        return FALSE;
      p = end;
    }
  return TRUE;
}

static char *
name_of_group (const char *group, const char *word)
{
  return g_strstrip (g_strdup (group + strlen (word)));
}

static gboolean
read_fragment (RgVocabulary *vocabulary, const RgConfig *config, const char *group,
               GError **error)
{
  char *match = rg_config_string (config, group, "match");
  if (!match)
    return rg_config_refuse (config, group, NULL, error, "the fragment lacks 'match'");
  g_hash_table_replace (vocabulary->fragments, name_of_group (group, "fragment"), match);
  return TRUE;
}

static gboolean
check_phrase (const RgPhrase *phrase, const RgConfig *config, const char *group, GError **error)
{
  g_autoptr (GError) fault = NULL;
  return rg_pattern_check (phrase->regex, &fault)
         || rg_config_refuse (config, group, "match", error, "%s", fault->message);
}

static gboolean
fill_phrase (const RgVocabulary *vocabulary, RgPhrase *phrase, const RgConfig *config,
             const char *group, GError **error)
{
  g_autofree char *match = rg_config_string (config, group, "match");
  g_autofree char *unknown = NULL;
  g_autoptr (GString) regex = g_string_new (NULL);
  if (!match)
    return rg_config_refuse (config, group, NULL, error, "the phrase lacks 'match'");
  if (!expand (vocabulary, match, 0, regex, &unknown))
    return rg_config_refuse (config, group, "match", error, "there is no fragment '%s'",
                             unknown);
  phrase->regex = g_string_free (g_steal_pointer (&regex), FALSE);
  phrase->pattern.regex = phrase->regex;
  phrase->weight = 1;
  phrase->says = rg_config_string (config, group, "says");
  return rg_config_integer (config, group, "weight", -100, 100, &phrase->weight, error);
}

static gboolean
has_phrase (const GPtrArray *phrases, const char *name)
{
  for (guint i = 0; i < phrases->len; i++)
    if (g_str_equal (((RgPhrase *) g_ptr_array_index (phrases, i))->name, name))
      return TRUE;
  return FALSE;
}

static gboolean
read_phrase (RgVocabulary *vocabulary, const RgConfig *config, const char *group,
             GError **error)
{
  int kind = -1;
  if (!rg_config_choice (config, group, "find", kind_names, &kind, error))
    return FALSE;
  if (kind < 0)
    return rg_config_refuse (config, group, NULL, error, "the phrase lacks 'find'");
  g_autofree char *name = name_of_group (group, "phrase");
  if (has_phrase (vocabulary->phrases[kind], name))
    return TRUE; /* a file that is asked first has its own */
  RgPhrase *phrase = g_new0 (RgPhrase, 1);
  phrase->name = g_steal_pointer (&name);
  g_ptr_array_add (vocabulary->phrases[kind], phrase);
  return fill_phrase (vocabulary, phrase, config, group, error)
         && (!vocabulary->is_checked || check_phrase (phrase, config, group, error));
}

typedef gboolean (*ReadGroup) (RgVocabulary *vocabulary, const RgConfig *config,
                               const char *group, GError **error);

static gboolean
read_groups (RgVocabulary *vocabulary, const RgConfig *config, const char *prefix,
             ReadGroup read_group, GError **error)
{
  for (const char *const *group = rg_config_groups (config); *group; group++)
    if (g_str_has_prefix (*group, prefix) && !read_group (vocabulary, config, *group, error))
      return FALSE;
  return TRUE;
}

/* ---- files ---- */

static gboolean
load_file (GPtrArray *configs, const char *dir, const char *language, GError **error)
{
  g_autofree char *base = g_strconcat (language, ".conf", NULL);
  g_autofree char *path = g_build_filename (dir, base, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  RgConfig *config = rg_config_load (path, schema, error);
  if (config)
    g_ptr_array_add (configs, config);
  return config != NULL;
}

/* From the most general to the most special. */
static GPtrArray *
load_files (const char *const *dirs, const char *language, GError **error)
{
  g_autoptr (GPtrArray) configs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_config_free);
  for (const char *const *dir = dirs; *dir; dir++)
    if (!load_file (configs, *dir, "any", error))
      return NULL;
  for (const char *const *dir = dirs; *dir; dir++)
    if (!load_file (configs, *dir, language, error))
      return NULL;
  return g_steal_pointer (&configs);
}

/* A fragment of the user's own may spoil any expression. */
static gboolean
has_own (const char *const *dirs)
{
  guint count = g_strv_length ((char **) dirs);
  return count > 0 && g_file_test (dirs[count - 1], G_FILE_TEST_IS_DIR);
}

static RgVocabulary *
read_vocabulary (const char *const *dirs, const char *language, GError **error)
{
  g_autoptr (GPtrArray) configs = load_files (dirs, language, error);
  if (!configs)
    return NULL;
  RgVocabulary *vocabulary = rg_vocabulary_new (language);
  vocabulary->is_checked = has_own (dirs);
  gboolean is_good = TRUE;
  for (guint i = 0; is_good && i < configs->len; i++)
    is_good = read_calendar (vocabulary, configs->pdata[i], error)
              && read_groups (vocabulary, configs->pdata[i], "fragment", read_fragment, error);
  make_fragments (vocabulary);
  for (guint i = configs->len; is_good && i-- > 0;)
    is_good = read_groups (vocabulary, configs->pdata[i], "phrase", read_phrase, error);
  if (is_good)
    return vocabulary;
  rg_vocabulary_free (vocabulary);
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The languages that any of the folders has a file for. */
static GPtrArray *
list_languages (const char *const *dirs)
{
  GPtrArray *languages = g_ptr_array_new_with_free_func (g_free);
  for (const char *const *path = dirs; *path; path++)
    {
      g_autoptr (GDir) dir = g_dir_open (*path, 0, NULL);
      for (const char *name; dir && (name = g_dir_read_name (dir));)
        {
          if (!g_str_has_suffix (name, ".conf") || *name == '.'
              || g_str_equal (name, "any.conf"))
            continue;
          g_autofree char *language = g_strndup (name, strlen (name) - strlen (".conf"));
          if (!g_ptr_array_find_with_equal_func (languages, language, g_str_equal, NULL))
            g_ptr_array_add (languages, g_steal_pointer (&language));
        }
    }
  g_ptr_array_sort (languages, compare_names);
  return languages;
}

/* The file in the last folder that has it; NULL if none has. */
static char *
last_file (const char *const *dirs, const char *name)
{
  char *found = NULL;
  for (const char *const *dir = dirs; *dir; dir++)
    {
      g_autofree char *path = g_build_filename (*dir, name, NULL);
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      g_free (found);
      found = g_steal_pointer (&path);
    }
  return found;
}

static gboolean
load_wording (RgWording **wording, const char *const *dirs, const char *name,
              const char *const *answers, GError **error)
{
  g_autofree char *path = last_file (dirs, name);
  *wording = path ? rg_wording_load (path, answers, error) : NULL;
  return *wording || !path;
}

static gboolean
load_learned (RgWords *words, const char *const *dirs, GError **error)
{
  g_autofree char *lexicon = last_file (dirs, "lexicon.txt");
  g_autofree char *weights = last_file (dirs, "weights.txt");
  words->lexicon = lexicon ? rg_lexicon_load (lexicon, error) : NULL;
  if (lexicon && !words->lexicon)
    return FALSE;
  words->tagger = weights ? rg_tagger_load (weights, error) : NULL;
  return (words->tagger || !weights)
         && load_wording (&words->modes, dirs, "mode.tsv", rg_mode_names, error)
         && load_wording (&words->stages, dirs, "stage.tsv", rg_stage_names, error)
         && load_wording (&words->writers, dirs, "writer.tsv", rg_writer_names, error);
}

static void
lend_learned (const RgWords *words, RgVocabulary *vocabulary)
{
  vocabulary->lexicon = words->lexicon;
  vocabulary->tagger = words->tagger;
  vocabulary->modes = words->modes;
  vocabulary->stages = words->stages;
  vocabulary->writers = words->writers;
}

/* Reads what is needed for a language, once. */
static RgVocabulary *
need_vocabulary (RgWords *words, const char *language, GError **error)
{
  RgVocabulary *vocabulary = g_hash_table_lookup (words->vocabularies, language);
  const char *const *dirs = (const char *const *) words->dirs;
  if (vocabulary)
    return vocabulary;
  if (!words->has_learned && !load_learned (words, dirs, error))
    return NULL;
  words->has_learned = TRUE;
  vocabulary = read_vocabulary (dirs, language, error);
  if (!vocabulary)
    return NULL;
  lend_learned (words, vocabulary);
  g_hash_table_insert (words->vocabularies, g_strdup (language), vocabulary);
  return vocabulary;
}

gboolean
rg_words_read_all (RgWords *words, GError **error)
{
  g_mutex_lock (&words->lock);
  gboolean is_read = TRUE;
  for (guint i = 0; is_read && i < words->languages->len; i++)
    is_read = need_vocabulary (words, g_ptr_array_index (words->languages, i), error) != NULL;
  if (is_read && words->tagger)
    rg_tagger_read (words->tagger);
  g_mutex_unlock (&words->lock);
  return is_read;
}

RgWords *
rg_words_load (const char *const *dirs, GError **error)
{
  g_autoptr (RgWords) words = g_new0 (RgWords, 1);
  g_mutex_init (&words->lock);
  guint count = g_strv_length ((char **) dirs);
  words->dirs = g_strdupv ((char **) dirs);
  if (count > 0 && !has_own (dirs)) /* nor is one read that comes later */
    g_clear_pointer (&words->dirs[count - 1], g_free);
  words->languages = list_languages (dirs);
  words->vocabularies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) rg_vocabulary_free);
  return !has_own (dirs) || rg_words_read_all (words, error) ? g_steal_pointer (&words) : NULL;
}

void
rg_words_free (RgWords *words)
{
  if (!words)
    return;
  g_hash_table_unref (words->vocabularies);
  g_ptr_array_unref (words->languages);
  rg_lexicon_free (words->lexicon);
  rg_tagger_free (words->tagger);
  rg_wording_free (words->modes);
  rg_wording_free (words->stages);
  rg_wording_free (words->writers);
  g_strfreev (words->dirs);
  g_mutex_clear (&words->lock);
  g_free (words);
}

/* ---- asking ---- */

gboolean
rg_words_know (const RgWords *words, const char *language)
{
  return language
         && g_ptr_array_find_with_equal_func (words->languages, language, g_str_equal, NULL);
}

/* That which answers for `language`; English even where there is no file at all. */
static const char *
stand_in (const RgWords *words, const char *language)
{
  if (rg_words_know (words, language))
    return language;
  return rg_words_know (words, "en") || !words->languages->len
             ? "en"
             : g_ptr_array_index (words->languages, 0);
}

/* What is read so late is ours, which the tests have read. */
const RgVocabulary *
rg_words_get (const RgWords *words, const char *language)
{
  RgWords *unread = (RgWords *) words;
  g_autoptr (GError) error = NULL;
  g_mutex_lock (&unread->lock);
  const RgVocabulary *found = need_vocabulary (unread, stand_in (words, language), &error);
  g_mutex_unlock (&unread->lock);
  if (!found)
    g_error ("%s", error->message);
  return found;
}
