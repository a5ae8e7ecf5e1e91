/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/authentication.h"

#include <string.h>

/* "example.co.uk" of "mx1.example.co.uk": near enough to tell one firm's servers from
 * another's. */
static const char *
organisation (const char *host)
{
  static const char *const second_level[]
      = { "ac.", "co.", "com.", "edu.", "gov.", "net.", "org.", NULL };
  const char *top = strrchr (host, '.');
  const char *name = top ? g_strrstr_len (host, top - host, ".") : NULL;
  for (const char *const *label = second_level; name && *label; label++)
    if (g_str_has_prefix (name + 1, *label))
      {
        const char *above = g_strrstr_len (host, name - host, ".");
        return above ? above + 1 : host;
      }
  return name ? name + 1 : host;
}

/* The host that a Received line (RFC 5321 §4.4) was written by; NULL if it gives no name with
 * a domain. */
static char *
receiving_host (const char *received)
{
  const char *by = strstr (received, " by ");
  by = g_str_has_prefix (received, "by ") ? received + 3 : by ? by + 4 : NULL;
  g_autofree char *host = by ? g_ascii_strdown (by, (gssize) strcspn (by, " \t;()")) : NULL;
  return host && strchr (host, '.') && !strchr (host, ':') ? g_steal_pointer (&host) : NULL;
}

/* Microsoft leaves its own name out, and begins with the first result. */
static gboolean
is_written_by (const char *results, const char *host)
{
  g_autofree char *server = g_ascii_strdown (results, (gssize) strcspn (results, " \t;"));
  return strchr (server, '=') || g_str_equal (organisation (server), organisation (host));
}

/* The newest Authentication-Results, if it stands above every Received line of another
 * organisation than its own: whatever a stranger wrote stands further down. */
static const char *
own_results (const RgMessage *message)
{
  g_autofree char *last = NULL;
  for (guint i = 0; i < message->headers->len; i++)
    {
      RgHeader *header = g_ptr_array_index (message->headers, i);
      if (rg_header_is (header, "Received"))
        {
          g_autofree char *host = receiving_host (rg_header_value (header));
          if (last && host && !g_str_equal (organisation (host), organisation (last)))
            return NULL;
          if (!last)
            last = g_steal_pointer (&host);
        }
      if (!rg_header_is (header, "Authentication-Results"))
        continue;
      const char *results = rg_header_value (header);
      return !last || is_written_by (results, last) ? results : NULL;
    }
  return NULL;
}

/* Whether a method ended in one of the results: "dmarc=fail" of "dmarc" and "fail". */
static gboolean
ended_in (const char *results, const char *method, const char *result)
{
  g_autofree char *wanted = g_strdup_printf ("%s=%s", method, result);
  gsize length = strlen (wanted);
  for (const char *p = results; (p = strstr (p, wanted)); p += length)
    if ((p == results || strchr ("; \t", p[-1])) && !g_ascii_isalpha (p[length]))
      return TRUE;
  return FALSE;
}

gboolean
rg_message_is_forged (const RgMessage *message)
{
  const char *value = own_results (message);
  if (!value)
    return FALSE;
  g_autofree char *results = g_ascii_strdown (value, -1);
  if (ended_in (results, "arc", "pass"))
    return FALSE;
  if (strstr (results, "dmarc="))
    return ended_in (results, "dmarc", "fail") && !strstr (results, "p=none");
  gboolean spf_failed
      = ended_in (results, "spf", "fail") || ended_in (results, "spf", "hardfail");
  return spf_failed && !ended_in (results, "dkim", "pass");
}
