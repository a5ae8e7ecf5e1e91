/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "account/oauth2.h"
#include "account/secret.h"
#include "account/session.h"
#include "base/error.h"
#include "cli/terminal.h"

static const RgAccount *
find_account (const RgSettings *settings, int argc, char **argv, GError **error)
{
  if (argc == 2)
    {
      const RgAccount *account = rg_settings_find (settings, argv[1]);
      if (!account)
        g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "regrets.conf has no [account %s]",
                     argv[1]);
      return account;
    }
  if (argc == 1 && settings->accounts->len == 1)
    return g_ptr_array_index (settings->accounts, 0);
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "name one account; see regrets login --help");
  return NULL;
}

/* A password that the server refuses isn't worth keeping. */
static gboolean
try_password (const RgAccount *account, const RgSecret *secret, GError **error)
{
  g_autoptr (RgSession) session = rg_session_open (account, NULL, error);
  return session && rg_session_login (session, secret, error);
}

static gboolean
store_password (const RgAccount *account, gboolean is_tried, GError **error)
{
  g_autofree char *prompt
      = g_strdup_printf ("Password of %s at %s: ", account->login, account->host);
  g_autoptr (RgSecret) secret = rg_terminal_ask_password (prompt, error);
  if (!secret || (is_tried && !try_password (account, secret, error))
      || !rg_secret_store (account, secret, error))
    return FALSE;
  g_print ("The password of account %s is stored in the keyring.\n", account->name);
  return TRUE;
}

/* ---- OAuth2 ---- */

static void
show_page (const char *sentence, const char *url)
{
  g_print ("%s\n\n  %s\n\n", sentence, url ? url : "");
  if (url)
    g_app_info_launch_default_for_uri (url, NULL, NULL);
}

/* The provider's page has no place in a password's way: only the token goes there. */
static gboolean
sign_in (const RgAccount *account, gboolean by_code, gboolean is_tried, GError **error)
{
  g_autoptr (RgTokens) tokens = by_code ? rg_oauth2_sign_in_by_code (account, show_page, error)
                                        : rg_oauth2_sign_in (account, show_page, error);
  if (!tokens)
    return FALSE;
  if (!tokens->refresh)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "the provider gives no lasting access; its scope must allow offline access");
      return FALSE;
    }
  if ((is_tried && !try_password (account, tokens->access, error))
      || !rg_secret_store (account, tokens->refresh, error))
    return FALSE;
  g_print ("The sign-in of account %s is stored in the keyring.\n", account->name);
  return TRUE;
}

gboolean
rg_command_login (RgPlaces *places, int argc, char **argv, GError **error)
{
  gboolean offline = FALSE, by_code = FALSE;
  const GOptionEntry entries[] = {
    { "device", 0, 0, G_OPTION_ARG_NONE, &by_code,
      "With OAuth2: sign in on another device, by a code", NULL },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &offline, "Store the password without trying it",
      NULL },
    { NULL },
  };
  if (!rg_command_parse (
          places, "[ACCOUNT]",
          "Asks for an account's password, or has you sign in with your browser where the\n"
          "account says auth = oauth2. Tries it, and stores it in the keyring. To have a\n"
          "command print it instead, set password_command in regrets.conf.",
          entries, &argc, &argv, error))
    return FALSE;
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, error);
  const RgAccount *account = settings ? find_account (settings, argc, argv, error) : NULL;
  if (!account)
    return FALSE;
  if (account->maildir)
    {
      g_print ("Account %s is a Maildir on this machine; it needs no login.\n", account->name);
      return TRUE;
    }
  if (!account->password_command && account->oauth2)
    return sign_in (account, by_code, !offline, error);
  if (!account->password_command)
    return store_password (account, !offline, error);
  g_print ("Account %s has a %s in regrets.conf; nothing is to be stored.\n", account->name,
           account->oauth2 ? "token_command" : "password_command");
  return TRUE;
}
