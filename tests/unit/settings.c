/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/settings.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define BASE "[account a]\naddress = a@b.test\nhost = h.test\n"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("rg-settings-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "regrets.conf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static RgSettings *
load (Fixture *fixture, const char *text, GError **error)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  return rg_settings_load (fixture->path, error);
}

static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgSettings) settings = load (fixture, BASE, &error);
  g_assert_no_error (error);
  const RgAccount *account = rg_settings_find (settings, "a");
  g_assert_nonnull (account);
  g_assert_cmpstr (account->host, ==, "h.test");
  g_assert_cmpint (account->port, ==, 993);
  g_assert_cmpint (account->security, ==, RG_SECURITY_TLS);
  g_assert_cmpstr (account->login, ==, "a@b.test");
  g_assert_null (account->password_command);
  g_assert_null (account->ca_file);
  g_assert_cmpstr (account->inbox, ==, "INBOX");
  g_assert_null (account->drafts);
  g_assert_cmpint (account->since, ==, 14 * 86400);
  g_assert_null (rg_settings_find (settings, "b"));
}

static void
test_everything (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "[account  my work ]   # the job\naddress = a@b.test; A.B+c@sub.b.test   # both\n"
      "host = 127.0.0.1\nsecurity = none\nlogin = me\nauth = password\n"
      "password_command = pass show 'a # b'\nca_file = %s\ninbox = Post\ndrafts = Entwürfe\n"
      "since = 3 weeks\n[account two]\naddress=x@y.test\nhost=m.y.test\nsecurity=starttls\n",
      fixture->path);
  g_autoptr (RgSettings) settings = load (fixture, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settings->accounts->len, ==, 2);
  const RgAccount *account = rg_settings_find (settings, "my work");
  g_assert_nonnull (account);
  g_assert_cmpstr (account->addresses[1], ==, "A.B+c@sub.b.test");
  g_assert_cmpint (account->port, ==, 143);
  g_assert_cmpint (account->security, ==, RG_SECURITY_NONE);
  g_assert_cmpstr (account->login, ==, "me");
  g_assert_cmpstr (account->password_command, ==, "pass show 'a # b'");
  g_assert_cmpstr (account->ca_file, ==, fixture->path);
  g_assert_cmpstr (account->inbox, ==, "Post");
  g_assert_cmpstr (account->drafts, ==, "Entwürfe");
  g_assert_cmpint (account->since, ==, 21 * 86400);
  g_assert_cmpint (rg_settings_find (settings, "two")->port, ==, 143);
  g_auto (GStrv) addresses = rg_settings_addresses (settings);
  g_autofree char *joined = g_strjoinv (" ", addresses);
  g_assert_cmpstr (joined, ==, "a@b.test A.B+c@sub.b.test x@y.test");
}

static void
test_loopback (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *host;
    gboolean allowed;
  } cases[] = {
    { "localhost", TRUE },       { "LocalHost", TRUE },  { "127.0.0.1", TRUE },
    { "127.9.9.9", TRUE },       { "::1", TRUE },        { "10.0.0.1", FALSE },
    { "localhost.test", FALSE }, { "128.0.0.1", FALSE }, { "imap.example.net", FALSE },
    { "127.0.0.1.test", FALSE }, { "::2", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
          "[account a]\naddress = a@b.test\nhost = %s\nsecurity = none\n", cases[i].host);
      g_autoptr (RgSettings) settings = load (fixture, text, &error);
      g_assert_cmpint (settings != NULL, ==, cases[i].allowed);
      if (!cases[i].allowed)
        g_assert_nonnull (
            strstr (error->message, "regrets.conf:4: [account a] security: none"));
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", ":1: [account NAME]: there is no account" },
    { "\n[account]\n", ":2: [account]: an account needs a name" },
    { "\n[account a]\nhost = h\n", ":2: [account a] address: missing" },
    { "[account a]\naddress = a@b\n", ":1: [account a] host: missing" },
    { "[account a]\nhost = h\naddress = ;;\n", ":3: [account a] address: missing" },
    { "[account a]\naddress = a@b.c; me\n", ":2: [account a] address: 'me' is not a mail" },
    { "[account a]\naddress = @b.c\n", "'@b.c' is not a mail address" },
    { "[account a]\naddress = a@\n", "'a@' is not a mail address" },
    { "[account a]\naddress = a@b@c\n", "is not a mail address" },
    { "[account a]\naddress = A <a@b.c>\n", "is not a mail address" },
    { "[account a]\naddress = a@b.c/d\n", "is not a mail address" },
    { "[account a]\naddress = a@b.c\nhost = imaps://h\n", ":3: [account a] host: 'imaps://h'" },
    { "[account a]\naddress = a@b.c\nhost = h:993\n", "the port has a key of its own" },
    { BASE "port = 0\n", ":4: [account a] port: '0'" },
    { BASE "port = 65536\n", ":4: [account a] port: '65536'" },
    { BASE "security = ssl\n", ":4: [account a] security: 'ssl' is not one of: tls" },
    { BASE "auth = magic\n", ":4: [account a] auth: 'magic' is not one of: password, oauth2" },
    { BASE "auth = oauth2\n", "oauth2_provider: missing" },
    { BASE "auth = oauth2\noauth2_provider = google\n", "oauth2_client_id: missing" },
    { BASE "auth = oauth2\noauth2_token_url = http://provider.example/\n",
      ":5: [account a] oauth2_token_url: 'http://provider.example/' is not an https://" },
    { BASE "auth = oauth2\npassword_command = x\n", "it is called token_command" },
    { BASE "token_command = x\n", ":4: [account a] token_command: only with auth = oauth2" },
    { BASE "password_command = pass 'x\n", ":4: [account a] password_command:" },
    { BASE "ca_file = ca.pem\n", "'ca.pem' is not an absolute path" },
    { BASE "ca_file = /nonexistent/ca.pem\n", ":4: [account a] ca_file: there is no file" },
    { BASE "since = soon\n", ":4: [account a] since: 'soon'" },
    { BASE "smtp = x\n", ":4: unknown key 'smtp'" },
    { BASE BASE, ":4: 'account a' stands already in line 1" },
    { BASE "[account  a]\naddress = a@b.c\nhost = h\n", ":4: [account  a]: there is already" },
    { BASE "[other]\n", ":4: unknown group [other]" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RgSettings) settings = load (fixture, cases[i].text, &error);
      g_assert_null (settings);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgSettings) settings = rg_settings_load (fixture->path, &error);
  g_assert_null (settings);
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = { { "/settings/defaults", test_defaults },
                { "/settings/everything", test_everything },
                { "/settings/loopback", test_loopback },
                { "/settings/refused", test_refused },
                { "/settings/absent", test_absent } };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
