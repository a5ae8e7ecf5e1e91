/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/questionnaire.h"

#include <errno.h>
#include <string.h>

#define ACCOUNT "account personal"

/* ---- the mailbox ---- */

/* Servers that aren't called imap.DOMAIN. */
static const struct
{
  const char *domain;
  const char *host;
} servers[] = {
  { "gmail.com", "imap.gmail.com" },
  { "googlemail.com", "imap.gmail.com" },
  { "gmx.de", "imap.gmx.net" },
  { "gmx.net", "imap.gmx.net" },
  { "gmx.at", "imap.gmx.net" },
  { "gmx.ch", "imap.gmx.net" },
  { "icloud.com", "imap.mail.me.com" },
  { "me.com", "imap.mail.me.com" },
  { "yahoo.com", "imap.mail.yahoo.com" },
  { "posteo.de", "posteo.de" },
  { "libero.it", "imapmail.libero.it" },
  { "t-online.de", "secureimap.t-online.de" },
  { "fastmail.fm", "imap.fastmail.com" },
  { "outlook.com", "outlook.office365.com" },
  { "hotmail.com", "outlook.office365.com" },
  { "live.com", "outlook.office365.com" },
};

static char *
propose_host (GKeyFile *answers)
{
  g_autofree char *address = g_key_file_get_string (answers, ACCOUNT, "address", NULL);
  const char *domain = address ? strrchr (address, '@') : NULL;
  if (!domain)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    if (!g_ascii_strcasecmp (domain + 1, servers[i].domain))
      return g_strdup (servers[i].host);
  return g_strdup_printf ("imap.%s", domain + 1);
}

static char *
propose_login (GKeyFile *answers)
{
  return g_key_file_get_string (answers, ACCOUNT, "address", NULL);
}

static const RgAsked mailbox_questions[] = {
  { ACCOUNT, "address", "Your mail address", "sam.rivera@example.net", NULL, TRUE },
  { ACCOUNT, "host", "The IMAP server of your mail provider", NULL, propose_host, TRUE },
  { ACCOUNT, "login", "The name that you log in with there", NULL, propose_login, TRUE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

/* Until the last answer the file is no whole one, so each is looked at alone. */
static gboolean
check_mailbox (const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, error))
    return FALSE;
  g_autofree char *address = g_key_file_get_string (file, ACCOUNT, "address", NULL);
  g_autofree char *host = g_key_file_get_string (file, ACCOUNT, "host", NULL);
  const char *at = address ? strchr (address, '@') : NULL;
  if (!at || at == address || !strchr (at, '.') || strpbrk (address, " <>\""))
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                 "Write the address alone: name@example.net.");
  else if (host && strpbrk (host, " /@\""))
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "Write the server's name alone: %s",
                 "imap.example.net");
  else
    return TRUE;
  return FALSE;
}

/* ---- the profile ---- */

static char *
propose_zone (GKeyFile *answers)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);
  (void) answers;
  return name && strchr (name, '/') && *name != '/' ? g_strdup (name) : NULL;
}

static const RgAsked profile_questions[] = {
  { "me", "name", "Your name, as it shall stand under a reply", "Sam Rivera", NULL, TRUE },
  { "status", "accepted_offer", "Have you accepted another offer: yes or no?", NULL, NULL,
    FALSE },
  { "goals", "titles", "Which titles do you look for? Separate several by \";\"",
    "Senior C Developer;Embedded Engineer", NULL, FALSE },
  { "goals", "seniority", "At which levels?", "senior;staff;lead", NULL, FALSE },
  { "goals", "target_companies", "Which companies would you talk to about any role?",
    "Northlight Robotics", NULL, FALSE },
  { "goals", "blocked_companies", "Which companies would you never work for?", NULL, NULL,
    FALSE },
  { "goals", "industries_unwanted", "Which industries don't you want?", "gambling;weapons",
    NULL, FALSE },
  { "goals", "minimum_pay", "The least pay in a year, with its currency", "60000 EUR/year",
    NULL, FALSE },
  { "goals", "work_model", "Where do you want to work: remote, hybrid, onsite, or any?",
    "remote;hybrid", NULL, FALSE },
  { "mobility", "home", "In which city do you live?", "Lisbon", NULL, FALSE },
  { "mobility", "timezone", "Your time zone", "Europe/Lisbon", propose_zone, FALSE },
  { "mobility", "onsite_places", "Where else can you come to an interview in person?",
    "Porto;Coimbra", NULL, FALSE },
  { "mobility", "moving", "Are you going to move house? On which days?",
    "2027-02-01..2027-04-15", NULL, FALSE },
  { "mobility", "interview_hours", "At which hours can you talk?", "09:00-18:00", NULL, FALSE },
  { "bandwidth", "interviews_per_week", "How many interviews a week are the most?", "3", NULL,
    FALSE },
  { "bandwidth", "away", "On which days are you away?", "2026-12-24..2027-01-02", NULL, FALSE },
  { "relationships", "companies",
    "Which companies do you want to stay in touch with, even where the role doesn't fit?", NULL,
    NULL, FALSE },
  { "replies", "tone", "How shall a reply sound: warm, formal or brief?", "warm", NULL, FALSE },
  { "replies", "give_reason", "May a decline give one short reason: never or brief?", "brief",
    NULL, FALSE },
  { "replies", "when_unsure",
    "Where something that matters isn't known: ask for it, decline, or keep (write nothing)?",
    "ask", NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static gboolean
check_profile (const char *text, gsize length, GError **error)
{
  g_autoptr (RgProfile) profile = rg_profile_parse ("profile.conf", text, length, error);
  return profile != NULL;
}

/* ---- the command ---- */

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't create %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
ask_both (const RgPlaces *places, gboolean *is_done, GError **error)
{
  g_autofree char *settings = g_build_filename (places->config, "regrets.conf", NULL);
  g_autofree char *profile = g_build_filename (places->config, "profile.conf", NULL);
  if (!rg_questionnaire_run (settings,
                             "# The mailboxes that regrets watches; see regrets.conf(5).\n",
                             mailbox_questions, check_mailbox, is_done, error))
    return FALSE;
  return !*is_done
         || rg_questionnaire_run (profile,
                                  "# What regrets decides by; see regrets-profile.conf(5).\n",
                                  profile_questions, check_profile, is_done, error);
}

gboolean
rg_command_init (RgPlaces *places, int argc, char **argv, GError **error)
{
  gboolean is_done = FALSE;
  if (!rg_command_parse (
          places, NULL,
          "Asks for your mailbox and for what you look for, and writes "
          "regrets.conf and\nprofile.conf. Stop whenever you like; the next call "
          "goes on from there. Files that\nexist are never changed.",
          NULL, &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error) || !make_folder (places->config, error))
    return FALSE;
  g_print ("Leave an answer empty where you don't know or don't mind.\n");
  if (!ask_both (places, &is_done, error))
    return FALSE;
  g_print (is_done ? "\nNow store the password with \"regrets login\", and let \"regrets "
                     "doctor\" check everything.\n"
                   : "\nStopped. \"regrets init\" goes on from here.\n");
  return TRUE;
}
