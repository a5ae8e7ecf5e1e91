/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/quote.h"

#include "base/pattern.h"
#include "base/text.h"

#include <string.h>

/* An attribution line is a sentence of a mailer; nothing longer is one. */
#define ATTRIBUTION_BYTES 400

/* How mailers end the line above a quote: it names a time or a mailbox before. */
static const char *const attribution_ends[]
    = { "wrote:",    "writes:",  "wrote :",          "schrieb:",  "geschrieben:",
        "a écrit :", "a écrit:", "a écrit\xc2\xa0:", "escribió:", "ha scritto:",
        "scrisse:",  "schreef:", "geschreven:",      "escreveu:", NULL };
/* Where the name comes first, and the day behind: "Jan Smit schreef op 3-12-2026 om 10:15:". */
static const char *const attribution_middles[]
    = { " wrote on ",      " schrieb am ", " a écrit le ",  " escribió el ",
        " ha scritto il ", " schreef op ", " escreveu em ", NULL };
static const char *const attribution_starts[] = { "On ",     "Am ",        "Le ", "El ",
                                                  "Il ",     "Op ",        "Em ", "Den ",
                                                  "No dia ", "Il giorno ", NULL };

/* Lines that stand above a whole quoted message. */
static const char *const separators[] = { "-----Original Message-----",
                                          "----- Original Message -----",
                                          "-----Ursprüngliche Nachricht-----",
                                          "-----Message d'origine-----",
                                          "-----Mensaje original-----",
                                          "-----Messaggio originale-----",
                                          "-----Oorspronkelijk bericht-----",
                                          "-----Mensagem original-----",
                                          "-----Mensagem Original-----",
                                          "-------- Original Message --------",
                                          "-------- Original-Nachricht --------",
                                          "-------- Message original --------",
                                          "-------- Mensaje original --------",
                                          "-------- Messaggio originale --------",
                                          "-------- Oorspronkelijk bericht --------",
                                          "-------- Mensagem original --------",
                                          NULL };
static const char *const forward_lines[] = { "---------- Forwarded message",
                                             "Begin forwarded message:",
                                             "----- Forwarded message",
                                             "-------- Forwarded Message --------",
                                             "-------- Weitergeleitete Nachricht --------",
                                             "Anfang der weitergeleiteten Nachricht:",
                                             "---------- Weitergeleitete Nachricht",
                                             "---------- Message transféré",
                                             "-------- Message transféré",
                                             "Début du message transféré :",
                                             "Début du message réexpédié :",
                                             "---------- Mensaje reenviado",
                                             "-------- Mensaje reenviado",
                                             "Inicio del mensaje reenviado:",
                                             "Comienzo del mensaje reenviado:",
                                             "---------- Messaggio inoltrato",
                                             "-------- Messaggio inoltrato",
                                             "---------- Messaggio Inoltrato",
                                             "-------- Messaggio Inoltrato",
                                             "Inizio messaggio inoltrato:",
                                             "---------- Doorgestuurd bericht",
                                             "-------- Doorgestuurd bericht",
                                             "Begin doorgestuurd bericht:",
                                             "---------- Mensagem encaminhada",
                                             "-------- Mensagem encaminhada",
                                             "Início da mensagem encaminhada:",
                                             "Início da mensagem reencaminhada:",
                                             NULL };

/* The first two labels of the header block that Outlook and others put there. */
static const char *const from_labels[]
    = { "From:", "Von:", "De :", "De:", "Da:", "Van:", "Mittente:", NULL };
static const char *const next_labels[] = {
  "Sent:",       "Date:",     "To:",      "Subject:", "Gesendet:",  "Datum:",      "An:",
  "Envoyé :",    "Envoyé:",   "Date :",   "À :",      "Enviado:",   "Enviado el:", "Fecha:",
  "Para:",       "Inviato:",  "Data:",    "A:",       "Verzonden:", "Aan:",        "Enviada:",
  "Enviada em:", "Reply-To:", "Betreff:", "Cc:",      "Asunto:",    "Oggetto:",    NULL
};

/* That of whom to answer, which some mailers put among them. */
static const char *const reply_labels[]
    = { "Reply-To:",      "Antwort an:",   "Antwort-An:",     "Répondre à :",
        "Responder a:",   "Responder-A:",  "Rispondi a:",     "Rispondi-A:",
        "Antwoord-naar:", "Antwoord aan:", "Responder para:", NULL };

static const char *const sent_from[]
    = { "Sent from my ",  "Get Outlook for ", "Von meinem ",       "Gesendet von ",
        "Envoyé de mon ", "Envoyé depuis ",   "Enviado desde mi ", "Enviado do meu ",
        "Inviato da ",    "Verzonden vanaf ", "Verstuurd vanaf ",  NULL };
static const char *const disclaimers[] = { "this email and any attachments",
                                           "this e-mail and any attachments",
                                           "this message and any attachments",
                                           "the information contained in this",
                                           "this email is confidential",
                                           "confidentiality notice",
                                           "this communication is confidential",
                                           "this message is intended only",
                                           "diese e-mail enthält",
                                           "diese nachricht enthält",
                                           "der inhalt dieser e-mail",
                                           "ce message et toutes les pièces",
                                           "ce courriel",
                                           "este mensaje y sus",
                                           "este correo",
                                           "questo messaggio",
                                           "dit bericht is",
                                           "de informatie in deze",
                                           "esta mensagem",
                                           "if you are not the intended recipient",
                                           NULL };

static const char *
trimmed (const char *line)
{
  while (*line == ' ' || *line == '\t' || *line == '*')
    line++;
  return line;
}

static gboolean
starts_with_any (const char *line, const char *const *starts)
{
  for (; *starts; starts++)
    if (*line == **starts && g_str_has_prefix (line, *starts))
      return TRUE;
  return FALSE;
}

/* Whether a day with a year and an hour, or the day alone, follows the name of who wrote: "as I
 * wrote on 3/12/2026, these are the times:" goes on. */
static gboolean
tells_author_first (const char *line)
{
  static RgPattern day = {
    "(?i)(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4}|\\b20\\d\\d\\b)"
    "(?:[^\\p{L}]|\\b(?:at|um|uhr|à|h|a las?|alle|ore|om|uur|às?|[ap]m|cet|gmt|utc)\\b)*:$",
    0
  };
  for (const char *const *middle = attribution_middles; *middle; middle++)
    {
      const char *behind = strstr (line, *middle);
      if (behind && g_str_has_suffix (line, ":") && rg_pattern_matches (&day, behind))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_attribution (const char *line)
{
  if (!strchr (line, ':'))
    return FALSE;
  g_autofree char *clean = g_strchomp (g_strdup (line));
  if (strlen (clean) > ATTRIBUTION_BYTES || !strpbrk (clean, "0123456789@"))
    return FALSE;
  for (const char *const *end = attribution_ends; *end; end++)
    if (g_str_has_suffix (clean, *end))
      return TRUE;
  if (tells_author_first (clean))
    return TRUE;
  /* Dutch and German may put the name behind: "Op ... schreef Jan:", "Am ... schrieb Eva
   * <...>:" */
  return g_str_has_suffix (clean, ":") && starts_with_any (clean, attribution_starts)
         && (strstr (clean, " schrieb ") || strstr (clean, " schreef ")
             || strstr (clean, " wrote ") || strstr (clean, " heeft "));
}

/* "On Tuesday, Eva wrote:", without any number: only where a quote does follow. */
static gboolean
is_plain_attribution (char **lines)
{
  const char *line = trimmed (lines[0]);
  char **next = lines + 1;
  if (!starts_with_any (line, attribution_starts) || strlen (line) > ATTRIBUTION_BYTES)
    return FALSE;
  g_autofree char *clean = g_strchomp (g_strdup (line));
  while (*next && rg_text_is_blank (*next))
    next++;
  if (!*next || **next != '>')
    return FALSE;
  for (const char *const *end = attribution_ends; *end; end++)
    if (g_str_has_suffix (clean, *end))
      return TRUE;
  return FALSE;
}

/* The same, where the mailer has wrapped it: up to three lines. */
static int
attribution_lines (char **lines)
{
  const char *first = trimmed (lines[0]);
  if (is_attribution (first) || is_plain_attribution (lines))
    return 1;
  if (!starts_with_any (first, attribution_starts))
    return 0;
  g_autoptr (GString) joined = g_string_new (first);
  for (int i = 1; i < 3 && lines[i] && *lines[i]; i++)
    {
      g_string_append_printf (joined, " %s", trimmed (lines[i]));
      if (is_attribution (joined->str))
        return i + 1;
    }
  return 0;
}

static gboolean
is_header_block (char **lines)
{
  if (!starts_with_any (trimmed (lines[0]), from_labels))
    return FALSE;
  for (int i = 1; i < 4 && lines[i]; i++)
    if (starts_with_any (trimmed (lines[i]), next_labels))
      return TRUE;
  return FALSE;
}

static gboolean
begins_quoted_message (char **lines)
{
  const char *line = trimmed (lines[0]);
  return starts_with_any (line, separators) || starts_with_any (line, forward_lines)
         || is_header_block (lines);
}

static gboolean
is_signature_rule (const char *line)
{
  return g_str_equal (line, "-- ") || g_str_equal (line, "--");
}

/* The first letters, ASCII in each, tell nearly all lines from all of `starts`; to look at more
 * of a line costs far more. */
#define TELLING_LETTERS 8

static gboolean
begins_with_letters_of (const char *line, const char *const *starts)
{
  char first = g_ascii_tolower (*line);
  for (; *starts; starts++)
    if (first == **starts && !g_ascii_strncasecmp (line, *starts, TELLING_LETTERS))
      return TRUE;
  return FALSE;
}

static gboolean
begins_small_print (const char *line)
{
  const char *start = trimmed (line);
  if (starts_with_any (start, sent_from))
    return TRUE;
  if (!begins_with_letters_of (start, disclaimers))
    return FALSE;
  g_autofree char *head = g_utf8_strdown (start, (gssize) MIN (strlen (start), 120));
  return starts_with_any (head, disclaimers);
}

/* ---- dividing ---- */

/* No letter is longer; what comes behind belongs to the part that was begun. */
#define LOOKED_AT_LINES 5000

typedef enum
{
  PART_OWN,
  PART_QUOTE,
  PART_SIGNATURE,
} Part;

typedef struct
{
  GString *texts[3];
  Part part; /* of what follows, until something else begins */
} Splitter;

static void
put (Splitter *splitter, Part part, const char *line)
{
  g_string_append (splitter->texts[part], line);
  g_string_append_c (splitter->texts[part], '\n');
}

/* No list of slots is longer. */
#define LISTED_LINES 8

/* Whether the sender marks a list with ">": below a line that announces it and tells of no
 * other message, and with more text behind. Returns the count of its lines, or 0. */
static int
listed_lines (const Splitter *splitter, char **lines)
{
  const GString *own = splitter->texts[PART_OWN];
  if (splitter->part != PART_OWN || !g_str_has_suffix (own->str, ":\n"))
    return 0;
  const char *announcement = own->str + own->len - 2;
  while (announcement > own->str && announcement[-1] != '\n')
    announcement--;
  int count = 0;
  while (lines[count] && *trimmed (lines[count]) == '>' && count <= LISTED_LINES)
    count++;
  int next = count;
  while (lines[next] && rg_text_is_blank (lines[next]))
    next++;
  return strpbrk (announcement, "@<0123456789") || count > LISTED_LINES || !lines[next] ? 0
                                                                                        : count;
}

/* Takes one line, or a few that belong together; returns how many. */
static int
take (Splitter *splitter, char **lines)
{
  const char *line = lines[0];
  if (*trimmed (line) == '>')
    {
      int listed = listed_lines (splitter, lines);
      for (int i = 0; i < listed; i++)
        put (splitter, PART_OWN, trimmed (trimmed (lines[i]) + 1));
      if (!listed)
        put (splitter, PART_QUOTE, line);
      return MAX (listed, 1);
    }
  int attribution = splitter->part == PART_QUOTE ? 0 : attribution_lines (lines);
  for (int i = 0; i < attribution; i++)
    put (splitter, PART_QUOTE, lines[i]);
  if (attribution)
    {
      /* Below it either "> " lines, or a quote without any marks to the end. */
      char **next = lines + attribution;
      while (*next && !**next)
        next++;
      splitter->part = *next && *trimmed (*next) == '>' ? PART_OWN : PART_QUOTE;
      return attribution;
    }
  if (splitter->part != PART_QUOTE && begins_quoted_message (lines))
    splitter->part = PART_QUOTE;
  else if (splitter->part == PART_OWN
           && (is_signature_rule (line) || begins_small_print (line)))
    splitter->part = PART_SIGNATURE;
  put (splitter, splitter->part, line);
  return 1;
}

/* ---- a text that is only handed on ---- */

/* Words above a forwarded message that say nothing of their own. */
#define FORWARD_WORDS 40

/* More than this, and what is forwarded is an appendix. */
#define FORWARD_NOTE_WORDS 120

/* Forwards of forwards. */
#define FORWARD_DEPTH 5

/* What mailers put before the subject of a forward. */
static const char *const forward_prefixes[]
    = { "fw:", "fwd:", "wg:", "tr:", "tr :", "rv:", "enc:", "doorst:", "i:", "fs:", NULL };

static gboolean
is_forward_subject (const char *subject)
{
  for (const char *const *prefix = forward_prefixes; *prefix; prefix++)
    if (!g_ascii_strncasecmp (subject, *prefix, strlen (*prefix)))
      return TRUE;
  return FALSE;
}

static const char *
forwarded_text (const char *quote, gboolean is_forward)
{
  const char *start = NULL;
  for (const char *const *line = forward_lines; *line && !start; line++)
    start = strstr (quote, *line);
  if (start || !is_forward)
    return start;
  const char *first = trimmed (quote);
  return starts_with_any (first, from_labels) || starts_with_any (first, separators) ? quote
                                                                                     : NULL;
}

/* The same where mailers quote it: each line behind the first has a ">". Transfer full. */
static char *
without_marks (const char *forward)
{
  g_auto (GStrv) lines = g_strsplit (forward, "\n", -1);
  guint first = 1;
  while (lines[0] && lines[first] && rg_text_is_blank (lines[first]))
    first++;
  if (!lines[0] || !lines[first] || *lines[first] != '>')
    return g_strdup (forward);
  for (char **line = lines + first; *line; line++)
    {
      const char *text = *line + (**line == '>');
      char *bare = g_strdup (text + (*text == ' '));
      g_free (*line);
      *line = bare;
    }
  return g_strjoinv ("\n", lines);
}

/* A forwarded message shows no more of its header. */
#define HEADER_LINES 15

/* What stands behind one of the labels in the header lines; NULL for nothing. */
static char *
line_of_forward (const char *forward, const char *const *labels)
{
  g_auto (GStrv) lines = g_strsplit (forward, "\n", HEADER_LINES + 1);
  gboolean is_among_them = FALSE;
  for (int i = 0; lines[i] && i < HEADER_LINES; i++)
    {
      if (is_among_them && rg_text_is_blank (lines[i]))
        return NULL; /* the letter begins */
      is_among_them |= i > 0 && strchr (lines[i], ':');
      for (const char *const *label = labels; *label; label++)
        if (g_str_has_prefix (trimmed (lines[i]), *label))
          return g_strstrip (g_strdup (trimmed (lines[i]) + strlen (*label)));
    }
  return NULL;
}

/* The body below the header lines of the forwarded message. */
static char *
body_of_forward (const char *forward)
{
  const char *blank = strstr (forward, "\n\n");
  const char *next = blank ? strstr (blank + 2, "\n\n") : NULL;
  /* Apple puts an empty line between "Begin forwarded message:" and its header lines. */
  if (blank && next
      && is_header_block ((char *[]){ (char *) trimmed (blank + 2), (char *) "To:", NULL }))
    blank = next;
  return blank ? rg_text_tidy (blank + 2) : NULL;
}

/* Who names an hour above a forwarded message writes a mail, and hands another on with it. */
static gboolean
says_something (const char *own)
{
  static RgPattern hour = { "(?<![\\d.:/-])(?:[01]?\\d|2[0-3])[:.h][0-5]\\d(?![\\d.:/])"
                            "|\\b(?:1\\d|2[0-3]|[1-9]) ?(?:h|hs|hrs|Uhr|uur|am|pm)\\b"
                            "|\\bore \\d",
                            0 };
  return rg_pattern_matches (&hour, own);
}

/* How the mail came that the text is from. */
typedef struct
{
  gboolean is_forward;   /* its subject says so */
  const char *forwarder; /* by what name the sender is greeted; NULL if not known */
} Way;

static RgBody *split (const char *text, const Way *way, int depth);

/* Whether the note above sends the answer to who wrote what is handed on. */
static gboolean
points_at_writer (const char *note)
{
  static RgPattern direct
      = { "(?i)\\b(?:not (?:to )?me|direct(?:ly|ement|amente)?|direkt|direttamente|diretamente|"
          "rechtstreeks|nicht (?:an )?mi(?:r|ch)|pas (?:à )?moi|no (?:a )?mí|non (?:a )?me|"
          "não (?:a )?mim|niet (?:aan )?mij)\\b",
          0 };
  return rg_pattern_matches (&direct, note);
}

/* "Teresa, Sam can come on Friday": a letter to who hands it on, not to the user. */
static gboolean
is_to_forwarder (const char *inner, const char *note, const Way *way)
{
  if (!way->forwarder || points_at_writer (note))
    return FALSE;
  g_autofree char *greeting = g_strndup (inner, strcspn (inner, ",.:!;\n"));
  g_auto (GStrv) words = g_str_tokenize_and_fold (greeting, NULL, NULL);
  g_auto (GStrv) name = g_str_tokenize_and_fold (way->forwarder, NULL, NULL);
  return name[0] && g_strv_contains ((const char *const *) words, name[0]);
}

/* The note above counts with what it hands on. It comes last, as its signature is the mail's.
 */
static void
add_note (RgBody *body, const char *inner)
{
  char *both = g_strconcat (inner, "\n", body->own, NULL);
  g_free (body->own);
  body->own = both;
}

static void
use_forward (RgBody *body, const Way *way, int depth)
{
  const char *start = forwarded_text (body->quote, way->is_forward);
  if (!start || depth == 0)
    return;
  /* Below an answer it is a part of what that quotes. */
  gboolean is_handed_on = way->is_forward || start == body->quote || start[-1] == '\n';
  g_autofree char *forward = is_handed_on ? without_marks (start) : g_strdup (start);
  guint words = rg_text_count_words (body->own);
  if (words > FORWARD_NOTE_WORDS || says_something (body->own))
    return;
  g_autofree char *inner = body_of_forward (forward);
  if (!inner || !*inner)
    return;
  g_autoptr (RgBody) inside = split (inner, way, depth - 1);
  const char *words_inside = *inside->own ? inside->own : inner;
  if (words > FORWARD_WORDS || is_to_forwarder (words_inside, body->own, way))
    {
      add_note (body, words_inside);
      return;
    }
  g_free (body->own);
  body->own = g_strdup (words_inside);
  g_free (body->quote);
  body->quote = g_strdup (inside->quote);
  gboolean is_nested = inside->forwarded_from != NULL;
  body->forwarded_from = is_nested ? g_steal_pointer (&inside->forwarded_from)
                                   : line_of_forward (forward, from_labels);
  body->forwarded_reply_to = is_nested ? g_steal_pointer (&inside->forwarded_reply_to)
                                       : line_of_forward (forward, reply_labels);
}

/* Cuts the text, in which they stay; the last is NULL. */
static char **
cut_lines (char *text)
{
  GPtrArray *lines = g_ptr_array_new ();
  for (char *line = text, *end; line; line = end)
    {
      g_ptr_array_add (lines, line);
      end = strchr (line, '\n');
      if (end)
        *end++ = '\0';
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

static RgBody *
split (const char *text, const Way *way, int depth)
{
  g_autofree char *copy = g_strdup (text);
  g_autofree char **lines = cut_lines (copy);
  Splitter splitter
      = { { g_string_sized_new (strlen (text) + 1), g_string_new (NULL), g_string_new (NULL) },
          PART_OWN };
  int i = 0;
  while (lines[i] && i < LOOKED_AT_LINES)
    i += take (&splitter, lines + i);
  for (; lines[i]; i++)
    put (&splitter, splitter.part, lines[i]);
  RgBody *body = g_new0 (RgBody, 1);
  body->own = rg_text_tidy (splitter.texts[PART_OWN]->str);
  body->quote = rg_text_tidy (splitter.texts[PART_QUOTE]->str);
  body->signature = rg_text_tidy (splitter.texts[PART_SIGNATURE]->str);
  for (int part = 0; part < 3; part++)
    g_string_free (splitter.texts[part], TRUE);
  use_forward (body, way, depth);
  return body;
}

RgBody *
rg_body_split (const char *text, const char *subject, const char *forwarder)
{
  const Way way = { is_forward_subject (subject), forwarder };
  return split (text, &way, FORWARD_DEPTH);
}

void
rg_body_free (RgBody *body)
{
  if (!body)
    return;
  g_free (body->own);
  g_free (body->quote);
  g_free (body->signature);
  g_free (body->forwarded_from);
  g_free (body->forwarded_reply_to);
  g_free (body);
}
