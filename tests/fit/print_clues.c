/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the words of mails with their clues, for scripts/fit-facts.py:
 *
 *   mail FILE
 *   found TAG ANSWER      what the phrases found
 *   PART SPACE WORD CLUE CLUE ...
 *
 * or, where the first argument is --weights=FILE, instead of the words
 *
 *   span TAG TEXT SIGN=VALUE ...
 *   none TAG SIGN=VALUE ...
 *
 * with tabs between; SPACE is 1 where white space is before the word. */
#include "desk/desk.h"
#include "facts/signs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
print_clue (const char *name, gsize length, gpointer data)
{
  (void) data;
  putchar ('\t');
  fwrite (name, 1, length, stdout);
}

static void
print_words (RgClues *clues, const RgTokenList *tokens)
{
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      const RgToken *token = rg_token_list_get (tokens, i);
      printf ("%d\t%d\t%s", token->part, token->has_space_before,
              *token->text == '\n' ? "\\n" : token->text);
      rg_clues_tell (clues, i, print_clue, NULL);
      putchar ('\n');
    }
}

static void
print_sign (const char *name, double value, gpointer data)
{
  (void) data;
  printf ("\t%s=%.6g", name, value);
}

static void
print_spans (const RgSpans *spans, RgTag tag)
{
  printf ("none\t%s", rg_tag_names[tag]);
  rg_signs_tell (spans, tag, NULL, print_sign, NULL);
  putchar ('\n');
  for (guint i = 0; i < spans->spans[tag]->len; i++)
    {
      const RgSpan *span = g_ptr_array_index (spans->spans[tag], i);
      printf ("span\t%s\t%s", rg_tag_names[tag], span->text);
      rg_signs_tell (spans, tag, span, print_sign, NULL);
      putchar ('\n');
    }
}

static void
print_mail (const RgDesk *desk, const RgTagger *tagger, const char *path)
{
  static const char *const addresses[] = { "sam.rivera@example.net", NULL };
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  if (!g_file_get_contents (path, &bytes, &length, &error))
    g_error ("%s", error->message);
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, &error);
  if (!message)
    g_error ("%s: %s", path, error->message);
  g_autofree char *language = rg_languages_of_message (desk->languages, message);
  g_autoptr (RgDetection) detection
      = rg_detect (desk->rules, message, language, addresses, FALSE);
  RgSource source
      = rg_source_of (message, rg_words_get (desk->words, detection->language), addresses);
  g_autoptr (RgFacts) facts = rg_facts_new ();
  rg_find_by_phrases (&source, facts);
  const char *found[RG_N_TAGS]
      = { [RG_TAG_COMPANY] = facts->company,
          [RG_TAG_POSITION] = facts->position,
          [RG_TAG_PERSON] = facts->contact ? facts->contact->name : NULL,
          [RG_TAG_PLACE] = facts->place };
  g_autoptr (RgTokenList) tokens = rg_token_list_new (message, source.calendar);
  g_autoptr (RgClues) clues = rg_clues_new (&source, tokens, found);
  printf ("mail\t%s\n", path);
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    if (found[tag])
      printf ("found\t%s\t%s\n", rg_tag_names[tag], found[tag]);
  if (!tagger)
    {
      print_words (clues, tokens);
      return;
    }
  g_autofree double *probabilities = rg_tagger_weigh (tagger, clues, tokens);
  g_autoptr (RgSpans) spans = rg_spans_new (&source, facts, tokens, found, probabilities);
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    print_spans (spans, (RgTag) tag);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgPlaces) places = rg_places_new ();
  g_autoptr (RgDesk) desk = rg_desk_load (places, NULL, NULL, &error);
  if (!desk)
    g_error ("%s", error->message);
  g_autoptr (RgTagger) tagger = NULL;
  int first = 1;
  if (argc > 1 && g_str_has_prefix (argv[1], "--weights="))
    {
      tagger = rg_tagger_load (argv[1] + strlen ("--weights="), &error);
      if (!tagger)
        g_error ("%s", error->message);
      first = 2;
    }
  for (int i = first; i < argc; i++)
    print_mail (desk, tagger, argv[i]);
  return EXIT_SUCCESS;
}
