/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/session_private.h"

#include "base/error.h"

#include <string.h>

#define VERIFY_BATCH  100
#define VERIFY_HEADER 16384
#define ID_LIMIT      900 /* of a line that servers still take */

/* ---- UIDs ---- */

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  return (left > right) - (left < right);
}

void
rg_uids_sort (GArray *uids)
{
  g_array_sort (uids, compare_uids);
  guint kept = 0;
  for (guint i = 0; i < uids->len; i++)
    if (kept == 0
        || g_array_index (uids, guint32, i) != g_array_index (uids, guint32, kept - 1))
      g_array_index (uids, guint32, kept++) = g_array_index (uids, guint32, i);
  g_array_set_size (uids, kept);
}

char *
rg_uids_format (const GArray *uids, guint first, guint count)
{
  GString *set = g_string_new (NULL);
  for (guint i = first; i < first + count && i < uids->len; i++)
    g_string_append_printf (set, "%s%u", set->len ? "," : "", g_array_index (uids, guint32, i));
  return g_string_free (set, FALSE);
}

/* ---- searching ---- */

static GArray *
found_from (clist *found, guint32 first_uid)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (clistiter *i = clist_begin (found); i; i = clist_next (i))
    {
      guint32 uid = *(const uint32_t *) clist_content (i);
      if (uid >= first_uid && uid > 0)
        g_array_append_val (uids, uid);
    }
  rg_uids_sort (uids);
  return uids;
}

/* Takes `key`. */
static gboolean
search (RgSession *session, struct mailimap_search_key *key, guint32 first_uid, GArray **uids,
        GError **error)
{
  clist *found = NULL; /* also set where a refusal follows */
  gboolean fine
      = rg_session_begin (session, error)
        && rg_session_check (session, mailimap_uid_search (session->imap, NULL, key, &found),
                             "search the mailbox", error);
  mailimap_search_key_free (key);
  if (fine)
    *uids
        = found ? found_from (found, first_uid) : g_array_new (FALSE, FALSE, sizeof (guint32));
  if (found)
    mailimap_search_result_free (found);
  return fine;
}

static struct mailimap_search_key *
undeleted (void)
{
  return mailimap_search_key_new (MAILIMAP_SEARCH_KEY_UNDELETED, NULL, NULL, NULL, NULL, NULL,
                                  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL,
                                  NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);
}

gboolean
rg_session_search_since (RgSession *session, GDateTime *day, GArray **uids, GError **error)
{
  struct mailimap_date *date
      = mailimap_date_new (g_date_time_get_day_of_month (day), g_date_time_get_month (day),
                           g_date_time_get_year (day));
  struct mailimap_search_key *key = mailimap_search_key_new_multiple_empty ();
  mailimap_search_key_multiple_add (key, mailimap_search_key_new_since (date));
  mailimap_search_key_multiple_add (key, undeleted ());
  return search (session, key, 1, uids, error);
}

/* "n:*" always holds the last message, so what lies below is dropped. */
gboolean
rg_session_search_from (RgSession *session, guint32 first_uid, GArray **uids, GError **error)
{
  struct mailimap_set *set = mailimap_set_new_interval (MAX (first_uid, 1), 0);
  return search (session, mailimap_search_key_new_uid (set), first_uid, uids, error);
}

/* ---- by Message-ID ---- */

static gboolean
is_searchable (const char *id)
{
  gsize length = strlen (id);
  for (const char *p = id; *p; p++)
    if (!g_ascii_isgraph (*p) && *p != ' ')
      return FALSE;
  return length > 0 && length <= ID_LIMIT;
}

/* The body of the first field called `name`, unfolded; NULL if there is none. */
static char *
header_field (GBytes *header, const char *name)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (header, &size);
  g_autofree char *text = g_strndup (bytes ? bytes : "", size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *body = NULL;
  for (char **line = lines; *line; line++)
    if (body && (**line == ' ' || **line == '\t'))
      g_string_append (body, *line);
    else if (body)
      break;
    else if (g_ascii_strncasecmp (*line, name, strlen (name)) == 0)
      body = g_string_new (*line + strlen (name));
  return body ? g_string_free (body, FALSE) : NULL;
}

static gboolean
has_message_id (const RgSummary *summary, const char *message_id)
{
  g_autofree char *body = header_field (summary->header, "Message-ID:");
  if (!body)
    return FALSE;
  g_strdelimit (body, "<>", ' ');
  return g_str_equal (g_strstrip (body), message_id);
}

static gboolean
verify (RgSession *session, const GArray *candidates, const char *message_id, GArray *uids,
        GError **error)
{
  for (guint i = 0; i < candidates->len; i += VERIFY_BATCH)
    {
      g_autoptr (GPtrArray) batch
          = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_summary_free);
      if (!rg_session_fetch_batch (session, candidates, i, VERIFY_BATCH, VERIFY_HEADER, batch,
                                   error))
        return FALSE;
      for (guint j = 0; j < batch->len; j++)
        {
          const RgSummary *summary = g_ptr_array_index (batch, j);
          if (has_message_id (summary, message_id))
            g_array_append_val (uids, summary->uid);
        }
    }
  return TRUE;
}

gboolean
rg_session_search_message_id (RgSession *session, const char *message_id, GArray **uids,
                              GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) verified = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (is_searchable (message_id)
      && (!search (session,
                   mailimap_search_key_new_header (strdup ("Message-ID"), strdup (message_id)),
                   1, &candidates, error)
          || !verify (session, candidates, message_id, verified, error)))
    return FALSE;
  rg_uids_sort (verified);
  *uids = g_steal_pointer (&verified);
  return TRUE;
}
