/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "cli/command.h"
#include "mail/status_header.h"
#include "pipeline.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#define JUDGED_BYTES  (16 * 1024 * 1024)
#define DEADLINE_MS   5000
#define VERDICT_BYTES 128

/* The mail as it came: what is judged is held in memory, the rest of a big one on disk. */
typedef struct
{
  GByteArray *head;
  FILE *rest; /* NULL for all but big mail */
} Input;

static void
input_clear (Input *input)
{
  g_byte_array_unref (input->head);
  if (input->rest)
    fclose (input->rest);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, input_clear)

static gboolean
fail (GError **error, int code, const char *what)
{
  g_set_error (error, RG_ERROR, code, "%s: %s", what, g_strerror (errno));
  return FALSE;
}

static gboolean
input_keep (Input *input, const guint8 *bytes, gsize length, GError **error)
{
  if (!input->rest && input->head->len + length <= JUDGED_BYTES)
    {
      g_byte_array_append (input->head, bytes, (guint) length);
      return TRUE;
    }
  if (!input->rest)
    input->rest = tmpfile ();
  if (input->rest && fwrite (bytes, 1, length, input->rest) == length)
    return TRUE;
  return fail (error, RG_ERROR_TEMPORARY, "can't hold a big mail in a temporary file");
}

static gboolean
input_read (Input *input, GError **error)
{
  guint8 buffer[65536];
  ssize_t length;
  while ((length = TEMP_FAILURE_RETRY (read (STDIN_FILENO, buffer, sizeof buffer))) > 0)
    if (!input_keep (input, buffer, (gsize) length, error))
      return FALSE;
  if (length < 0)
    return fail (error, RG_ERROR_TEMPORARY, "can't read the mail");
  if (input->rest && (fflush (input->rest) != 0 || fseek (input->rest, 0, SEEK_SET) != 0))
    return fail (error, RG_ERROR_TEMPORARY, "can't hold a big mail in a temporary file");
  if (input->head->len > 0)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "standard input is empty: no mail came");
  return FALSE;
}

/* ---- the output ---- */

static gboolean
write_all (const guint8 *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      ssize_t written = TEMP_FAILURE_RETRY (write (STDOUT_FILENO, bytes, length));
      if (written < 0)
        return fail (error, RG_ERROR_STORAGE, "can't write the mail");
      bytes += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* Only closing tells of some full disks. */
static gboolean
write_mail (GBytes *head, FILE *rest, GError **error)
{
  guint8 buffer[65536];
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (head, &length);
  if (!write_all (bytes, length, error))
    return FALSE;
  while (rest && (length = fread (buffer, 1, sizeof buffer, rest)) > 0)
    if (!write_all (buffer, length, error))
      return FALSE;
  if (rest && ferror (rest))
    return fail (error, RG_ERROR_STORAGE, "can't read a big mail back");
  return close (STDOUT_FILENO) == 0 || fail (error, RG_ERROR_STORAGE, "can't write the mail");
}

/* ---- the verdict, made in a process of its own ---- */

/* Words of a fixed list only, nothing that the mail says. */
static char *
status_of (const RgOutcome *outcome)
{
  char score[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (score, sizeof score, "%.1f", CLAMP (outcome->detection->score, -999, 999));
  gboolean yes = rg_detection_is_invitation (outcome->detection);
  RgOutcomeKind decision = outcome->decision ? outcome->decision->outcome : RG_OUTCOME_NONE;
  return g_strdup_printf ("%s; kind=%s; score=%s; decision=%s", yes ? "yes" : "no",
                          rg_kind_name (outcome->detection->kind), score,
                          rg_outcome_names[decision]);
}

static char *
judge (const RgPlaces *places, const GByteArray *mail, GError **error)
{
  g_autoptr (RgDesk) desk = rg_desk_load (places, NULL, NULL, error);
  g_auto (GStrv) addresses = desk ? rg_places_load_addresses (places, error) : NULL;
  if (!addresses)
    return NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  RgSetting setting = rg_desk_setting (desk);
  setting.now = now;
  setting.addresses = (const char *const *) addresses;
  const char *bytes = (const char *) mail->data;
  gsize start = rg_status_header_start (bytes, mail->len);
  g_autoptr (RgOutcome) outcome
      = rg_pipeline_run (&setting, bytes + start, mail->len - start, error);
  return outcome ? status_of (outcome) : NULL;
}

/* Ends with its parent, so that a caller who kills the filter leaves nothing behind. */
static void
judge_and_exit (const RgPlaces *places, const GByteArray *mail, int out)
{
  g_autoptr (GError) error = NULL;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  close (STDOUT_FILENO);
  g_autofree char *status = judge (places, mail, &error);
  if (!status)
    g_printerr ("regrets: %s\n", error->message);
  else if (write (out, status, strlen (status)) != (ssize_t) strlen (status))
    _exit (EX_SOFTWARE);
  _exit (rg_error_exit_status (error));
}

/* What the child says until it closes its end, or NULL after the deadline. */
static char *
hear (int in, gint64 deadline)
{
  char words[VERDICT_BYTES];
  gsize heard = 0;
  for (;;)
    {
      struct pollfd wait = { .fd = in, .events = POLLIN };
      gint64 left = (deadline - g_get_monotonic_time ()) / 1000;
      int ready = left > 0 ? poll (&wait, 1, (int) left) : 0;
      if (ready < 0 && errno == EINTR)
        continue;
      ssize_t length = ready > 0 ? read (in, words + heard, sizeof words - heard) : -1;
      if (length < 0)
        return NULL;
      if (length == 0)
        return g_strndup (words, heard);
      heard += (gsize) length;
    }
}

/* NULL with an error: RG_ERROR_INPUT where it is no mail, else the fault is here. */
static char *
ask_child (pid_t child, int in, GError **error)
{
  int state = 0;
  g_autofree char *status = hear (in, g_get_monotonic_time () + DEADLINE_MS * 1000);
  if (!status)
    kill (child, SIGKILL);
  TEMP_FAILURE_RETRY (waitpid (child, &state, 0));
  if (status && *status && WIFEXITED (state) && WEXITSTATUS (state) == EX_OK)
    return g_steal_pointer (&status);
  if (!status)
    g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "no verdict within %d seconds",
                 DEADLINE_MS / 1000);
  else if (WIFEXITED (state) && WEXITSTATUS (state) == EX_DATAERR)
    g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "this is no mail that can be read");
  else
    g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "the mail could not be judged");
  return NULL;
}

/* A crash, a hang or a broken configuration stays in the child; the mail is safe here. */
static char *
judge_apart (const RgPlaces *places, const GByteArray *mail, GError **error)
{
  int ends[2];
  pid_t child = pipe2 (ends, O_CLOEXEC) == 0 ? fork () : -1;
  if (child < 0)
    {
      fail (error, RG_ERROR_TEMPORARY, "can't start a process");
      return NULL;
    }
  if (child == 0)
    judge_and_exit (places, mail, ends[1]);
  close (ends[1]);
  char *status = ask_child (child, ends[0], error);
  close (ends[0]);
  return status;
}

/* The first part of the mail as it is to be written; NULL: unchanged. */
static GBytes *
edit (const RgPlaces *places, const Input *input, GError **error)
{
  g_autofree char *status = input->rest ? NULL : judge_apart (places, input->head, error);
  if (!status && !input->rest)
    return NULL;
  return rg_status_header_put ((const char *) input->head->data, input->head->len, status);
}

static gboolean
filter (const RgPlaces *places, gboolean strict, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_auto (Input) input = { .head = g_byte_array_new () };
  if (!input_read (&input, error))
    return FALSE;
  g_autoptr (GBytes) edited = edit (places, &input, &inner);
  if (inner && strict && !g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (inner)
    g_printerr ("regrets: %s; it passes unchanged\n", inner->message);
  g_autoptr (GBytes) unchanged = g_bytes_new_static (input.head->data, input.head->len);
  return write_mail (edited ? edited : unchanged, input.rest, error);
}

gboolean
rg_command_filter (RgPlaces *places, int argc, char **argv, GError **error)
{
  gboolean strict = FALSE;
  const GOptionEntry entries[] = {
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict,
      "Where the mail can't be judged, end with status 75 instead of passing it on", NULL },
    { NULL },
  };
  /* A closed output must not become the number of a file that is opened later. */
  if (fcntl (STDOUT_FILENO, F_GETFD) < 0)
    return fail (error, RG_ERROR_STORAGE, "can't write the mail");
  if (fcntl (STDIN_FILENO, F_GETFD) < 0)
    return fail (error, RG_ERROR_TEMPORARY, "can't read the mail");
  return rg_command_parse (places, NULL,
                           "Passes one mail from standard input to standard output, with the "
                           "header X-Regrets-Status added.",
                           entries, &argc, &argv, error)
         && rg_command_takes_no_more (argc, argv, error) && filter (places, strict, error);
}
