/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/articles.h"

#include "base/error.h"

#include <string.h>

/* Before an ending there are at least so many bytes: "Samt" is no "-amt". */
#define LEAST_BEFORE 3

/* What takes no article although an ending of it does. */
#define NO_ARTICLE "-"

/* "a*eria": how the first word of a name begins and ends. */
typedef struct
{
  char *start; /* "" for any */
  char *end;
  char *article;
} Shape;

struct _RgArticles
{
  GHashTable *starts; /* "university of" → its article */
  GPtrArray *shapes;  /* Shape; those with a start before those without */
};

static void
shape_free (gpointer data)
{
  Shape *shape = data;
  g_free (shape->start);
  g_free (shape->end);
  g_free (shape->article);
  g_free (shape);
}

/* In small letters and without accents, which capitals often lack. Transfer full. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  return g_str_to_ascii (folded, "C");
}

void
rg_articles_free (RgArticles *articles)
{
  if (!articles)
    return;
  g_hash_table_unref (articles->starts);
  g_ptr_array_unref (articles->shapes);
  g_free (articles);
}

static void
add_shape (RgArticles *articles, const char *article, const char *start, const char *end)
{
  Shape *shape = g_new0 (Shape, 1);
  *shape = (Shape){ g_strdup (start), g_strdup (end), g_strdup (article) };
  g_ptr_array_insert (articles->shapes, *start ? 0 : -1, shape);
}

static void
add_words (RgArticles *articles, const char *article, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);
  for (char **word = words; *word; word++)
    {
      g_autofree char *folded = fold (g_strstrip (*word));
      char *star = strchr (folded, '*');
      if (!star)
        {
          g_hash_table_replace (articles->starts, g_steal_pointer (&folded),
                                g_strdup (article));
          continue;
        }
      *star = '\0';
      add_shape (articles, article, folded, star + 1);
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
  articles->shapes = g_ptr_array_new_with_free_func (shape_free);
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
find_shape (const RgArticles *articles, const char *folded)
{
  g_autofree char *word = g_strndup (folded, strcspn (folded, " "));
  for (guint i = 0; i < articles->shapes->len; i++)
    {
      const Shape *shape = g_ptr_array_index (articles->shapes, i);
      if (strlen (word) >= strlen (shape->end) + LEAST_BEFORE
          && g_str_has_prefix (word, shape->start) && g_str_has_suffix (word, shape->end))
        return shape->article;
    }
  return NULL;
}

const char *
rg_articles_of (const RgArticles *articles, const char *name)
{
  g_autofree char *folded = fold (name);
  const char *article = find_start (articles, folded);
  if (!article)
    article = find_shape (articles, folded);
  return article && !g_str_equal (article, NO_ARTICLE) ? article : NULL;
}
