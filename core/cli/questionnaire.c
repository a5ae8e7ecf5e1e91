/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/questionnaire.h"

#include "base/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES 4096

typedef struct
{
  const char *path;
  char *part;
  GString *text;     /* what the file says so far */
  GKeyFile *answers; /* the same, parsed */
  RgCheckAnswers check;
} Sheet;

static void
sheet_clear (Sheet *sheet)
{
  g_free (sheet->part);
  g_string_free (sheet->text, TRUE);
  g_key_file_unref (sheet->answers);
}

static gboolean
parse_answers (Sheet *sheet, const char *text, gsize length)
{
  return g_key_file_load_from_data (sheet->answers, text, length, G_KEY_FILE_NONE, NULL);
}

/* What was answered before; a part that can't be read any more is begun anew. */
static void
sheet_open (Sheet *sheet, const char *heading)
{
  g_autofree char *text = NULL;
  sheet->part = g_strconcat (sheet->path, ".part", NULL);
  sheet->answers = g_key_file_new ();
  sheet->text = g_string_new (heading);
  if (g_file_get_contents (sheet->part, &text, NULL, NULL)
      && parse_answers (sheet, text, strlen (text)))
    g_string_assign (sheet->text, text);
}

static gboolean
sheet_keep (const Sheet *sheet, GError **error)
{
  g_autoptr (GError) inner = NULL;
  if (g_file_set_contents_full (sheet->part, sheet->text->str, (gssize) sheet->text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &inner))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't keep the answer: %s", inner->message);
  return FALSE;
}

/* The finished file takes no other's place, not even one that was written meanwhile. */
static gboolean
sheet_finish (const Sheet *sheet, GError **error)
{
  if (link (sheet->part, sheet->path) != 0)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't write %s: %s", sheet->path,
                   g_strerror (errno));
      return FALSE;
    }
  unlink (sheet->part);
  g_print ("\nWritten: %s\n", sheet->path);
  return TRUE;
}

/* ---- asking ---- */

/* A line without its end; NULL where there are no more. */
static char *
read_line (void)
{
  char line[LINE_BYTES];
  if (!fgets (line, sizeof line, stdin))
    return NULL;
  return g_strstrip (g_strdup (line));
}

static void
show (const RgAsked *asked, const char *proposal)
{
  g_print ("\n%s\n", asked->question);
  if (asked->example)
    g_print ("  for example: %s\n", asked->example);
  g_print (proposal ? "[%s] > " : "> ", proposal);
  fflush (stdout);
}

/* The line as the file will say it. */
static char *
format_answer (const Sheet *sheet, const RgAsked *asked, const char *answer)
{
  gboolean has_group = g_key_file_has_group (sheet->answers, asked->group);
  g_autofree char *group
      = has_group ? g_strdup ("") : g_strdup_printf ("\n[%s]\n", asked->group);
  return g_strdup_printf ("%s\n# %s\n%s = %s\n", group, asked->question, asked->key, answer);
}

static gboolean
is_usable (const RgAsked *asked, const char *answer)
{
  if (!*answer && asked->is_needed)
    g_print ("This one is needed.\n");
  else if (!g_utf8_validate (answer, -1, NULL) || strchr (answer, '#'))
    g_print ("Please write it as plain text, without \"#\".\n");
  else
    return TRUE;
  return FALSE;
}

/* Takes an answer up if the file can be used with it. */
static gboolean
take_up (Sheet *sheet, const RgAsked *asked, const char *answer)
{
  if (!is_usable (asked, answer))
    return FALSE;
  g_autofree char *line = format_answer (sheet, asked, answer);
  g_autofree char *text = g_strconcat (sheet->text->str, line, NULL);
  g_autoptr (GError) error = NULL;
  if (!sheet->check (text, strlen (text), &error))
    {
      const char *reason = strstr (error->message, asked->key);
      g_print ("%s\n", reason ? reason : error->message);
      return FALSE;
    }
  g_string_assign (sheet->text, text);
  return parse_answers (sheet, text, strlen (text));
}

/* FALSE where the answers have come to an end. */
static gboolean
ask (Sheet *sheet, const RgAsked *asked)
{
  g_autofree char *proposal = asked->propose ? asked->propose (sheet->answers) : NULL;
  for (;;)
    {
      show (asked, proposal);
      g_autofree char *line = read_line ();
      if (!line)
        return FALSE;
      if (take_up (sheet, asked, *line || !proposal ? line : proposal))
        return TRUE;
    }
}

static gboolean
ask_all (Sheet *sheet, const RgAsked *questions, gboolean *is_done, GError **error)
{
  *is_done = FALSE;
  for (const RgAsked *asked = questions; asked->group; asked++)
    {
      if (g_key_file_has_key (sheet->answers, asked->group, asked->key, NULL))
        continue;
      if (!ask (sheet, asked))
        return TRUE;
      if (!sheet_keep (sheet, error))
        return FALSE;
    }
  *is_done = sheet_finish (sheet, error);
  return *is_done;
}

gboolean
rg_questionnaire_run (const char *path, const char *heading, const RgAsked *questions,
                      RgCheckAnswers check, gboolean *is_done, GError **error)
{
  *is_done = g_file_test (path, G_FILE_TEST_EXISTS);
  if (*is_done)
    {
      g_print ("%s is there already and stays as it is.\n", path);
      return TRUE;
    }
  Sheet sheet = { .path = path, .check = check };
  sheet_open (&sheet, heading);
  gboolean ok = ask_all (&sheet, questions, is_done, error);
  sheet_clear (&sheet);
  return ok;
}
