/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/mailbox_name.h"
#include "account/session.h"

#include <string.h>

static void
test_both_ways (void)
{
  static const struct
  {
    const char *utf8, *wire;
  } cases[] = {
    { "INBOX", "INBOX" },
    { "", "" },
    { "Entwürfe", "Entw&APw-rfe" },
    { "Q&A", "Q&-A" },
    { "&", "&-" },
    { "a&-b", "a&--b" },
    { "~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-" }, /* RFC 3501 §5.1.3 */
    { "Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s" },
    { "Черновики", "&BCcENQRABD0EPgQyBDgEOgQ4-" },
    { "😀", "&2D3eAA-" },
    { "a😀ü😀z", "a&2D3eAAD82D3eAA-z" },
    { "tab\there", "tab&AAk-here" },
    { "line\r\nbreak", "line&AA0ACg-break" },
    { "a\"b\\c", "a\"b\\c" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wire = rg_mailbox_name_encode (cases[i].utf8);
      g_autofree char *utf8 = rg_mailbox_name_decode (cases[i].wire);
      g_assert_cmpstr (wire, ==, cases[i].wire);
      g_assert_cmpstr (utf8, ==, cases[i].utf8);
    }
}

static void
test_malformed (void)
{
  static const char *const names[] = {
    "&",        "a&",    "&AP",      "&APw", "Entw&AP?-rfe", "&2D0-",  "&3gA-",
    "&2D0APw-", "&AAA-", "\xff\xfe", "&A-",  "&APwA-",       "&APw/-", "&AP w-",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *utf8 = rg_mailbox_name_decode (names[i]);
      g_assert_cmpstr (utf8, ==, NULL);
    }
}

static void
test_plain_utf8 (void)
{
  g_autofree char *utf8 = rg_mailbox_name_decode ("Entwürfe");
  g_assert_cmpstr (utf8, ==, "Entwürfe");
}

/* Names as "use:name" words. */
static GPtrArray *
mailboxes_from (const char *text, RgMailbox *room)
{
  GPtrArray *mailboxes = g_ptr_array_new ();
  g_auto (GStrv) words = g_strsplit (text, "|", -1);
  for (guint i = 0; words[i]; i++)
    {
      room[i] = (RgMailbox){ g_strdup (words[i] + 2), (RgMailboxUse) (words[i][0] - '0') };
      g_ptr_array_add (mailboxes, &room[i]);
    }
  return mailboxes;
}

static void
test_find (void)
{
  static const struct
  {
    const char *mailboxes;
    RgMailboxUse use;
    const char *configured, *found;
  } cases[] = {
    { "0:INBOX|1:Wherever|0:Drafts", RG_MAILBOX_DRAFTS, NULL, "Wherever" },
    { "0:INBOX|1:Wherever|0:Drafts", RG_MAILBOX_DRAFTS, "Mine", "Mine" },
    { "0:INBOX|0:Entwürfe", RG_MAILBOX_DRAFTS, NULL, "Entwürfe" },
    { "0:INBOX|0:ENTWÜRFE", RG_MAILBOX_DRAFTS, NULL, "ENTWÜRFE" },
    { "0:INBOX.Drafts", RG_MAILBOX_DRAFTS, NULL, "INBOX.Drafts" },
    { "0:[Gmail]/Brouillons", RG_MAILBOX_DRAFTS, NULL, "[Gmail]/Brouillons" },
    { "0:Old/Drafts|0:Drafts|0:Drafts/Drafts", RG_MAILBOX_DRAFTS, NULL, "Drafts" },
    { "3:Drafts|0:INBOX/Drafts", RG_MAILBOX_DRAFTS, NULL, "INBOX/Drafts" },
    { "0:Overdrafts|0:My Drafts", RG_MAILBOX_DRAFTS, NULL, NULL },
    { "0:INBOX", RG_MAILBOX_DRAFTS, NULL, NULL },
    { "0:Entwürfe|0:Brouillons|0:Drafts", RG_MAILBOX_DRAFTS, NULL, "Drafts" },
    { "2:Drafts|0:Sent", RG_MAILBOX_SENT, NULL, "Drafts" },
    { "1:Sent|0:INBOX.Gesendete Objekte", RG_MAILBOX_SENT, NULL, "INBOX.Gesendete Objekte" },
    { "0:Éléments envoyés", RG_MAILBOX_SENT, NULL, "Éléments envoyés" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgMailbox room[4] = { { NULL, RG_MAILBOX_PLAIN } };
      g_autoptr (GPtrArray) mailboxes = mailboxes_from (cases[i].mailboxes, room);
      g_autofree char *found = rg_mailboxes_find (mailboxes, cases[i].use, cases[i].configured);
      g_assert_cmpstr (found, ==, cases[i].found);
      for (gsize j = 0; j < G_N_ELEMENTS (room); j++)
        g_free (room[j].name);
    }
}

/* Where a mailbox of our own goes: the separator, the Drafts folder, the name, the place. */
static void
test_place (void)
{
  static const struct
  {
    char separator;
    const char *sibling, *name, *place;
  } cases[] = {
    { '/', "Drafts", "Regrets/Not invitations", "Regrets/Not invitations" },
    { '.', "INBOX.Drafts", "Regrets/Not invitations", "INBOX.Regrets.Not invitations" },
    { '.', "INBOX.Drafts", "INBOX.Decisions", "INBOX.Decisions" },
    { '/', NULL, "Regrets", "Regrets" },
    { '/', "INBOXES", "Regrets", "Regrets" },
    { 0, "Drafts", "Regrets", "Regrets" },
    { 0, "Drafts", "Regrets/Not invitations", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgMailbox inbox = { .name = (char *) "INBOX", .separator = cases[i].separator };
      g_autoptr (GPtrArray) mailboxes = g_ptr_array_new ();
      g_ptr_array_add (mailboxes, &inbox);
      g_autofree char *place = rg_mailboxes_place (mailboxes, cases[i].sibling, cases[i].name);
      g_assert_cmpstr (place, ==, cases[i].place);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mailbox-name/both-ways", test_both_ways);
  g_test_add_func ("/mailbox-name/malformed", test_malformed);
  g_test_add_func ("/mailbox-name/plain-utf8", test_plain_utf8);
  g_test_add_func ("/mailboxes/find", test_find);
  g_test_add_func ("/mailboxes/place", test_place);
  return g_test_run ();
}
