/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/secret.h"

#include "account/errand.h"
#include "base/error.h"

#include <libsecret/secret.h>
#include <string.h>
#include <sys/mman.h>

#define COMMAND_SECONDS 30
#define LINE_MAX_BYTES  4096

/* ---- memory ---- */

struct _RgSecret
{
  gsize mapped;
  char text[];
};

/* A mapping of its own: mlock() and munlock() work on whole pages. */
static RgSecret *
secret_allocate (gsize bytes)
{
  gsize mapped = sizeof (RgSecret) + bytes;
  RgSecret *secret
      = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (secret == MAP_FAILED)
    g_error ("out of memory");
  (void) mlock (secret, mapped);
  (void) madvise (secret, mapped, MADV_DONTDUMP);
  secret->mapped = mapped;
  return secret;
}

RgSecret *
rg_secret_new (const char *password)
{
  gsize size = strlen (password) + 1;
  RgSecret *secret = secret_allocate (size);
  memcpy (secret->text, password, size);
  return secret;
}

const char *
rg_secret_peek (const RgSecret *secret)
{
  return secret->text;
}

void
rg_secret_free (RgSecret *secret)
{
  if (!secret)
    return;
  gsize mapped = secret->mapped;
  explicit_bzero (secret, mapped);
  munmap (secret, mapped);
}

/* ---- the user's own command ---- */

/* The child, and the first line of what it prints; the rest is read and forgotten. */
typedef struct
{
  const RgAccount *account;
  GSubprocess *child;
  RgSecret *line; /* LINE_MAX_BYTES, zeroed at first, so terminated while there is room */
  gsize used;
  gboolean line_ended;
} Command;

static void
command_clear (Command *command)
{
  g_clear_object (&command->child);
  g_clear_pointer (&command->line, rg_secret_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Command, command_clear)

static gboolean
refuse_command (const RgAccount *account, RgError code, GError **error, const char *why)
{
  g_set_error (error, RG_ERROR, code, "%s of account %s %s",
               account->oauth2 ? "token_command" : "password_command", account->name, why);
  return FALSE;
}

static gboolean
start_command (Command *command, GError **error)
{
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) inner = NULL;
  if (g_shell_parse_argv (command->account->password_command, NULL, &argv, &inner))
    command->child = g_subprocess_newv (
        (const char *const *) argv,
        G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &inner);
  if (command->child)
    return TRUE;
  g_autofree char *why = g_strdup_printf ("can't be run: %s", inner->message);
  return refuse_command (command->account, RG_ERROR_CONFIG, error, why);
}

static gssize
read_piece (Command *command, RgErrand *errand, char *bytes, gsize size)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (command->child);
  g_input_stream_read_async (pipe, bytes, size, G_PRIORITY_DEFAULT,
                             rg_errand_cancellable (errand), rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  return g_input_stream_read_finish (pipe, result, NULL);
}

/* Takes `length` bytes that were read to the end of the line so far. FALSE: too long. */
static gboolean
take_piece (Command *command, gsize length)
{
  char *end = memchr (command->line->text + command->used, '\n', length);
  command->used += length;
  if (!end)
    return command->used < LINE_MAX_BYTES - 1;
  if (end > command->line->text && end[-1] == '\r')
    end--;
  *end = '\0';
  command->line_ended = TRUE;
  return TRUE;
}

static gboolean
read_line (Command *command, RgErrand *errand, GError **error)
{
  g_autoptr (RgSecret) rest = secret_allocate (LINE_MAX_BYTES);
  gssize length;
  do
    {
      gboolean ended = command->line_ended;
      char *bytes = ended ? rest->text : command->line->text + command->used;
      gsize room = ended ? LINE_MAX_BYTES : LINE_MAX_BYTES - 1 - command->used;
      length = read_piece (command, errand, bytes, room);
      if (!ended && length > 0 && !take_piece (command, (gsize) length))
        return refuse_command (command->account, RG_ERROR_TEMPORARY, error,
                               "prints a line that is too long for a password");
    }
  while (length > 0);
  return TRUE;
}

static void
kill_child (GCancellable *cancellable, gpointer child)
{
  g_subprocess_force_exit (child);
}

/* g_subprocess_wait_async() misses a cancellation that came before it: the child is killed
 * instead, and waited for. */
static void
wait_for_exit (Command *command, RgErrand *errand)
{
  GCancellable *cancellable = rg_errand_cancellable (errand);
  gulong link = g_cancellable_connect (cancellable, G_CALLBACK (kill_child),
                                       g_object_ref (command->child), g_object_unref);
  g_subprocess_wait_async (command->child, NULL, rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  g_subprocess_wait_finish (command->child, result, NULL);
  g_cancellable_disconnect (cancellable, link);
}

static gboolean
judge_exit (const Command *command, RgErrand *errand, GError **error)
{
  if (g_cancellable_is_cancelled (rg_errand_cancellable (errand)))
    return refuse_command (command->account, RG_ERROR_TEMPORARY, error,
                           rg_errand_timed_out (errand) ? "took longer than 30 s"
                                                        : "was interrupted");
  if (g_subprocess_get_successful (command->child))
    return TRUE;
  g_autofree char *why = g_subprocess_get_if_exited (command->child)
                             ? g_strdup_printf ("failed (exit status %d)",
                                                g_subprocess_get_exit_status (command->child))
                             : g_strdup_printf ("was killed (signal %d)",
                                                g_subprocess_get_term_sig (command->child));
  return refuse_command (command->account, RG_ERROR_TEMPORARY, error, why);
}

static RgSecret *
run_command (const RgAccount *account, GCancellable *cancellable, GError **error)
{
  g_auto (Command) command = { .account = account, .line = secret_allocate (LINE_MAX_BYTES) };
  if (!start_command (&command, error))
    return NULL;
  g_autoptr (RgErrand) errand = rg_errand_new (COMMAND_SECONDS, cancellable);
  gboolean was_read = read_line (&command, errand, error);
  if (!was_read)
    g_subprocess_force_exit (command.child);
  wait_for_exit (&command, errand);
  if (!was_read || !judge_exit (&command, errand, error))
    return NULL;
  if (*command.line->text)
    return g_steal_pointer (&command.line);
  refuse_command (account, RG_ERROR_LOGIN, error, "printed no password");
  return NULL;
}

/* ---- the keyring ---- */

static const SecretSchema schema = {
  "org.regrets.Account",
  SECRET_SCHEMA_NONE,
  {
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "login", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
};

static RgSecret *
look_up (const RgAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) inner = NULL;
  char *password = secret_password_lookup_nonpageable_sync (
      &schema, cancellable, &inner, "account", account->name, "host", account->host, "login",
      account->login, NULL);
  if (password)
    {
      RgSecret *secret = rg_secret_new (password);
      secret_password_free (password);
      return secret;
    }
  if (inner)
    g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY,
                 "can't read the password of account %s from the keyring: %s", account->name,
                 inner->message);
  else
    g_set_error (error, RG_ERROR, RG_ERROR_LOGIN,
                 "no %s is stored for account %s; run `regrets login %s` or set %s",
                 account->oauth2 ? "sign-in" : "password", account->name, account->name,
                 account->oauth2 ? "token_command" : "password_command");
  return NULL;
}

RgSecret *
rg_secret_get (const RgAccount *account, GCancellable *cancellable, GError **error)
{
  return account->password_command ? run_command (account, cancellable, error)
                                   : look_up (account, cancellable, error);
}

gboolean
rg_secret_store (const RgAccount *account, const RgSecret *secret, GError **error)
{
  g_autofree char *label = g_strdup_printf ("regrets: %s (%s at %s)", account->name,
                                            account->login, account->host);
  g_autoptr (GError) inner = NULL;
  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret->text, NULL,
                                  &inner, "account", account->name, "host", account->host,
                                  "login", account->login, NULL))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY,
               "can't store the password of account %s in the keyring: %s", account->name,
               inner->message);
  return FALSE;
}
