/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands spoken by lines: greeting, STARTTLS, login, APPEND, STORE, EXPUNGE, CREATE and IDLE.
 * libetpan waits for ever on an untagged line before "+", copies passwords to places that
 * nobody wipes, and puts a space behind a command that it doesn't know, which strict servers
 * refuse. */
#include "account/session_private.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

#define SENTENCE_CHARS 200

void
rg_response_clear (RgResponse *answer)
{
  g_clear_pointer (&answer->text, g_free);
}

char *
rg_answer_code (const char *text)
{
  if (*text != '[')
    return NULL;
  gsize length = strcspn (text + 1, " ]");
  return text[1 + length] ? g_ascii_strup (text + 1, (gssize) length) : NULL;
}

char *
rg_answer_sentence (const char *text)
{
  const char *end = *text == '[' ? strchr (text, ']') : NULL;
  const char *start = end ? end + 1 : text;
  g_autofree char *valid = rg_text_from_bytes (start, strlen (start));
  char *sentence = rg_text_excerpt (valid, SENTENCE_CHARS);
  if (*sentence)
    return sentence;
  g_free (sentence);
  return g_strdup ("refused without a word");
}

gboolean
rg_answer_is_temporary (const char *code, const char *sentence)
{
  static const char *const codes[]
      = { "UNAVAILABLE", "LIMIT", "INUSE", "THROTTLED", "SERVERBUG", "CONTACTADMIN", NULL };
  static const char *const words[]
      = { "too many simultaneous connections", "too many connections", "throttled",
          "try again later", "temporar" };
  if (code && g_strv_contains (codes, code))
    return TRUE;
  g_autofree char *lower = g_ascii_strdown (sentence, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]))
      return TRUE;
  return FALSE;
}

/* ---- speaking ---- */

gboolean
rg_session_say (RgSession *session, const char *command, GError **error)
{
  if (!rg_session_begin (session, error))
    return FALSE;
  g_autofree char *line = g_strdup_printf ("rg%u %s\r\n", ++session->tag, command);
  if (rg_stream_write (session->stream, line, strlen (line), error))
    return TRUE;
  session->broken = TRUE;
  return FALSE;
}

static gboolean
skip_word (const char **text, const char *word)
{
  gsize length = strlen (word);
  if (g_ascii_strncasecmp (*text, word, length) != 0
      || ((*text)[length] && (*text)[length] != ' '))
    return FALSE;
  *text += length;
  *text += strspn (*text, " ");
  return TRUE;
}

static gboolean
parse_tagged (const char *line, guint tag, RgResponseKind *kind, const char **text)
{
  static const struct
  {
    const char *word;
    RgResponseKind kind;
  } kinds[]
      = { { "OK", RG_RESPONSE_OK }, { "NO", RG_RESPONSE_NO }, { "BAD", RG_RESPONSE_BAD } };
  g_autofree char *ours = g_strdup_printf ("rg%u", tag);
  if (!skip_word (&line, ours))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (skip_word (&line, kinds[i].word))
      {
        *kind = kinds[i].kind;
        *text = line;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_answer (const char *line, guint tag, RgResponseKind *kind, const char **text)
{
  *text = line;
  if (skip_word (text, "*"))
    *kind = RG_RESPONSE_UNTAGGED;
  else if (skip_word (text, "+"))
    *kind = RG_RESPONSE_CONTINUE;
  else
    return parse_tagged (line, tag, kind, text);
  return TRUE;
}

static gboolean
break_off (RgSession *session, GError **error, const char *what, const char *text)
{
  g_autofree char *sentence = rg_answer_sentence (text);
  session->broken = TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "%s %s: %s", session->host, what,
               sentence);
  return FALSE;
}

/* A server that has too much to do says so as it hangs up, often in place of a greeting. */
static gboolean
say_goodbye (RgSession *session, GError **error, const char *text)
{
  g_autofree char *code = rg_answer_code (text);
  g_autoptr (GError) inner = NULL;
  break_off (session, &inner, "hung up", text);
  if (rg_answer_is_temporary (code, text))
    inner->code = RG_ERROR_TEMPORARY;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
rg_session_hear (RgSession *session, RgResponse *answer, GError **error)
{
  rg_response_clear (answer);
  g_autofree char *line = rg_stream_read_line (session->stream, error);
  const char *text = NULL;
  if (!line)
    {
      session->broken = TRUE;
      return FALSE;
    }
  if (!parse_answer (line, session->tag, &answer->kind, &text))
    return break_off (session, error, "doesn't speak IMAP", line);
  const char *bye = text;
  if (answer->kind == RG_RESPONSE_UNTAGGED && skip_word (&bye, "BYE"))
    return say_goodbye (session, error, bye);
  answer->text = g_strdup (text);
  return TRUE;
}

gboolean
rg_session_hear_answer (RgSession *session, RgUntaggedFunc untagged, gpointer data,
                        RgResponse *answer, GError **error)
{
  do
    {
      if (!rg_session_hear (session, answer, error))
        return FALSE;
      if (answer->kind == RG_RESPONSE_UNTAGGED && untagged)
        untagged (answer->text, data);
    }
  while (answer->kind == RG_RESPONSE_UNTAGGED);
  return TRUE;
}

gboolean
rg_session_refuse (RgSession *session, const RgResponse *answer, const char *what,
                   GError **error)
{
  g_autofree char *code = rg_answer_code (answer->text);
  g_autofree char *sentence = rg_answer_sentence (answer->text);
  gboolean temporary
      = answer->kind == RG_RESPONSE_NO && rg_answer_is_temporary (code, sentence);
  session->broken = answer->kind == RG_RESPONSE_CONTINUE;
  g_set_error (error, RG_ERROR, temporary ? RG_ERROR_TEMPORARY : RG_ERROR_MAILBOX,
               "can't %s: %s", what, sentence);
  return FALSE;
}

gboolean
rg_session_command (RgSession *session, const char *command, const char *what, GError **error)
{
  g_auto (RgResponse) answer = { RG_RESPONSE_UNTAGGED, NULL };
  return rg_session_say (session, command, error)
         && rg_session_hear_answer (session, NULL, NULL, &answer, error)
         && (answer.kind == RG_RESPONSE_OK
             || rg_session_refuse (session, &answer, what, error));
}

/* ---- capabilities ---- */

static void
note_capabilities (const char *text, gpointer data)
{
  GHashTable *capabilities = data;
  if (!skip_word (&text, "CAPABILITY"))
    return;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (char **word = words; *word; word++)
    if (**word)
      g_hash_table_add (capabilities, g_ascii_strup (*word, -1));
}

gboolean
rg_session_learn (RgSession *session, GError **error)
{
  g_auto (RgResponse) answer = { 0 };
  g_hash_table_remove_all (session->capabilities);
  if (!rg_session_say (session, "CAPABILITY", error)
      || !rg_session_hear_answer (session, note_capabilities, session->capabilities, &answer,
                                  error))
    return FALSE;
  return answer.kind == RG_RESPONSE_OK
         || break_off (session, error, "doesn't tell its capabilities", answer.text);
}

/* ---- the greeting, STARTTLS ---- */

static gboolean
distrust (RgSession *session, GError **error, const char *why)
{
  session->broken = TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_CERTIFICATE,
               "%s is refused: it %s, but security is starttls", session->host, why);
  return FALSE;
}

static gboolean
start_tls (RgSession *session, GError **error)
{
  g_auto (RgResponse) answer = { 0 };
  if (!rg_session_learn (session, error))
    return FALSE;
  if (!rg_session_has (session, "STARTTLS"))
    return distrust (session, error, "doesn't offer STARTTLS");
  if (!rg_session_say (session, "STARTTLS", error)
      || !rg_session_hear_answer (session, NULL, NULL, &answer, error))
    return FALSE;
  if (answer.kind != RG_RESPONSE_OK)
    return distrust (session, error, "refuses STARTTLS");
  session->broken = !rg_stream_start_tls (session->stream, error);
  return !session->broken;
}

gboolean
rg_session_greet (RgSession *session, RgSecurity security, GError **error)
{
  g_auto (RgResponse) answer = { 0 };
  if (!rg_session_begin (session, error) || !rg_session_hear (session, &answer, error))
    return FALSE;
  const char *text = answer.text;
  session->authenticated = skip_word (&text, "PREAUTH");
  if (answer.kind != RG_RESPONSE_UNTAGGED
      || (!session->authenticated && !skip_word (&text, "OK")))
    return break_off (session, error, "doesn't speak IMAP", answer.text);
  if (security != RG_SECURITY_STARTTLS)
    return TRUE;
  if (session->authenticated)
    return distrust (session, error, "logs in by itself before TLS");
  return start_tls (session, error);
}
