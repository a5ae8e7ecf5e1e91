/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/mailbox_name.h"
#include "account/session_private.h"

#include <string.h>

static void
mailbox_free (RgMailbox *mailbox)
{
  g_free (mailbox->name);
  g_free (mailbox);
}

/* ---- LIST ---- */

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
  GPtrArray *mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) mailbox_free);
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

/* ---- finding one ---- */

/* What servers and mail programs call it when they don't say. In order of preference. */
static const char *const drafts_names[] = {
  "Drafts",     "Draft",      "Entwürfe",     "Entwurf",     "Brouillons",  "Brouillon",
  "Borradores", "Borrador",   "Bozze",        "Bozza",       "Concepten",   "Rascunhos",
  "Rascunho",   "Utkast",     "Kladder",      "Udkast",      "Luonnokset",  "Kopie robocze",
  "Robocze",    "Szkice",     "Koncepty",     "Rozepsané",   "Piszkozatok", "Vázlatok",
  "Ciorne",     "Schițe",     "Чернови",      "Черновики",   "Чернетки",    "Πρόχειρα",
  "Taslaklar",  "Esborranys", "Zirriborroak", "Nacrti",      "Skice",       "Osnutki",
  "Drög",       "Mustandid",  "Melnraksti",   "Juodraščiai", "下書き",      "草稿",
  "草稿箱",     "임시보관함", "임시 보관함",  "ฉบับร่าง",      "Bản nháp",    "Draf",
  "טיוטות",     "مسودات",     "المسودات",     NULL,
};

static const char *const sent_names[] = {
  "Sent",
  "Sent Items",
  "Sent Mail",
  "Sent Messages",
  "Gesendet",
  "Gesendete Elemente",
  "Gesendete Objekte",
  "Gesendete Nachrichten",
  "Envoyés",
  "Éléments envoyés",
  "Messages envoyés",
  "Objets envoyés",
  "Enviados",
  "Elementos enviados",
  "Correo enviado",
  "Itens enviados",
  "Inviata",
  "Posta inviata",
  "Inviati",
  "Verzonden",
  "Verzonden items",
  "Verzonden berichten",
  "Skickat",
  "Skickade objekt",
  "Sendt",
  "Sendte elementer",
  "Sendt post",
  "Lähetetyt",
  "Wysłane",
  "Elementy wysłane",
  "Odeslané",
  "Odeslaná pošta",
  "Odoslané",
  "Elküldött",
  "Trimise",
  "Изпратени",
  "Отправленные",
  "Надіслані",
  "Απεσταλμένα",
  "Gönderilmiş Öğeler",
  "Gönderilenler",
  "Gönderilmiş Postalar",
  "Enviats",
  "Poslano",
  "送信済み",
  "送信済みアイテム",
  "送信済みメール",
  "已发送",
  "已发送邮件",
  "已傳送郵件",
  "寄件備份",
  "보낸편지함",
  "보낸 편지함",
  "Đã gửi",
  "Terkirim",
  "נשלח",
  "المرسل",
  NULL,
};

/* "INBOX.Drafts", "[Gmail]/Brouillons": the hierarchy's separator differs from one server to
 * the next. */
static gboolean
is_named (const char *mailbox, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (mailbox, -1);
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  if (!g_str_has_suffix (folded, wanted))
    return FALSE;
  gsize before = strlen (folded) - strlen (wanted);
  return before == 0 || strchr ("/.\\", folded[before - 1]);
}

static const RgMailbox *
find_named (const GPtrArray *mailboxes, const char *name)
{
  const RgMailbox *best = NULL;
  for (guint i = 0; i < mailboxes->len; i++)
    {
      const RgMailbox *mailbox = g_ptr_array_index (mailboxes, i);
      if (mailbox->use == RG_MAILBOX_PLAIN && is_named (mailbox->name, name)
          && (!best || strlen (mailbox->name) < strlen (best->name)))
        best = mailbox;
    }
  return best;
}

static const RgMailbox *
find_by_use (const GPtrArray *mailboxes, RgMailboxUse use)
{
  for (guint i = 0; i < mailboxes->len; i++)
    {
      const RgMailbox *mailbox = g_ptr_array_index (mailboxes, i);
      if (mailbox->use == use)
        return mailbox;
    }
  return NULL;
}

char *
rg_mailboxes_find (const GPtrArray *mailboxes, RgMailboxUse use, const char *configured)
{
  if (configured)
    return g_strdup (configured);
  const char *const *names = use == RG_MAILBOX_DRAFTS ? drafts_names : sent_names;
  const RgMailbox *found = find_by_use (mailboxes, use);
  for (; !found && *names; names++)
    found = find_named (mailboxes, *names);
  return found ? g_strdup (found->name) : NULL;
}

/* ---- naming one ---- */

/* On some servers all that is the user's own lies below INBOX. */
static const char *
find_root (const char *sibling, char separator)
{
  static const char inbox[] = "INBOX";
  gsize length = strlen (inbox);
  return sibling && separator && g_ascii_strncasecmp (sibling, inbox, length) == 0
                 && sibling[length] == separator
             ? inbox
             : NULL;
}

char *
rg_mailboxes_place (const GPtrArray *mailboxes, const char *sibling, const char *name)
{
  char separator = 0;
  for (guint i = 0; i < mailboxes->len && !separator; i++)
    separator = ((RgMailbox *) g_ptr_array_index (mailboxes, i))->separator;
  if (!separator && strchr (name, '/'))
    return NULL;
  const char *root = find_root (sibling, separator);
  g_autofree char *place = root && !find_root (name, separator)
                               ? g_strdup_printf ("%s%c%s", root, separator, name)
                               : g_strdup (name);
  if (separator)
    g_strdelimit (place, "/", separator);
  return g_steal_pointer (&place);
}
