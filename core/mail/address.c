/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address.h"

#include "base/text.h"
#include "mail/address_list.h"

#include <string.h>

/* Enough for any list that a person wrote; bounds what hostile input can cost. */
#define MAX_ADDRESSES 500

/* In a local part; '-' stands for one separator or none. */
static const char *const robot_words[] = {
  "no-reply",        "do-not-reply",    "dont-reply",
  "mailer-daemon",   "mail-daemon",     "daemon",
  "postmaster",      "mailer",          "notification",
  "notifications",   "notify",          "bounce",
  "bounces",         "alert",           "alerts",
  "job-alert",       "job-alerts",      "jobs-alert",
  "automated",       "automatic",       "auto-reply",
  "auto-mailer",     "auto-mail",       "auto-responder",
  "system",          "unattended",      "unmonitored",
  "newsletter",      "newsletters",     "digest",
  "nicht-antworten", "keine-antwort",   "nicht-beantworten",
  "antwort-nicht",   "ne-pas-repondre", "pas-de-reponse",
  "sans-reponse",    "no-responder",    "no-responda",
  "no-contestar",    "sin-respuesta",   "nao-responder",
  "nao-responda",    "nao-respondas",   "non-rispondere",
  "no-rispondere",   "niet-antwoorden", "niet-beantwoorden",
  "geen-antwoord",   "niet-reageren",   "no-replies",
  "noresponse",      "no-response",
};

/* ---- the value ---- */

/* White space, brackets and controls have no place in an addr-spec that is written again. */
static char *
clean_address (const char *address)
{
  g_autofree char *line = rg_text_one_line (address);
  GString *clean = g_string_new (NULL);
  for (const char *p = line; *p; p++)
    if (!strchr (" <>", *p))
      g_string_append_c (clean, *p);
  char *at = strrchr (clean->str, '@');
  for (char *p = at; p && *p; p++)
    *p = g_ascii_tolower (*p);
  return g_string_free (clean, FALSE);
}

/* Nobody's name is longer; every word of the mail is looked for in it. */
#define NAME_CHARS 200

/* Some mailers leave the quotes of a display name within its encoded form. */
static char *
clean_name (const char *name)
{
  g_autofree char *line = rg_text_one_line (name);
  if (g_utf8_strlen (line, -1) > NAME_CHARS)
    *g_utf8_offset_to_pointer (line, NAME_CHARS) = '\0';
  gsize length = strlen (line);
  if (length >= 2 && strchr ("\"'", line[0]) && line[length - 1] == line[0])
    {
      g_autofree char *inner = g_strndup (line + 1, length - 2);
      return rg_text_or_null (inner);
    }
  return rg_text_or_null (line);
}

RgAddress *
rg_address_new (const char *name, const char *address)
{
  RgAddress *result = g_new0 (RgAddress, 1);
  result->name = clean_name (name);
  result->address = clean_address (address);
  return result;
}

RgAddress *
rg_address_copy (const RgAddress *address)
{
  if (!address)
    return NULL;
  RgAddress *copy = g_new0 (RgAddress, 1);
  copy->name = g_strdup (address->name);
  copy->address = g_strdup (address->address);
  return copy;
}

void
rg_address_free (RgAddress *address)
{
  if (!address)
    return;
  g_free (address->name);
  g_free (address->address);
  g_free (address);
}

/* ---- lists ---- */

static void
add_mailbox (GPtrArray *addresses, InternetAddress *mailbox)
{
  const char *name = internet_address_get_name (mailbox);
  const char *address = internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (mailbox));
  g_autofree char *valid_name = name ? rg_text_from_bytes (name, strlen (name)) : NULL;
  g_autofree char *valid
      = rg_text_from_bytes (address ? address : "", address ? strlen (address) : 0);
  g_autoptr (RgAddress) result = rg_address_new (valid_name, valid);
  if (*result->address)
    g_ptr_array_add (addresses, g_steal_pointer (&result));
}

static void
add_list (GPtrArray *addresses, InternetAddressList *list, int depth)
{
  int length = list ? internet_address_list_length (list) : 0;
  for (int i = 0; i < length && addresses->len < MAX_ADDRESSES; i++)
    {
      InternetAddress *one = internet_address_list_get_address (list, i);
      if (INTERNET_ADDRESS_IS_MAILBOX (one))
        add_mailbox (addresses, one);
      else if (INTERNET_ADDRESS_IS_GROUP (one) && depth < 3)
        add_list (addresses, internet_address_group_get_members (INTERNET_ADDRESS_GROUP (one)),
                  depth + 1);
    }
}

/* "Nair, Priya <priya@fernwood.example>" lacks its quotes, so it falls into two. */
static gboolean
is_first_half (const RgAddress *address, const RgAddress *next)
{
  return !address->name && !strchr (address->address, '@') && strchr (next->address, '@');
}

static void
join_halves (GPtrArray *addresses)
{
  for (guint i = addresses->len; i > 1; i--)
    {
      const RgAddress *half = g_ptr_array_index (addresses, i - 2);
      RgAddress *whole = g_ptr_array_index (addresses, i - 1);
      if (!is_first_half (half, whole))
        continue;
      g_autofree char *rest = g_steal_pointer (&whole->name);
      whole->name
          = rest ? g_strdup_printf ("%s, %s", half->address, rest) : g_strdup (half->address);
      g_ptr_array_remove_index (addresses, i - 2);
      i--;
    }
}

GPtrArray *
rg_address_list_from_gmime (InternetAddressList *list)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_address_free);
  add_list (addresses, list, 0);
  join_halves (addresses);
  return addresses;
}

GPtrArray *
rg_address_parse_list (const char *header)
{
  g_autoptr (InternetAddressList) list
      = header ? internet_address_list_parse (rg_mime_options (), header) : NULL;
  return rg_address_list_from_gmime (list);
}

/* ---- questions ---- */

const char *
rg_address_domain (const RgAddress *address)
{
  const char *at = address ? strrchr (address->address, '@') : NULL;
  return at ? at + 1 : "";
}

/* The length of the local part without its "+tag". */
static gsize
mailbox_length (const char *address)
{
  const char *at = strrchr (address, '@');
  gsize length = at ? (gsize) (at - address) : strlen (address);
  const char *plus = memchr (address, '+', length);
  return plus && plus > address ? (gsize) (plus - address) : length;
}

gboolean
rg_address_is_same (const char *a, const char *b)
{
  if (!a || !b)
    return FALSE;
  gsize length = mailbox_length (a);
  if (length != mailbox_length (b) || g_ascii_strncasecmp (a, b, length))
    return FALSE;
  const char *a_domain = strrchr (a, '@'), *b_domain = strrchr (b, '@');
  return !g_ascii_strcasecmp (a_domain ? a_domain : "", b_domain ? b_domain : "");
}

/* The length of `word` at the start of `text`, 0 if it isn't there. */
static gsize
word_length (const char *text, const char *word)
{
  const char *p = text;
  for (; *word; word++)
    {
      if (*word == '-')
        p += *p && strchr ("-_.+", *p);
      else if (g_ascii_tolower (*p) == *word)
        p++;
      else
        return 0;
    }
  return (gsize) (p - text);
}

static gboolean
has_robot_word (const char *local, const char *word)
{
  for (const char *p = local; *p; p++)
    {
      gboolean is_start = p == local || !g_ascii_isalpha (p[-1]);
      gsize length = is_start ? word_length (p, word) : 0;
      if (length > 0 && !g_ascii_isalpha (p[length]))
        return TRUE;
    }
  return FALSE;
}

/* "fernwood@myworkday.com", "jobs@noreply.fernwood.example", "fernwood@invalidemail.com" of
 * Taleo: such a mailbox is called as the firm or its office is, and nobody reads it. */
static gboolean
is_unread_relay (const char *domain)
{
  static const char *const within[] = { "myworkday.com", "myworkdayjobs.com" };
  static const char *const first[] = { "invalidemail.", "noreply.", "no-reply." };
  for (gsize i = 0; i < G_N_ELEMENTS (within); i++)
    if (rg_domain_is_within (domain, within[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    if (!g_ascii_strncasecmp (domain, first[i], strlen (first[i])))
      return TRUE;
  return FALSE;
}

gboolean
rg_address_is_robot (const RgAddress *address)
{
  if (!address)
    return FALSE;
  if (is_unread_relay (rg_address_domain (address)))
    return TRUE;
  const char *at = strrchr (address->address, '@');
  gsize length = at ? (gsize) (at - address->address) : strlen (address->address);
  g_autofree char *local = g_strndup (address->address, MIN (length, 256));
  for (gsize i = 0; i < G_N_ELEMENTS (robot_words); i++)
    if (has_robot_word (local, robot_words[i]))
      return TRUE;
  return FALSE;
}
