/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/sequence.h"

#include "base/index.h"

#include <string.h>

/* What a mail is about is said in its beginning. */
#define SUBJECT_WORDS   30
#define TEXT_WORDS      450
#define SIGNATURE_WORDS 40
#define QUOTE_WORDS     150

#define WORD_BYTES   40
#define HEAD_LETTERS 5
#define TAIL_LETTERS 3
#define LEAST        3 /* letters of a name or of a word whose ends are looked at */
#define LOCAL_WORDS  3

/* ---- names ---- */

static gboolean
is_letter_at (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isalpha (*at) : g_unichar_isalpha (g_utf8_get_char (at));
}

/* The next run of letters in small ones; returns where to go on, NULL where there is none. */
static const char *
next_run (const char *at, char *word)
{
  gsize length = 0;
  while (*at && !is_letter_at (at))
    at = g_utf8_next_char (at);
  for (; *at && is_letter_at (at); at = g_utf8_next_char (at))
    if (length < WORD_BYTES)
      length += (gsize) g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (at)),
                                           word + length);
  word[length] = 0;
  return length ? at : NULL;
}

static void
add_names (GHashTable *names, const char *text, GHashTable *except)
{
  char word[WORD_BYTES + 6];
  while (text && (text = next_run (text, word)))
    if (g_utf8_strlen (word, -1) >= LEAST && !(except && g_hash_table_contains (except, word)))
      g_hash_table_add (names, g_strdup (word));
}

static GHashTable *
names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* ---- steps ---- */

typedef struct
{
  GArray *steps;
  GHashTable *me;   /* words of the user's name */
  GHashTable *them; /* of that of whoever writes */
} Writer;

static void
add_sign (Writer *writer, RgStepPlace place, const char *sign)
{
  RgStep step = { .hash = rg_hash_text (RG_HASH_START, sign), .place = (guint16) place };
  g_array_append_val (writer->steps, step);
}

static void
add_sign_of (Writer *writer, const char *kind, const char *value)
{
  g_autofree char *sign = g_strconcat ("<", kind, ":", value, ">", NULL);
  add_sign (writer, RG_STEP_HEADER, sign);
}

static guint16
bucket (const char *bytes, gsize length, char salt, guint count)
{
  guint64 hash = rg_hash_bytes (rg_hash_bytes (RG_HASH_START, &salt, 1), bytes, length);
  return (guint16) (1 + (hash >> 32) % count);
}

static void
add_word (Writer *writer, RgStepPlace place, const char *word)
{
  if (g_hash_table_contains (writer->me, word) || g_hash_table_contains (writer->them, word))
    {
      add_sign (writer, place, g_hash_table_contains (writer->me, word) ? "<me>" : "<them>");
      return;
    }
  glong letters = g_utf8_strlen (word, -1);
  const char *end = word + strlen (word);
  RgStep step = { .hash = rg_hash_text (RG_HASH_START, word),
                  .place = (guint16) place,
                  .letters = (guint16) letters };
  if (letters >= LEAST)
    {
      const char *head = g_utf8_offset_to_pointer (word, MIN (letters, HEAD_LETTERS));
      const char *tail = g_utf8_offset_to_pointer (word, letters - TAIL_LETTERS);
      step.head = bucket (word, (gsize) (head - word), 'h', RG_STEP_HEADS);
      step.tail = bucket (tail, (gsize) (end - tail), 't', RG_STEP_TAILS);
    }
  g_array_append_val (writer->steps, step);
}

/* ---- text ---- */

static gboolean
is_link (const char *at)
{
  return !g_ascii_strncasecmp (at, "http://", 7) || !g_ascii_strncasecmp (at, "https://", 8)
         || !g_ascii_strncasecmp (at, "www.", 4);
}

static const char *
chunk_end (const char *at)
{
  while (*at && !g_ascii_isspace (*at))
    at++;
  return at;
}

/* Where a mail address ends that begins here; NULL where none does. */
static const char *
address_end (const char *at)
{
  static const char allowed[]
      = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_";
  gsize local = 0;
  while (local <= 64 && at[local] && strchr (allowed, at[local]))
    local++;
  if (!local || local > 64 || at[local] != '@' || !g_ascii_isalnum (at[local + 1]))
    return NULL;
  return at + local + 1 + strspn (at + local + 1, allowed);
}

/* "15:30" is a time, "2026" a year, and of others only the length is told. */
static const char *
add_number (Writer *writer, RgStepPlace place, const char *at)
{
  gsize digits = strspn (at, "0123456789");
  const char *end = at + digits;
  gboolean is_time = digits <= 2 && *end && strchr (":.h", *end) && g_ascii_isdigit (end[1])
                     && g_ascii_isdigit (end[2]) && !g_ascii_isdigit (end[3]) && end[3] != '.';
  char sign[] = "<num1>";
  sign[4] = (char) ('0' + MIN (digits, 5));
  add_sign (writer, place,
            is_time                                 ? "<time>"
            : digits == 4 && !strncmp (at, "20", 2) ? "<year>"
                                                    : sign);
  return is_time ? end + 3 : end;
}

/* The apostrophe of "don't", straight or curled, as one; 0 where none stands here. */
static gsize
apostrophe_bytes (const char *at)
{
  return *at == '\'' ? 1 : g_str_has_prefix (at, "\u2019") ? 3 : 0;
}

static const char *
add_letters (Writer *writer, RgStepPlace place, const char *at)
{
  char word[WORD_BYTES + 6];
  gsize length = 0, bytes;
  for (; *at; at += bytes)
    {
      gboolean is_letter = is_letter_at (at);
      bytes = is_letter ? (gsize) (g_utf8_next_char (at) - at) : apostrophe_bytes (at);
      if (!bytes || (!is_letter && !is_letter_at (at + bytes)))
        break;
      gunichar c = is_letter ? g_unichar_tolower (g_utf8_get_char (at)) : '\'';
      if (length < WORD_BYTES)
        length += (gsize) g_unichar_to_utf8 (c, word + length);
    }
  word[length] = 0;
  add_word (writer, place, word);
  return at;
}

/* An empty line is a sign of its own. */
static const char *
add_space (Writer *writer, RgStepPlace place, const char *at)
{
  gsize length = strspn (at, " \t\r\n\v\f");
  const char *line = memchr (at, '\n', length);
  if (line && memchr (line + 1, '\n', length - (gsize) (line + 1 - at)))
    add_sign (writer, place, "<par>");
  return at + length;
}

static const char *
add_other (Writer *writer, RgStepPlace place, const char *at)
{
  char sign[] = { *at, 0 };
  if (strchr ("?!.,:;\"()", *at))
    add_sign (writer, place, sign);
  return g_utf8_next_char (at);
}

static const char *
add_next (Writer *writer, RgStepPlace place, const char *at)
{
  const char *address = g_ascii_isalnum (*at) ? address_end (at) : NULL;
  if (g_ascii_isspace (*at))
    return add_space (writer, place, at);
  if (address || is_link (at))
    {
      add_sign (writer, place, address ? "<mail>" : "<link>");
      return address ? address : chunk_end (at);
    }
  if (g_ascii_isdigit (*at))
    return add_number (writer, place, at);
  return is_letter_at (at) ? add_letters (writer, place, at) : add_other (writer, place, at);
}

static void
add_text (Writer *writer, RgStepPlace place, const char *text, guint most)
{
  for (guint end = writer->steps->len + most; *text && writer->steps->len < end;)
    text = add_next (writer, place, text);
}

/* ---- headers ---- */

static gboolean
share_a_name (GHashTable *names, const char *text)
{
  char word[WORD_BYTES + 6];
  while ((text = next_run (text, word)))
    if (g_hash_table_contains (names, word))
      return TRUE;
  return FALSE;
}

static void
add_sender (Writer *writer, const RgAddress *from)
{
  const char *domain = rg_address_domain (from);
  g_autofree char *local = g_strndup (from->address, strcspn (from->address, "@"));
  g_autofree char *first = g_strndup (domain, strcspn (domain, "."));
  char word[WORD_BYTES + 6];
  add_sign_of (writer, "dom", domain);
  const char *at = local;
  for (guint i = 0; i < LOCAL_WORDS && (at = next_run (at, word)); i++)
    add_sign_of (writer, "loc", word);
  if (from->name && share_a_name (writer->me, from->name))
    add_sign (writer, RG_STEP_HEADER, "<shares-name>");
  if (!from->name || !*from->name)
    add_sign (writer, RG_STEP_HEADER, "<no-name>");
  if (share_a_name (writer->them, first))
    add_sign (writer, RG_STEP_HEADER, "<own-domain>");
}

static void
add_headers (Writer *writer, const RgMessage *message)
{
  static const char *const names[]
      = { "In-Reply-To", "List-Unsubscribe", "Reply-To",   "Cc",
          "Sender",      "Auto-Submitted",   "Precedence", "List-Id" };
  if (message->from)
    add_sender (writer, message->from);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (rg_message_header (message, names[i]))
      add_sign_of (writer, "has", names[i]);
  if (message->from && message->reply_to->len)
    {
      const RgAddress *reply_to = g_ptr_array_index (message->reply_to, 0);
      gboolean is_same = !g_ascii_strcasecmp (rg_address_domain (reply_to),
                                              rg_address_domain (message->from));
      add_sign (writer, RG_STEP_HEADER, is_same ? "<reply-same>" : "<reply-other>");
    }
  if (message->calendars->len)
    add_sign (writer, RG_STEP_HEADER, "<ics>");
}

GArray *
rg_sequence_of (const RgMessage *message)
{
  g_autoptr (GHashTable) me = names_new (), them = names_new ();
  Writer writer = { g_array_new (FALSE, FALSE, sizeof (RgStep)), me, them };
  const RgAddress *to = message->to->len ? g_ptr_array_index (message->to, 0) : NULL;
  g_autofree char *local = to ? g_strndup (to->address, strcspn (to->address, "@")) : NULL;
  add_names (me, to ? to->name : NULL, NULL);
  add_names (me, local, NULL);
  add_names (them, message->from ? message->from->name : NULL, me);
  add_headers (&writer, message);
  add_text (&writer, RG_STEP_SUBJECT, message->subject, SUBJECT_WORDS);
  add_sign (&writer, RG_STEP_TEXT, "<begin>");
  add_text (&writer, RG_STEP_TEXT, message->text, TEXT_WORDS);
  add_text (&writer, RG_STEP_TEXT, message->signature, SIGNATURE_WORDS);
  if (*message->quote)
    add_sign (&writer, RG_STEP_QUOTE, "<quote>");
  add_text (&writer, RG_STEP_QUOTE, message->quote, QUOTE_WORDS);
  return writer.steps;
}
