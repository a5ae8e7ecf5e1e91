/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/articles.h"

#include "base/error.h"

#include <string.h>

/* Before an ending there are at least so many bytes: "Samt" is no "-amt". */
#define LEAST_BEFORE 3

struct _RgArticles
{
  GHashTable *starts; /* "university of" → its article */
  GHashTable *ends;   /* "schule" → its article */
};

void
rg_articles_free (RgArticles *articles)
{
  if (!articles)
    return;
  g_hash_table_unref (articles->starts);
  g_hash_table_unref (articles->ends);
  g_free (articles);
}

static void
add_words (RgArticles *articles, const char *article, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);
  for (char **word = words; *word; word++)
    {
      const char *text = g_strstrip (*word);
      gboolean is_end = *text == '*';
      char *folded = g_utf8_casefold (text + is_end, -1);
      g_hash_table_replace (is_end ? articles->ends : articles->starts, folded,
                            g_strdup (article));
    }
}

static gboolean
read_line (RgArticles *articles, const char *line, const char *path, int number, GError **error)
{
  const char *colon = strchr (line, ':');
  if (!*line || *line == '#')
    return TRUE;
  if (!colon || colon == line)
    {
      g_set_error (
          error, RG_ERROR, RG_ERROR_CONFIG,
          "%s:%d: a line is an article and the words that take it, as \"the: university "
          "of, ministry of\"",
          path, number);
      return FALSE;
    }
  g_autofree char *article = g_strstrip (g_strndup (line, (gsize) (colon - line)));
  add_words (articles, article, colon + 1);
  return TRUE;
}

RgArticles *
rg_articles_read (const char *source, const char *path, GError **error)
{
  RgArticles *articles = g_new0 (RgArticles, 1);
  articles->starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  articles->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  for (int i = 0; lines[i]; i++)
    if (!read_line (articles, g_strstrip (lines[i]), path, i + 1, error))
      {
        rg_articles_free (articles);
        return NULL;
      }
  return articles;
}

/* No list has longer words. */
#define MOST_WORDS 3

/* Whether the first word, or two or three, are in the list. */
static const char *
find_start (const RgArticles *articles, const char *folded)
{
  gsize length = 0;
  for (int words = 0; words < MOST_WORDS && folded[length]; words++)
    {
      length += strspn (folded + length, " ");
      length += strcspn (folded + length, " ");
      g_autofree char *start = g_strndup (folded, length);
      const char *article = g_hash_table_lookup (articles->starts, start);
      if (article)
        return article;
    }
  return NULL;
}

static const char *
find_end (const RgArticles *articles, const char *folded)
{
  g_autofree char *word = g_strndup (folded, strcspn (folded, " "));
  gsize length = strlen (word);
  for (gsize at = LEAST_BEFORE; at < length; at++)
    {
      const char *article = g_hash_table_lookup (articles->ends, word + at);
      if (article)
        return article;
    }
  return NULL;
}

const char *
rg_articles_of (const RgArticles *articles, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const char *article = find_start (articles, folded);
  return article ? article : find_end (articles, folded);
}
