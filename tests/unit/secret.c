/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/secret.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

static RgAccount
account_with (const char *command)
{
  return (RgAccount){ .name = (char *) "work",
                      .host = (char *) "imap.test",
                      .login = (char *) "sam",
                      .password_command = (char *) command };
}

static void
test_commands (void)
{
  static const struct
  {
    const char *command, *password;
  } cases[] = {
    { "echo secret", "secret" },
    { "printf secret", "secret" },
    { "printf 'secret\\r\\nlogin: sam\\n'", "secret" },
    { "printf 'a b \\n'", "a b " },
    { "sh -c 'echo one; echo two'", "one" },
    { "echo '$HOME `id` ; ls'", "$HOME `id` ; ls" },
    { "sh -c 'echo pw; yes | head -n 300000; exit 0'", "pw" },
    { "sh -c 'echo noise >&2; echo pw'", "pw" },
    { "printf 'p\xc3\xa4ss'", "p\xc3\xa4ss" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgAccount account = account_with (cases[i].command);
      g_autoptr (GError) error = NULL;
      g_autoptr (RgSecret) secret = rg_secret_get (&account, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rg_secret_peek (secret), ==, cases[i].password);
    }
}

static void
test_commands_that_fail (void)
{
  static const struct
  {
    const char *command;
    RgError code;
    const char *message;
  } cases[] = {
    { "/nonexistent/pass", RG_ERROR_CONFIG, "password_command of account work can't be run" },
    { "sh -c 'echo secret; exit 3'", RG_ERROR_TEMPORARY, "failed (exit status 3)" },
    { "sh -c 'echo secret >&2; exit 1'", RG_ERROR_TEMPORARY, "failed (exit status 1)" },
    { "sh -c 'kill -9 $$'", RG_ERROR_TEMPORARY, "was killed (signal 9)" },
    { "true", RG_ERROR_LOGIN, "printed no password" },
    { "printf '\\nsecret\\n'", RG_ERROR_LOGIN, "printed no password" },
    { "sh -c 'head -c 100000 /dev/zero | tr \"\\0\" s'", RG_ERROR_TEMPORARY, "too long" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgAccount account = account_with (cases[i].command);
      g_autoptr (GError) error = NULL;
      g_autoptr (RgSecret) secret = rg_secret_get (&account, NULL, &error);
      g_assert_null (secret);
      g_assert_error (error, RG_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static gpointer
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  RgAccount account = account_with ("sleep 100");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel, cancellable);
  g_autoptr (RgSecret) secret = rg_secret_get (&account, cancellable, &error);
  g_thread_join (thread);
  g_assert_null (secret);
  g_assert_error (error, RG_ERROR, RG_ERROR_TEMPORARY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_keyring (void)
{
  RgAccount account = account_with (NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_secret_get (&account, NULL, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_LOGIN);
  g_assert_cmpstr (error->message, ==,
                   "no password is stored for account work; run `regrets login work` or set "
                   "password_command");
  g_clear_error (&error);
  static const char *const passwords[] = { "first", "s3cr\"et\\w\xc3\xb6rd" };
  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (RgSecret) stored = rg_secret_new (passwords[i]);
      __lsan_disable (); /* libsecret 0.20 forgets the etag of its file */
      g_assert_true (rg_secret_store (&account, stored, &error));
      __lsan_enable ();
      g_assert_no_error (error);
      g_autoptr (RgSecret) found = rg_secret_get (&account, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rg_secret_peek (found), ==, passwords[i]);
    }
  account.login = (char *) "other";
  g_assert_null (rg_secret_get (&account, NULL, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_LOGIN);
}

static void
test_keyring_away (void)
{
  RgAccount account = account_with (NULL);
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_secret_get (&account, NULL, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_TEMPORARY);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("rg-secret-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/commands", test_commands);
  g_test_add_func ("/secret/commands-that-fail", test_commands_that_fail);
  g_test_add_func ("/secret/cancel", test_cancel);
  g_test_add_func ("/secret/keyring", test_keyring);
  g_test_add_func ("/secret/keyring-away", test_keyring_away);
  int status = g_test_run ();
  g_autofree char *backup = g_strconcat (file, "~", NULL);
  g_remove (file);
  g_remove (backup);
  g_rmdir (folder);
  return status;
}
