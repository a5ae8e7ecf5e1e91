/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/script.h"

#define LOOKED_AT_BYTES 600
#define LEAST_LETTERS   4

/* Japanese has fewer of its own letters than of those that Chinese is written in. */
#define MOST_HAN 5

/* Scripts that one language of mail is written in, or far more mail than in all others. */
static const struct
{
  GUnicodeScript script;
  const char *language;
} scripts[] = {
  { G_UNICODE_SCRIPT_CYRILLIC, "ru" }, { G_UNICODE_SCRIPT_GREEK, "el" },
  { G_UNICODE_SCRIPT_ARABIC, "ar" },   { G_UNICODE_SCRIPT_HEBREW, "he" },
  { G_UNICODE_SCRIPT_HAN, "zh" },      { G_UNICODE_SCRIPT_HIRAGANA, "ja" },
  { G_UNICODE_SCRIPT_KATAKANA, "ja" }, { G_UNICODE_SCRIPT_HANGUL, "ko" },
  { G_UNICODE_SCRIPT_THAI, "th" },     { G_UNICODE_SCRIPT_ARMENIAN, "hy" },
  { G_UNICODE_SCRIPT_GEORGIAN, "ka" }, { G_UNICODE_SCRIPT_DEVANAGARI, "hi" },
};

/* Letters by which a text in Cyrillic is in another language than Russian, those first that
 * fewest languages have. */
static const struct
{
  const char *letters, *language;
} cyrillic[] = {
  { "ѓѕќ", "mk" },  { "јљњћђџ", "sr" }, { "ў", "be" },
  { "іїєґ", "uk" }, { "ыэё", "ru" },    { "ъ", "bg" },
};

typedef struct
{
  guint letters; /* of any script */
  guint of[G_N_ELEMENTS (scripts)];
  guint of_cyrillic[G_N_ELEMENTS (cyrillic)];
} Count;

static void
count_cyrillic (Count *count, gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cyrillic); i++)
    count->of_cyrillic[i] += g_utf8_strchr (cyrillic[i].letters, -1, c) != NULL;
}

static void
count_letter (Count *count, gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);
  count->letters++;
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    count->of[i] += scripts[i].script == script;
  if (script == G_UNICODE_SCRIPT_CYRILLIC)
    count_cyrillic (count, g_unichar_tolower (c));
}

static Count
count_text (const char *text)
{
  Count count = { 0 };
  for (const char *p = text; *p && p < text + LOOKED_AT_BYTES; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x80)
      count.letters += g_ascii_isalpha (*p);
    else if (g_unichar_isalpha (g_utf8_get_char (p)))
      count_letter (&count, g_utf8_get_char (p));
  return count;
}

static const char *
language_of_cyrillic (const Count *count)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cyrillic); i++)
    if (count->of_cyrillic[i])
      return cyrillic[i].language;
  return "ru";
}

static guint
count_of (const Count *count, const char *language)
{
  guint letters = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    letters += g_str_equal (scripts[i].language, language) ? count->of[i] : 0;
  return letters;
}

/* Its name, where more than half of the letters are in its script. */
static const char *
main_language (const Count *count)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (2 * count_of (count, scripts[i].language) > count->letters)
      return scripts[i].language;
  return NULL;
}

const char *
rg_script_language (const char *text)
{
  Count count = count_text (text);
  guint kana = count_of (&count, "ja"), han = count_of (&count, "zh");
  if (count.letters < LEAST_LETTERS)
    return NULL;
  if (2 * (kana + han) > count.letters && MOST_HAN * kana >= han && kana)
    return "ja";
  const char *language = main_language (&count);
  return language && g_str_equal (language, "ru") ? language_of_cyrillic (&count) : language;
}
