/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regrets.conf: the accounts to watch. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_SECURITY_TLS,
  RG_SECURITY_STARTTLS,
  RG_SECURITY_NONE, /* only ever to a loopback address */
} RgSecurity;

/* The program that the user has registered with a provider of OAuth 2.0, and where to ask. */
typedef struct
{
  char *authorize_url, *token_url;
  char *device_url; /* NULL: no sign-in by code */
  char *scope;
  char *client_id;
  char *client_secret;      /* NULL where the provider wants none */
  gboolean calls_localhost; /* the browser comes back to that name, not to 127.0.0.1 */
} RgOauth2;

/* How the user is reminded of a draft that waits. */
typedef enum
{
  RG_REMINDER_FLAG,   /* the invitation is flagged */
  RG_REMINDER_PAGE,   /* the decision page comes to the inbox */
  RG_REMINDER_NOTIFY, /* on the desktop */
  RG_REMINDER_NONE,
} RgReminder;

/* Shared: whoever watches an account keeps it while the file is read again. */
typedef struct
{
  char *name;      /* of the group: [account NAME] */
  char *text;      /* all that the file says of it; see rg_config_text() */
  GStrv addresses; /* the user's own; at least one */
  char *maildir;   /* absolute: the mail is there; NULL: on a server, as follows */
  char *host;
  guint16 port;
  RgSecurity security;
  char *login;
  RgOauth2 *oauth2;       /* NULL: a password */
  char *password_command; /* prints the password, or the access token; NULL: the keyring */
  char *ca_file;          /* absolute; NULL: the system's */
  char *inbox;            /* mailbox name in UTF-8 */
  char *drafts;           /* NULL: to be found */
  char *pages;            /* the folder of the decision pages; NULL: none are written */
  RgReminder reminder;
  gint64 since; /* seconds that the first look goes back */
} RgAccount;

typedef struct
{
  GPtrArray *accounts; /* RgAccount, in file order; at least one */
} RgSettings;

RgAccount *rg_account_ref (const RgAccount *account);
void rg_account_unref (RgAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgAccount, rg_account_unref)

/* Whether both are the same account with the same settings. */
gboolean rg_account_equal (const RgAccount *a, const RgAccount *b);

/* Error: RG_ERROR_CONFIG with file and line. */
RgSettings *rg_settings_load (const char *path, GError **error);
void rg_settings_free (RgSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgSettings, rg_settings_free)

/* The account called `name`, or NULL. Transfer none. */
const RgAccount *rg_settings_find (const RgSettings *settings, const char *name);

/* The addresses of all accounts. Transfer full. */
GStrv rg_settings_addresses (const RgSettings *settings);
