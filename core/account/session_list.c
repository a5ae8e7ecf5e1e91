/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LIST. */
#include "account/session_private.h"

#include "account/mailbox_name.h"

static RgMailboxUse
use_of_flag (const char *flag)
{
  static const struct
  {
    const char *flag; /* RFC 6154; Cyrus writes it in lower case */
    RgMailboxUse use;
  } uses[] = { { "Drafts", RG_MAILBOX_DRAFTS },
               { "Sent", RG_MAILBOX_SENT },
               { "NonExistent", RG_MAILBOX_NOSELECT },
               { "Noselect", RG_MAILBOX_NOSELECT } };
  flag += *flag == '\\';
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_ascii_strcasecmp (flag, uses[i].flag) == 0)
      return uses[i].use;
  return RG_MAILBOX_PLAIN;
}

static RgMailboxUse
use_of_flags (const struct mailimap_mbx_list_flags *flags)
{
  RgMailboxUse use = RG_MAILBOX_PLAIN;
  if (!flags)
    return use;
  if (flags->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG
      && flags->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
    return RG_MAILBOX_NOSELECT;
  for (clistiter *i = flags->mbf_oflags ? clist_begin (flags->mbf_oflags) : NULL; i;
       i = clist_next (i))
    {
      const struct mailimap_mbx_list_oflag *flag = clist_content (i);
      if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && flag->of_flag_ext)
        use = MAX (use, use_of_flag (flag->of_flag_ext));
    }
  return use;
}

static GPtrArray *
read_list (clist *list)
{
  GPtrArray *mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_mailbox_free);
  for (clistiter *i = clist_begin (list); i; i = clist_next (i))
    {
      const struct mailimap_mailbox_list *item = clist_content (i);
      char *name = rg_mailbox_name_decode (item->mb_name);
      if (!name)
        continue; /* no name that could be written into regrets.conf */
      RgMailbox *mailbox = g_new0 (RgMailbox, 1);
      mailbox->name = name;
      mailbox->use = use_of_flags (item->mb_flag);
      mailbox->separator = item->mb_delimiter;
      g_ptr_array_add (mailboxes, mailbox);
    }
  return mailboxes;
}

gboolean
rg_session_list (RgSession *session, GPtrArray **mailboxes, GError **error)
{
  clist *list = NULL; /* also set where a refusal follows */
  gboolean fine = rg_session_begin (session, error)
                  && rg_session_check (session, mailimap_list (session->imap, "", "*", &list),
                                       "list the mailboxes", error);
  if (fine)
    *mailboxes = read_list (list);
  if (list)
    mailimap_list_result_free (list);
  return fine;
}
