/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/proof.h"

#include "base/text.h"

#include <string.h>

#define MAX_FACTS 14

/* What stands for a fact while it is known. `with` names one that it always comes with. */
static const struct
{
  const char *name, *value, *with;
} facts[] = {
  { "company", "Fernwood Labs", NULL },
  { "position", "Senior C Developer", NULL },
  { "contact", "Priya Nair", NULL },
  { "first_name", "Priya", "contact" },
  { "last_name", "Nair", "contact" },
  { "date", "Thursday, 3 December", NULL },
  { "time", "15:00", "date" },
  { "place", "Lisbon", NULL },
  { "late", "yes", NULL },
  { "recruiter", "yes", NULL },
  { "notice_period", "2 months", NULL },
  { "ask_pay", "yes", NULL },
  { "user_name", "Sam Rivera", NULL },
  { "titles", "Firmware Engineer, Embedded Engineer, Staff Engineer", NULL },
  { "headline", "ten years of safety-critical firmware, from sketch to certificate", NULL },
  { "hours_from", "09:00", NULL },
  { "hours_to", "18:00", "hours_from" },
  { "time_zone", "Europe/Lisbon", NULL },
  { "referral", "Alex Okafor", NULL },
  { "signature", "+351 555 0100", NULL },
};

/* Names whose value is one of a few; the first is the usual one. NULL: absent. */
static const struct
{
  const char *name;
  const char *values[7];
  gsize n;
} choices[] = {
  { "tone", { "warm", "formal", "brief" }, 3 },
  { "informal", { NULL, "yes" }, 2 },
  { "stage", { "unknown", "second", "final" }, 3 },
  { "mode", { "unknown", "onsite" }, 2 },
  { "reason", { NULL, "status", "goals", "mobility", "bandwidth", "red-flags" }, 6 },
};

/* ---- one text ---- */

static gboolean
has_space_before (const char *text, const char *marks)
{
  for (const char *p = text; (p = strchr (p, ' ')); p++)
    if (p[1] && strchr (marks, p[1]))
      return TRUE;
  return FALSE;
}

/* A greeting that lost its name: empty, or only words that nobody says without one. */
static gboolean
has_empty_greeting (const char *text)
{
  static const char *const words[]
      = { "Dear",  "Dear team", "Lieber",   "Liebe",         "Sehr geehrte", "Cher",
          "Chère", "Estimado",  "Estimada", "Gentile",       "Caro",         "Cara",
          "Beste", "Geachte",   "Prezado",  "Sehr geehrter", "Prezada",      NULL };
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));
  gsize length = strlen (line);
  gboolean is_torn = strstr (line, " ,") || strstr (line, ", :") || strstr (line, " :");
  while (length && strchr (",:! ", line[length - 1]))
    line[--length] = '\0';
  return is_torn || !length || g_strv_contains (words, line);
}

/* A phrase that begins with an article behind a preposition that swallows it. */
static gboolean
has_torn_article (const char *text, const char *language)
{
  static const struct
  {
    const char *language, *words;
  } torn[] = {
    { "it", " su il " }, { "it", " di il " }, { "it", " a il " }, { "it", " da il " },
    { "it", " in il " }, { "es", " de el " }, { "es", " a el " }, { "pt", " de a " },
    { "pt", " em a " },  { "pt", " por a " },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (torn); i++)
    if (g_strcmp0 (torn[i].language, language) == 0 && strstr (text, torn[i].words))
      return TRUE;
  return FALSE;
}

const char *
rg_proof_read (const char *text, const char *language)
{
  gboolean is_french = g_strcmp0 (language, "fr") == 0;
  if (strstr (text, "{{") || strstr (text, "}}"))
    return "a placeholder is left";
  if (has_empty_greeting (text))
    return "the greeting is empty or lost its name";
  if (strstr (text, "  "))
    return "two spaces follow each other";
  if (has_space_before (text, ",.;:!?)"))
    return is_french ? "an ordinary space stands before a punctuation mark; use a no-break one"
                     : "a space stands before a punctuation mark";
  if (strstr (text, "..") || strstr (text, ",,") || strstr (text, ",.") || strstr (text, "()"))
    return "a punctuation mark stands alone";
  if (strstr (text, " \n") || strstr (text, "\n "))
    return "a line begins or ends with a space";
  if (has_torn_article (text, language))
    return "a preposition and an article stand side by side that are one word";
  if (strstr (text, "\n\n\n"))
    return "two empty lines follow each other";
  if (rg_text_count_words (text) > RG_PROOF_WORDS)
    return "it has more than 120 words";
  return g_unichar_isupper (g_utf8_get_char (text)) ? NULL : "it begins with a small letter";
}

/* ---- every rendering ---- */

typedef struct
{
  const RgTemplates *templates;
  const char *id;
  char *language;
  GStrv needed;
  guint n_facts;
  guint facts[MAX_FACTS]; /* indexes of those that the text asks for */
  guint renderings;
} Proof;

static gboolean
is_needed (const Proof *proof, const char *name)
{
  return g_strv_contains ((const char *const *) proof->needed, name);
}

static void
find_facts (Proof *proof)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts) && proof->n_facts < MAX_FACTS; i++)
    if (is_needed (proof, facts[i].name)
        && (!facts[i].with || !is_needed (proof, facts[i].with)))
      proof->facts[proof->n_facts++] = i;
}

static char *
read_rendering (Proof *proof, GHashTable *values)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *text
      = rg_templates_render (proof->templates, proof->id, values, &subject, &error);
  proof->renderings++;
  if (!text)
    return g_strdup (error->message);
  const char *fault = rg_proof_read (text, proof->language);
  if (!fault && subject && (!*subject || strchr (subject, '{')))
    fault = "the subject is empty or has a placeholder";
  return fault ? g_strdup_printf ("%s:\n\n%s", fault, text) : NULL;
}

static void
set_fact (GHashTable *values, guint fact, gboolean is_known)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (i == fact || g_strcmp0 (facts[i].with, facts[fact].name) == 0)
      {
        g_hash_table_remove (values, facts[i].name);
        if (is_known)
          g_hash_table_insert (values, (gpointer) facts[i].name, (gpointer) facts[i].value);
      }
}

static char *
read_subsets (Proof *proof, GHashTable *values)
{
  char *fault = NULL;
  for (guint subset = 0; subset < 1u << proof->n_facts && !fault; subset++)
    {
      for (guint i = 0; i < proof->n_facts; i++)
        set_fact (values, proof->facts[i], (subset & (1u << i)) != 0);
      fault = read_rendering (proof, values);
    }
  return fault;
}

static char *
read_choices (Proof *proof, GHashTable *values, gsize choice)
{
  if (choice == G_N_ELEMENTS (choices))
    return read_subsets (proof, values);
  gboolean varies = g_strv_contains ((const char *const *) proof->needed, choices[choice].name);
  char *fault = NULL;
  for (gsize i = 0; i < (varies ? choices[choice].n : 1) && !fault; i++)
    {
      const char *value = choices[choice].values[i];
      g_hash_table_remove (values, choices[choice].name);
      if (value)
        g_hash_table_insert (values, (gpointer) choices[choice].name, (gpointer) value);
      fault = read_choices (proof, values, choice + 1);
    }
  return fault;
}

GHashTable *
rg_proof_samples (void)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!g_str_equal (facts[i].name, "late") && !g_str_equal (facts[i].name, "recruiter"))
      g_hash_table_insert (values, (gpointer) facts[i].name, (gpointer) facts[i].value);
  return values;
}

char *
rg_proof_template (const RgTemplates *templates, const char *id, guint *renderings)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  g_auto (GStrv) needed = rg_templates_needs (templates, id);
  Proof proof = { .templates = templates, .id = id, .language = language, .needed = needed };
  find_facts (&proof);
  char *fault = read_choices (&proof, values, 0);
  if (renderings)
    *renderings = proof.renderings;
  return fault;
}
