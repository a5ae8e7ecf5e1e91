/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "account/credential.h"
#include "account/store.h"
#include "base/error.h"
#include "cli/terminal.h"

/* Goes on after a fault, so that one run tells them all; the first becomes the result. */
typedef struct
{
  GError *first;
} Visit;

static void G_GNUC_PRINTF (2, 3) tell_fine (const char *what, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *detail = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *line = g_strdup_printf ("ok    %-22s %s\n", what, detail);
  rg_terminal_print (line);
}

/* Takes the error. */
static void
tell_fault (Visit *visit, const char *what, GError *error)
{
  g_autofree char *line = g_strdup_printf ("FAULT %-22s %s\n", what, error->message);
  rg_terminal_print (line);
  if (visit->first)
    g_error_free (error);
  else
    visit->first = error;
}

/* ---- files ---- */

static void
see_rules (Visit *visit, const RgPlaces *places)
{
  GError *error = NULL;
  g_autoptr (RgRules) rules = rg_places_load_rules (places, NULL, &error);
  if (rules)
    tell_fine ("rules", "%u", rg_rules_count (rules));
  else
    tell_fault (visit, "rules", error);
}

static void
see_templates (Visit *visit, const RgPlaces *places)
{
  GError *error = NULL;
  g_autoptr (RgTemplates) templates = rg_places_load_templates (places, &error);
  g_auto (GStrv) ids = templates ? rg_templates_ids (templates) : NULL;
  if (templates)
    tell_fine ("templates", "%u", g_strv_length (ids));
  else
    tell_fault (visit, "templates", error);
}

static void
see_profile (Visit *visit, const RgPlaces *places)
{
  GError *error = NULL;
  g_autoptr (RgProfile) profile = rg_places_load_profile (places, NULL, &error);
  if (!profile)
    tell_fault (visit, "profile.conf", error);
  else if (profile->name)
    tell_fine ("profile.conf", "of %s", profile->name);
  else
    tell_fine ("profile.conf",
               "there is none, or it has no name: write %s/profile.conf, so that "
               "decisions are yours",
               places->config);
}

static void
see_journal (Visit *visit, const RgPlaces *places)
{
  GError *error = NULL;
  g_autoptr (RgJournal) journal = rg_command_open_journal (places, &error);
  if (journal)
    tell_fine ("journal", "in %s", places->state);
  else
    tell_fault (visit, "journal", error);
}

/* ---- an account ---- */

static char *
topic (const RgAccount *account, const char *what)
{
  return g_strdup_printf ("%s: %s", account->name, what);
}

static void
see_drafts (Visit *visit, const RgAccount *account, RgStore *store)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) mailboxes = NULL;
  g_autofree char *what = topic (account, "Drafts");
  RgMailboxState state = { 0 };
  if (!rg_store_list (store, &mailboxes, &error))
    {
      tell_fault (visit, what, error);
      return;
    }
  g_autofree char *drafts = rg_mailboxes_find (mailboxes, RG_MAILBOX_DRAFTS, account->drafts);
  if (!drafts)
    tell_fault (visit, what,
                g_error_new (RG_ERROR, RG_ERROR_MAILBOX,
                             "no such folder was found; set drafts = ... in [account %s]",
                             account->name));
  else if (!rg_store_select (store, drafts, &state, &error))
    tell_fault (visit, what, error);
  else
    tell_fine (what, "\"%s\", %u messages", drafts, state.exists);
}

static void
see_inbox (Visit *visit, const RgAccount *account, RgStore *store)
{
  GError *error = NULL;
  g_autofree char *what = topic (account, "inbox");
  RgMailboxState state = { 0 };
  if (!rg_store_select (store, account->inbox, &state, &error))
    tell_fault (visit, what, error);
  else
    tell_fine (what, "\"%s\", %u messages%s%s", account->inbox, state.exists,
               state.keeps_keywords || account->maildir
                   ? ""
                   : "; the server keeps no keywords, so only the journal knows what is done",
               rg_store_tells_news (store)
                   ? ""
                   : "; the server has no IDLE, new mail is seen within 2 minutes");
}

static void
see_mailboxes (Visit *visit, const RgAccount *account, RgStore *store)
{
  see_inbox (visit, account, store);
  see_drafts (visit, account, store);
}

/* Takes the session. */
static void
see_session (Visit *visit, const RgAccount *account, RgSession *session, const RgSecret *secret)
{
  GError *error = NULL;
  g_autofree char *what = topic (account, "login");
  g_autoptr (RgStore) store = rg_store_new_session (session);
  if (!rg_session_login (session, secret, &error))
    {
      tell_fault (visit, what, error);
      return;
    }
  tell_fine (what, "as %s", account->login);
  see_mailboxes (visit, account, store);
}

static void
see_maildir (Visit *visit, const RgAccount *account)
{
  GError *error = NULL;
  g_autofree char *what = topic (account, "maildir");
  g_autoptr (RgStore) store = rg_store_open_maildir (account, &error);
  if (!store)
    {
      tell_fault (visit, what, error);
      return;
    }
  tell_fine (what, "%s", account->maildir);
  see_mailboxes (visit, account, store);
}

static void
see_server (Visit *visit, const RgAccount *account)
{
  GError *error = NULL;
  g_autofree char *password = topic (account, "password");
  g_autofree char *server = topic (account, "server");
  g_autoptr (RgCredential) credential = rg_credential_new (account);
  const RgSecret *secret = rg_credential_get (credential, NULL, &error);
  if (secret)
    tell_fine (password, "%sfrom %s", account->oauth2 ? "an access token, " : "",
               account->password_command
                   ? account->oauth2 ? "token_command" : "password_command"
                   : "the keyring");
  else
    tell_fault (visit, password, g_steal_pointer (&error));
  g_autoptr (RgSession) session = rg_session_open (account, NULL, &error);
  if (!session)
    {
      tell_fault (visit, server, error);
      return;
    }
  tell_fine (server, "%s:%u, %s", account->host, account->port,
             account->security == RG_SECURITY_NONE ? "unprotected, on this machine only"
                                                   : "certificate and name are right");
  if (secret)
    see_session (visit, account, g_steal_pointer (&session), secret);
}

static void
see_account (Visit *visit, const RgAccount *account)
{
  if (account->maildir)
    see_maildir (visit, account);
  else
    see_server (visit, account);
}

static void
see_accounts (Visit *visit, const RgPlaces *places)
{
  GError *error = NULL;
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, &error);
  if (!settings)
    {
      tell_fault (visit, "regrets.conf", error);
      return;
    }
  tell_fine ("regrets.conf", "%u account%s", settings->accounts->len,
             settings->accounts->len == 1 ? "" : "s");
  for (guint i = 0; i < settings->accounts->len; i++)
    see_account (visit, g_ptr_array_index (settings->accounts, i));
}

gboolean
rg_command_doctor (RgPlaces *places, int argc, char **argv, GError **error)
{
  Visit visit = { NULL };
  if (!rg_command_parse (places, NULL,
                         "Checks configuration, keyring, servers, certificates, folders, "
                         "templates and\nrules, and says what to do. Changes nothing.",
                         NULL, &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  see_rules (&visit, places);
  see_templates (&visit, places);
  see_profile (&visit, places);
  see_journal (&visit, places);
  see_accounts (&visit, places);
  if (!visit.first)
    return TRUE;
  g_propagate_prefixed_error (error, visit.first, "the first fault: ");
  return FALSE;
}
