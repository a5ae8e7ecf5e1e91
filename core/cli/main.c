/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/error.h"
#include "cli/command.h"
#include "cli/terminal.h"

#include <gio/gio.h>
#include <locale.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>

static const struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  RgCommandRun run;
} commands[] = {
  { "agenda", "[OPTION...]", "Tell which answers are due, and whom to get back in touch with",
    rg_command_agenda },
  { "check", "[OPTION...] FILE|FOLDER|MBOX|-...", "Tell what would happen to a mail, and why",
    rg_command_check },
  { "doctor", "[OPTION...]", "Check the configuration and every account", rg_command_doctor },
  { "filter", "[OPTION...]", "Mark a mail on its way from standard input to output",
    rg_command_filter },
  { "init", "[OPTION...]", "Ask for your mailbox and profile, and write both down",
    rg_command_init },
  { "log", "[OPTION...]", "Show the decisions so far", rg_command_log },
  { "login", "[OPTION...] ACCOUNT", "Store an account's password in the keyring",
    rg_command_login },
  { "rebuild", "[OPTION...]", "Fill the journal from the decision pages", rg_command_rebuild },
  { "reconnect", "[OPTION...] ID", "Get back in touch, months after a decline",
    rg_command_reconnect },
  { "redraft", "[OPTION...] ID", "Write another draft for an invitation", rg_command_redraft },
  { "report", "[OPTION...]", "Tell what the decisions so far add up to", rg_command_report },
  { "rules", "[OPTION...] list|explain FILE...|test", "List, explain and test the rules",
    rg_command_rules },
  { "status", "[OPTION...]", "Tell how the accounts are that are being watched",
    rg_command_status },
  { "templates", "[OPTION...] list|show TEXT...|check", "List, show and check the reply texts",
    rg_command_templates },
  { "watch", "[OPTION...]", "Watch the inboxes and draft the replies", rg_command_watch },
};

static void
print_help (void)
{
  g_print ("Usage: regrets COMMAND [OPTION...]\n\n"
           "Finds interview invitations in your mailbox and puts polite declines into Drafts.\n"
           "Nothing is ever sent.\n\nCommands:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-9s %s\n", commands[i].name, commands[i].summary);
  g_print ("\nEvery command takes:\n"
           "  --config DIR  read the configuration from DIR\n"
           "  --state DIR   keep the journal in DIR\n"
           "  --help        show the command's own options\n\n"
           "regrets --version tells the version; regrets(1) is the manual.\n");
}

/* Mail, decisions and a password pass through this process: leave no core file of it. */
static void
protect_memory (void)
{
  const struct rlimit none = { 0, 0 };
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0);
}

static gboolean
run_command (int argc, char **argv, GError **error)
{
  g_autoptr (RgPlaces) places = rg_places_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        g_autofree char *name = g_strconcat ("regrets ", argv[1], NULL);
        g_set_prgname (name);
        return commands[i].run (places, argc - 1, argv + 1, error);
      }
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "there is no command '%s'; see regrets --help",
               argv[1]);
  return FALSE;
}

static void
use_folder (char **folder, const char *wanted)
{
  if (!wanted)
    return;
  g_free (*folder);
  *folder = g_canonicalize_filename (wanted, NULL);
}

gboolean
rg_command_parse (RgPlaces *places, const char *synopsis, const char *summary,
                  const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
  g_autofree char *config = NULL;
  g_autofree char *state = NULL;
  const GOptionEntry common[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, "Read the configuration from DIR",
      "DIR" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Keep the journal in DIR", "DIR" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (synopsis);
  g_autoptr (GError) inner = NULL;
  g_option_context_set_summary (context, summary);
  if (entries)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  if (!g_option_context_parse (context, argc, argv, &inner))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "%s; see %s --help", inner->message,
                   g_get_prgname ());
      return FALSE;
    }
  use_folder (&places->config, config);
  use_folder (&places->state, state);
  g_autofree char *language = rg_places_find_language (places);
  rg_places_speak (places, language);
  return TRUE;
}

gboolean
rg_command_takes_no_more (int argc, char **argv, GError **error)
{
  if (argc <= 1)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "'%s' is too much; see %s --help", argv[1],
               g_get_prgname ());
  return FALSE;
}

RgJournal *
rg_command_open_journal (const RgPlaces *places, GError **error)
{
  g_autofree char *path = g_build_filename (places->state, "journal.sqlite", NULL);
  return rg_journal_open (path, error);
}

static gboolean
run (int argc, char **argv, GError **error)
{
  const char *first = argc > 1 ? argv[1] : "";
  if (g_str_equal (first, "--version"))
    g_print ("%s\n", PACKAGE_STRING);
  else if (g_str_equal (first, "--help") || g_str_equal (first, "-h"))
    print_help ();
  else if (argc > 1)
    return run_command (argc, argv, error);
  else
    g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "name a command; see regrets --help");
  return argc > 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  setlocale (LC_CTYPE, "");
  signal (SIGPIPE, SIG_IGN);
  protect_memory ();
  rg_terminal_take_log ();
  if (run (argc, argv, &error) && rg_terminal_flush (&error))
    return EX_OK;
  rg_terminal_tell_error (error);
  return rg_error_exit_status (error);
}
