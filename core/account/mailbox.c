/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/mailbox.h"

#include <string.h>

void
rg_mailbox_free (RgMailbox *mailbox)
{
  g_free (mailbox->name);
  g_free (mailbox);
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
