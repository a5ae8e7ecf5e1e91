/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading messages; always by PEEK, so that nothing is marked read, and never BODYSTRUCTURE,
 * whose nesting libetpan follows by recursion. */
#include "account/session_private.h"

#include "base/error.h"

#include <string.h>

#define BATCH        100
#define HEADER_LIMIT 65536
#define CHUNK        (1024 * 1024)

/* ---- what came ---- */

static void
read_flag (RgSummary *summary, const struct mailimap_flag *flag)
{
  switch (flag->fl_type)
    {
    case MAILIMAP_FLAG_ANSWERED:
      summary->is_answered = TRUE;
      break;
    case MAILIMAP_FLAG_DELETED:
      summary->is_deleted = TRUE;
      break;
    case MAILIMAP_FLAG_DRAFT:
      summary->is_draft = TRUE;
      break;
    case MAILIMAP_FLAG_KEYWORD:
      summary->is_done |= g_ascii_strcasecmp (flag->fl_data.fl_keyword, RG_KEYWORD_DONE) == 0;
      break;
    default:
      break;
    }
}

static void
read_flags (RgSummary *summary, const struct mailimap_msg_att_dynamic *dynamic)
{
  if (!dynamic || !dynamic->att_list)
    return;
  for (clistiter *i = clist_begin (dynamic->att_list); i; i = clist_next (i))
    {
      const struct mailimap_flag_fetch *flag = clist_content (i);
      if (flag->fl_flag)
        read_flag (summary, flag->fl_flag);
    }
}

static GBytes *
section_bytes (const struct mailimap_msg_att_body_section *section, gsize limit)
{
  const char *bytes = section->sec_body_part;
  return g_bytes_new (bytes, bytes ? MIN (section->sec_length, limit) : 0);
}

static void
read_static (RgSummary *summary, const struct mailimap_msg_att_static *item, gsize limit)
{
  if (item->att_type == MAILIMAP_MSG_ATT_UID)
    summary->uid = item->att_data.att_uid;
  else if (item->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
    summary->size = item->att_data.att_rfc822_size;
  else if (item->att_type == MAILIMAP_MSG_ATT_BODY_SECTION && item->att_data.att_body_section)
    {
      g_clear_pointer (&summary->header, g_bytes_unref);
      summary->header = section_bytes (item->att_data.att_body_section, limit);
    }
}

/* `header` stays NULL where no section came: a mere change of flags. */
static RgSummary *
read_message (const struct mailimap_msg_att *message, gsize limit)
{
  RgSummary *summary = g_new0 (RgSummary, 1);
  for (clistiter *i = clist_begin (message->att_list); i; i = clist_next (i))
    {
      const struct mailimap_msg_att_item *item = clist_content (i);
      if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
        read_flags (summary, item->att_data.att_dyn);
      else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC && item->att_data.att_static)
        read_static (summary, item->att_data.att_static, limit);
    }
  return summary;
}

/* Takes away the request for this UID, so that each is answered once. */
static gboolean
was_asked (GHashTable *asked, guint32 uid)
{
  return uid && g_hash_table_remove (asked, GUINT_TO_POINTER (uid));
}

static void
add_messages (clist *messages, GHashTable *asked, gsize limit, GPtrArray *summaries)
{
  for (clistiter *i = clist_begin (messages); i; i = clist_next (i))
    {
      RgSummary *summary = read_message (clist_content (i), limit);
      if (summary->header && was_asked (asked, summary->uid))
        g_ptr_array_add (summaries, summary);
      else
        rg_summary_free (summary);
    }
}

/* ---- what is asked ---- */

/* Takes `set` and `type`. `*messages` may stay NULL. */
static gboolean
fetch (RgSession *session, struct mailimap_set *set, struct mailimap_fetch_type *type,
       clist **messages, GError **error)
{
  gboolean fine
      = rg_session_begin (session, error)
        && rg_session_check (session, mailimap_uid_fetch (session->imap, set, type, messages),
                             "read messages", error);
  mailimap_set_free (set);
  mailimap_fetch_type_free (type);
  return fine;
}

static struct mailimap_fetch_type *
ask_section (struct mailimap_section *section, guint32 offset, guint32 length)
{
  struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty ();
  mailimap_fetch_type_new_fetch_att_list_add (type, mailimap_fetch_att_new_uid ());
  mailimap_fetch_type_new_fetch_att_list_add (
      type, mailimap_fetch_att_new_body_peek_section_partial (section, offset, length));
  return type;
}

/* What a message is known by, and whether to read on; the rest of a header is long. */
static struct mailimap_section *
summary_section (void)
{
  static const char *const names[]
      = { "From",       "Sender",      "To",         "Subject", "Date",
          "Message-ID", "In-Reply-To", "References", "List-Id", NULL };
  clist *list = clist_new ();
  for (const char *const *name = names; *name; name++)
    clist_append (list, strdup (*name));
  return mailimap_section_new_header_fields (mailimap_header_list_new (list));
}

gboolean
rg_session_fetch_batch (RgSession *session, const GArray *uids, guint first, guint count,
                        guint32 header_bytes, GPtrArray *summaries, GError **error)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (NULL, NULL);
  struct mailimap_set *set = mailimap_set_new_empty ();
  for (guint i = first; i < first + count && i < uids->len; i++)
    {
      guint32 uid = g_array_index (uids, guint32, i);
      g_hash_table_add (asked, GUINT_TO_POINTER (uid));
      mailimap_set_add_single (set, uid);
    }
  struct mailimap_fetch_type *type = ask_section (summary_section (), 0, header_bytes);
  mailimap_fetch_type_new_fetch_att_list_add (type, mailimap_fetch_att_new_flags ());
  mailimap_fetch_type_new_fetch_att_list_add (type, mailimap_fetch_att_new_rfc822_size ());
  clist *messages = NULL;
  if (!fetch (session, set, type, &messages, error))
    return FALSE;
  if (messages)
    {
      add_messages (messages, asked, header_bytes, summaries);
      mailimap_fetch_list_free (messages);
    }
  return TRUE;
}

static int
compare_summaries (gconstpointer a, gconstpointer b)
{
  guint32 left = (*(const RgSummary *const *) a)->uid;
  guint32 right = (*(const RgSummary *const *) b)->uid;
  return (left > right) - (left < right);
}

gboolean
rg_session_fetch_summaries (RgSession *session, const GArray *uids, GPtrArray **summaries,
                            GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_summary_free);
  for (guint first = 0; first < uids->len; first += BATCH)
    if (!rg_session_fetch_batch (session, uids, first, BATCH, HEADER_LIMIT, all, error))
      return FALSE;
  g_ptr_array_sort (all, compare_summaries);
  *summaries = g_steal_pointer (&all);
  return TRUE;
}

/* ---- bytes ---- */

static GBytes *
find_section (clist *messages, guint32 uid, gsize limit)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_summary_free);
  g_hash_table_add (asked, GUINT_TO_POINTER (uid));
  add_messages (messages, asked, limit, found);
  if (found->len == 0)
    return NULL;
  const RgSummary *summary = g_ptr_array_index (found, 0);
  return g_bytes_ref (summary->header);
}

static gboolean
fetch_chunk (RgSession *session, guint32 uid, guint32 offset, guint32 length, GBytes **bytes,
             GError **error)
{
  clist *messages = NULL;
  if (!fetch (session, mailimap_set_new_single (uid),
              ask_section (mailimap_section_new (NULL), offset, length), &messages, error))
    return FALSE;
  *bytes = messages ? find_section (messages, uid, length) : NULL;
  if (messages)
    mailimap_fetch_list_free (messages);
  if (*bytes)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "the message with UID %u is gone", uid);
  return FALSE;
}

gboolean
rg_session_fetch_bytes (RgSession *session, guint32 uid, guint32 offset, guint32 length,
                        GBytes **bytes, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint32 got = 0;
  do
    {
      g_autoptr (GBytes) chunk = NULL;
      guint32 asked = MIN (length - got, CHUNK);
      if (!fetch_chunk (session, uid, offset + got, asked, &chunk, error))
        return FALSE;
      gsize size = 0;
      const guint8 *data = g_bytes_get_data (chunk, &size);
      g_byte_array_append (all, data, (guint) size);
      got += (guint32) size;
      if (size < asked)
        break;
    }
  while (got < length);
  *bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  return TRUE;
}

/* ---- keywords ---- */

static void
add_keywords_of (const struct mailimap_msg_att_dynamic *dynamic, GPtrArray *keywords)
{
  if (!dynamic || !dynamic->att_list)
    return;
  for (clistiter *i = clist_begin (dynamic->att_list); i; i = clist_next (i))
    {
      const struct mailimap_flag *flag
          = ((const struct mailimap_flag_fetch *) clist_content (i))->fl_flag;
      if (flag && flag->fl_type == MAILIMAP_FLAG_KEYWORD)
        g_ptr_array_add (keywords, g_strdup (flag->fl_data.fl_keyword));
    }
}

static void
add_keywords (const struct mailimap_msg_att *message, guint32 uid, GPtrArray *keywords)
{
  RgSummary *summary = read_message (message, 0);
  gboolean is_it = summary->uid == uid;
  rg_summary_free (summary);
  for (clistiter *i = is_it ? clist_begin (message->att_list) : NULL; i; i = clist_next (i))
    {
      const struct mailimap_msg_att_item *item = clist_content (i);
      if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
        add_keywords_of (item->att_data.att_dyn, keywords);
    }
}

gboolean
rg_session_fetch_keywords (RgSession *session, guint32 uid, GPtrArray **keywords,
                           GError **error)
{
  struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty ();
  mailimap_fetch_type_new_fetch_att_list_add (type, mailimap_fetch_att_new_uid ());
  mailimap_fetch_type_new_fetch_att_list_add (type, mailimap_fetch_att_new_flags ());
  clist *messages = NULL;
  *keywords = g_ptr_array_new_with_free_func (g_free);
  if (!rg_session_poll (session, error))
    {
      mailimap_fetch_type_free (type);
      return FALSE;
    }
  if (!fetch (session, mailimap_set_new_single (uid), type, &messages, error))
    return FALSE;
  for (clistiter *i = messages ? clist_begin (messages) : NULL; i; i = clist_next (i))
    add_keywords (clist_content (i), uid, *keywords);
  if (messages)
    mailimap_fetch_list_free (messages);
  return TRUE;
}
