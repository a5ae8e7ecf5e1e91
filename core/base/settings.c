/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/settings.h"

#include "base/config.h"
#include "base/error.h"

#include <gio/gio.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT (86400)

static const RgConfigKey schema[] = {
  { "account", "address", RG_CONFIG_PLAIN },
  { "account", "maildir", RG_CONFIG_PLAIN },
  { "account", "host", RG_CONFIG_PLAIN },
  { "account", "port", RG_CONFIG_PLAIN },
  { "account", "security", RG_CONFIG_PLAIN },
  { "account", "login", RG_CONFIG_PLAIN },
  { "account", "auth", RG_CONFIG_PLAIN },
  { "account", "password_command", RG_CONFIG_VERBATIM },
  { "account", "token_command", RG_CONFIG_VERBATIM },
  { "account", "oauth2_provider", RG_CONFIG_PLAIN },
  { "account", "oauth2_client_id", RG_CONFIG_PLAIN },
  { "account", "oauth2_client_secret", RG_CONFIG_PLAIN },
  { "account", "oauth2_authorize_url", RG_CONFIG_PLAIN },
  { "account", "oauth2_token_url", RG_CONFIG_PLAIN },
  { "account", "oauth2_device_url", RG_CONFIG_PLAIN },
  { "account", "oauth2_scope", RG_CONFIG_VERBATIM },
  { "account", "ca_file", RG_CONFIG_PLAIN },
  { "account", "inbox", RG_CONFIG_PLAIN },
  { "account", "drafts", RG_CONFIG_PLAIN },
  { "account", "pages", RG_CONFIG_PLAIN },
  { "account", "reminder", RG_CONFIG_PLAIN },
  { "account", "since", RG_CONFIG_PLAIN },
  { NULL, NULL, RG_CONFIG_PLAIN },
};

static void
oauth2_free (RgOauth2 *oauth2)
{
  if (!oauth2)
    return;
  g_free (oauth2->authorize_url);
  g_free (oauth2->token_url);
  g_free (oauth2->device_url);
  g_free (oauth2->scope);
  g_free (oauth2->client_id);
  g_free (oauth2->client_secret);
  g_free (oauth2);
}

static void
account_clear (gpointer data)
{
  RgAccount *account = data;
  oauth2_free (account->oauth2);
  g_free (account->name);
  g_free (account->text);
  g_strfreev (account->addresses);
  g_free (account->maildir);
  g_free (account->host);
  g_free (account->login);
  g_free (account->password_command);
  g_free (account->ca_file);
  g_free (account->inbox);
  g_free (account->drafts);
  g_free (account->pages);
}

RgAccount *
rg_account_ref (const RgAccount *account)
{
  return g_atomic_rc_box_acquire ((RgAccount *) account);
}

void
rg_account_unref (RgAccount *account)
{
  g_atomic_rc_box_release_full (account, account_clear);
}

gboolean
rg_account_equal (const RgAccount *a, const RgAccount *b)
{
  return g_str_equal (a->name, b->name) && g_str_equal (a->text, b->text);
}

void
rg_settings_free (RgSettings *settings)
{
  if (!settings)
    return;
  g_ptr_array_unref (settings->accounts);
  g_free (settings);
}

/* ---- one key after the other ---- */

static gboolean
is_address (const char *address)
{
  const char *at = strrchr (address, '@');
  if (!at || at == address || !at[1] || at[1] == '.' || strpbrk (address, " \t<>\",()"))
    return FALSE;
  for (const char *p = at + 1; *p; p++)
    if (g_ascii_ispunct (*p) && *p != '.' && *p != '-')
      return FALSE;
  return strchr (address, '@') == at;
}

static gboolean
read_addresses (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  account->addresses = rg_config_list (config, group, "address");
  if (!account->addresses[0])
    return rg_config_refuse (config, group, "address", error,
                             "missing; write: address = you@example.net");
  for (char **address = account->addresses; *address; address++)
    if (!is_address (*address))
      return rg_config_refuse (config, group, "address", error, "'%s' is not a mail address",
                               *address);
  return TRUE;
}

/* "~/Mail" is what people write. */
static gboolean
read_maildir (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  static const char *const of_servers[]
      = { "host",          "port",    "security", "login", "auth", "password_command",
          "token_command", "ca_file", NULL };
  g_autofree char *path = rg_config_string (config, group, "maildir");
  if (!path)
    return TRUE;
  account->maildir = g_str_has_prefix (path, "~/")
                         ? g_build_filename (g_get_home_dir (), path + 2, NULL)
                         : g_steal_pointer (&path);
  if (!g_path_is_absolute (account->maildir))
    return rg_config_refuse (config, group, "maildir", error, "'%s' is not an absolute path",
                             account->maildir);
  for (const char *const *key = of_servers; *key; key++)
    if (rg_config_has (config, group, *key))
      return rg_config_refuse (config, group, *key, error,
                               "the mail is in a maildir or on a server, not both");
  return TRUE;
}

static gboolean
is_host (const char *host)
{
  if (g_hostname_is_ip_address (host))
    return TRUE;
  if (*host == '-' || *host == '.')
    return FALSE;
  for (const char *p = host; *p; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-' && *p != '_' && !(*p & 0x80))
      return FALSE;
  return TRUE;
}

static gboolean
read_host (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  account->host = rg_config_string (config, group, "host");
  if (!account->host)
    return rg_config_refuse (config, group, "host", error,
                             "missing; write: host = imap.example.net (or maildir = ~/Mail)");
  if (!is_host (account->host))
    return rg_config_refuse (config, group, "host", error,
                             "'%s' is not the name of a host (the port has a key of its own)",
                             account->host);
  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address && g_inet_address_get_is_loopback (address);
}

static gboolean
read_security (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  static const char *const names[] = { "tls", "starttls", "none", NULL };
  int security = RG_SECURITY_TLS;
  if (!rg_config_choice (config, group, "security", names, &security, error))
    return FALSE;
  account->security = (RgSecurity) security;
  if (account->security == RG_SECURITY_NONE && !is_loopback (account->host))
    return rg_config_refuse (
        config, group, "security", error,
        "none would send the password in the clear to %s; use tls or starttls", account->host);
  return TRUE;
}

static gboolean
read_port (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  int port = account->security == RG_SECURITY_TLS ? 993 : 143;
  if (!rg_config_integer (config, group, "port", 1, G_MAXUINT16, &port, error))
    return FALSE;
  account->port = (guint16) port;
  return TRUE;
}

static gboolean
read_command (const RgConfig *config, const char *group, const char *key, RgAccount *account,
              GError **error)
{
  account->password_command = rg_config_string (config, group, key);
  g_autoptr (GError) inner = NULL;
  if (!account->password_command
      || g_shell_parse_argv (account->password_command, NULL, NULL, &inner))
    return TRUE;
  return rg_config_refuse (config, group, key, error, "%s", inner->message);
}

static const struct
{
  const char *name;
  const char *authorize_url, *token_url, *device_url, *scope;
  gboolean calls_localhost;
} providers[] = {
  { "google", "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token", NULL, "https://mail.google.com/", FALSE },
  { "microsoft", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
    "https://outlook.office.com/IMAP.AccessAsUser.All offline_access", TRUE },
};

static gboolean
use_provider (const RgConfig *config, const char *group, RgOauth2 *oauth2, GError **error)
{
  static const char *const names[] = { "google", "microsoft", NULL };
  int index = -1;
  if (!rg_config_choice (config, group, "oauth2_provider", names, &index, error))
    return FALSE;
  if (index < 0)
    return TRUE;
  oauth2->authorize_url = g_strdup (providers[index].authorize_url);
  oauth2->token_url = g_strdup (providers[index].token_url);
  oauth2->device_url = g_strdup (providers[index].device_url);
  oauth2->scope = g_strdup (providers[index].scope);
  oauth2->calls_localhost = providers[index].calls_localhost;
  return TRUE;
}

static gboolean
is_safe_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (!uri || !g_uri_get_host (uri))
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http")
             && is_loopback (g_uri_get_host (uri)));
}

static gboolean
read_url (const RgConfig *config, const char *group, const char *key, char **url,
          GError **error)
{
  char *own = rg_config_string (config, group, key);
  if (!own)
    return TRUE;
  g_free (*url);
  *url = own;
  return is_safe_url (own)
         || rg_config_refuse (config, group, key, error, "'%s' is not an https:// address",
                              own);
}

static gboolean
is_complete (const RgConfig *config, const char *group, const RgOauth2 *oauth2, GError **error)
{
  if (!oauth2->token_url || !oauth2->authorize_url || !oauth2->scope)
    return rg_config_refuse (config, group, "oauth2_provider", error,
                             "missing; write google or microsoft, or the addresses and the "
                             "scope of another provider");
  return oauth2->client_id
         || rg_config_refuse (config, group, "oauth2_client_id", error,
                              "missing; regrets.conf(5) says how to get one");
}

static gboolean
read_oauth2 (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  RgOauth2 *oauth2 = account->oauth2 = g_new0 (RgOauth2, 1);
  if (!use_provider (config, group, oauth2, error)
      || !read_url (config, group, "oauth2_authorize_url", &oauth2->authorize_url, error)
      || !read_url (config, group, "oauth2_token_url", &oauth2->token_url, error)
      || !read_url (config, group, "oauth2_device_url", &oauth2->device_url, error)
      || !read_command (config, group, "token_command", account, error))
    return FALSE;
  oauth2->client_id = rg_config_string (config, group, "oauth2_client_id");
  oauth2->client_secret = rg_config_string (config, group, "oauth2_client_secret");
  if (rg_config_has (config, group, "oauth2_scope"))
    {
      g_free (oauth2->scope);
      oauth2->scope = rg_config_string (config, group, "oauth2_scope");
    }
  return account->password_command || is_complete (config, group, oauth2, error);
}

static gboolean
read_auth (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  static const char *const names[] = { "password", "oauth2", NULL };
  static const char *const only_oauth2[]
      = { "token_command", "oauth2_provider", "oauth2_client_id", "oauth2_token_url", NULL };
  int auth = 0;
  if (!rg_config_choice (config, group, "auth", names, &auth, error))
    return FALSE;
  if (auth == 1)
    return rg_config_has (config, group, "password_command")
               ? rg_config_refuse (config, group, "password_command", error,
                                   "with auth = oauth2 it is called token_command")
               : read_oauth2 (config, group, account, error);
  for (const char *const *key = only_oauth2; *key; key++)
    if (rg_config_has (config, group, *key))
      return rg_config_refuse (config, group, *key, error, "only with auth = oauth2");
  return read_command (config, group, "password_command", account, error);
}

static gboolean
read_ca_file (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  account->ca_file = rg_config_string (config, group, "ca_file");
  if (!account->ca_file)
    return TRUE;
  if (!g_path_is_absolute (account->ca_file))
    return rg_config_refuse (config, group, "ca_file", error, "'%s' is not an absolute path",
                             account->ca_file);
  if (!g_file_test (account->ca_file, G_FILE_TEST_IS_REGULAR))
    return rg_config_refuse (config, group, "ca_file", error, "there is no file %s",
                             account->ca_file);
  return TRUE;
}

static gboolean
read_reminder (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  static const char *const names[] = { "flag", "page", "notify", "none", NULL };
  int reminder = RG_REMINDER_FLAG;
  if (!rg_config_choice (config, group, "reminder", names, &reminder, error))
    return FALSE;
  account->reminder = (RgReminder) reminder;
  if (account->reminder == RG_REMINDER_PAGE && !account->pages)
    return rg_config_refuse (config, group, "reminder", error,
                             "page needs pages; leave out pages = no");
  return TRUE;
}

static void
read_pages (const RgConfig *config, const char *group, RgAccount *account)
{
  account->pages = rg_config_string (config, group, "pages");
  if (!account->pages)
    account->pages = g_strdup ("Regrets");
  if (g_ascii_strcasecmp (account->pages, "no") == 0)
    g_clear_pointer (&account->pages, g_free);
}

static void
read_names (const RgConfig *config, const char *group, RgAccount *account)
{
  account->login = rg_config_string (config, group, "login");
  if (!account->login)
    account->login = g_strdup (account->addresses[0]);
  account->inbox = rg_config_string (config, group, "inbox");
  if (!account->inbox)
    account->inbox = g_strdup ("INBOX");
  account->drafts = rg_config_string (config, group, "drafts");
}

/* ---- accounts ---- */

static gboolean
read_server (const RgConfig *config, const char *group, RgAccount *account, GError **error)
{
  return read_host (config, group, account, error)
         && read_security (config, group, account, error)
         && read_port (config, group, account, error)
         && read_auth (config, group, account, error)
         && read_ca_file (config, group, account, error);
}

static gboolean
read_name (const RgConfig *config, const char *group, RgSettings *settings, RgAccount *account,
           GError **error)
{
  account->name = g_strstrip (g_strdup (group + strlen ("account")));
  if (!*account->name)
    return rg_config_refuse (config, group, NULL, error,
                             "an account needs a name, as in [account personal]");
  if (rg_settings_find (settings, account->name))
    return rg_config_refuse (config, group, NULL, error, "there is already an account '%s'",
                             account->name);
  return TRUE;
}

static gboolean
read_account (const RgConfig *config, const char *group, RgSettings *settings, GError **error)
{
  g_autoptr (RgAccount) account = g_atomic_rc_box_new0 (RgAccount);
  account->text = rg_config_text (config, group);
  account->since = 14 * DAY;
  if (!read_name (config, group, settings, account, error)
      || !read_addresses (config, group, account, error)
      || !read_maildir (config, group, account, error)
      || (!account->maildir && !read_server (config, group, account, error))
      || !rg_config_span (config, group, "since", &account->since, error))
    return FALSE;
  read_names (config, group, account);
  read_pages (config, group, account);
  if (!read_reminder (config, group, account, error))
    return FALSE;
  g_ptr_array_add (settings->accounts, g_steal_pointer (&account));
  return TRUE;
}

RgSettings *
rg_settings_load (const char *path, GError **error)
{
  g_autoptr (RgConfig) config = rg_config_load (path, schema, error);
  if (!config)
    return NULL;
  g_autoptr (RgSettings) settings = g_new0 (RgSettings, 1);
  settings->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_account_unref);
  for (const char *const *group = rg_config_groups (config); *group; group++)
    if (!read_account (config, *group, settings, error))
      return NULL;
  if (settings->accounts->len > 0)
    return g_steal_pointer (&settings);
  rg_config_refuse (config, "account NAME", NULL, error,
                    "there is no account yet; add this group with address and host");
  return NULL;
}

const RgAccount *
rg_settings_find (const RgSettings *settings, const char *name)
{
  for (guint i = 0; i < settings->accounts->len; i++)
    {
      const RgAccount *account = g_ptr_array_index (settings->accounts, i);
      if (g_str_equal (account->name, name))
        return account;
    }
  return NULL;
}

GStrv
rg_settings_addresses (const RgSettings *settings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < settings->accounts->len; i++)
    {
      const RgAccount *account = g_ptr_array_index (settings->accounts, i);
      g_strv_builder_addv (builder, (const char **) account->addresses);
    }
  return g_strv_builder_end (builder);
}
