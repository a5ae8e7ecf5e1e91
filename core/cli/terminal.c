/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_BYTES 1024

/* systemd names the file that it has put standard error to; see systemd.exec(5). */
static gboolean
goes_to_journal (void)
{
  struct stat is;
  const char *wanted = g_getenv ("JOURNAL_STREAM");
  if (!wanted || fstat (STDERR_FILENO, &is) != 0)
    return FALSE;
  g_autofree char *own
      = g_strdup_printf ("%ju:%ju", (uintmax_t) is.st_dev, (uintmax_t) is.st_ino);
  return g_str_equal (wanted, own);
}

/* The journal knows by itself whose line it is, but wants to be told how grave. */
static void
tell (const char *priority, const char *message)
{
  g_autofree char *line = rg_text_one_line (message);
  if (goes_to_journal ())
    g_printerr ("<%s>%s\n", priority, line);
  else
    g_printerr ("regrets: %s\n", line);
}

/* The last one counts: an explicit priority stands behind that of the level. */
static const char *
find_field (const GLogField *fields, gsize count, const char *key)
{
  for (gsize i = count; i > 0; i--)
    if (g_str_equal (fields[i - 1].key, key))
      return fields[i - 1].value;
  return NULL;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *message = find_field (fields, n_fields, "MESSAGE");
  const char *priority = find_field (fields, n_fields, "PRIORITY");
  if (!message || level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO))
    return g_log_writer_default (level, fields, n_fields, data);
  tell (priority ? priority : "5", message);
  return G_LOG_WRITER_HANDLED;
}

void
rg_terminal_take_log (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}

void
rg_terminal_tell_error (const GError *error)
{
  tell ("3", error->message);
}

/* Only line breaks and tabs of the control characters. */
static char *
without_controls (const char *text)
{
  GString *clean = g_string_sized_new (strlen (text));
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/* Asked once: each mail of thousands is printed. */
static gboolean
is_seen (void)
{
  static gsize answer;
  if (g_once_init_enter (&answer))
    g_once_init_leave (&answer, isatty (STDOUT_FILENO) ? 1 : 2);
  return answer == 1;
}

void
rg_terminal_print (const char *text)
{
  g_autofree char *clean = is_seen () ? without_controls (text) : NULL;
  fputs (clean ? clean : text, stdout);
}

gboolean
rg_terminal_flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't write the output: %s",
               g_strerror (errno));
  return FALSE;
}

static gboolean
set_echo (gboolean on)
{
  struct termios mode;
  if (tcgetattr (STDIN_FILENO, &mode) != 0)
    return FALSE;
  if (on)
    mode.c_lflag |= ECHO;
  else
    mode.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &mode) == 0;
}

static RgSecret *
read_password (GError **error)
{
  char line[PASSWORD_BYTES];
  RgSecret *secret = NULL;
  setvbuf (stdin, NULL, _IONBF, 0); /* so that no buffer keeps a copy */
  if (fgets (line, sizeof line, stdin))
    line[strcspn (line, "\r\n")] = '\0';
  else
    line[0] = '\0';
  if (*line)
    secret = rg_secret_new (line);
  else
    g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "no password was entered; nothing is stored");
  explicit_bzero (line, sizeof line);
  return secret;
}

RgSecret *
rg_terminal_ask_password (const char *prompt, GError **error)
{
  if (!isatty (STDIN_FILENO))
    return read_password (error);
  g_printerr ("%s", prompt);
  gboolean hidden = set_echo (FALSE);
  RgSecret *secret = read_password (error);
  if (hidden)
    set_echo (TRUE);
  g_printerr ("\n");
  return secret;
}
