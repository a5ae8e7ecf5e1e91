/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision page: what is written can be read back, and nothing in it can do harm. */
#include "mail/message.h"
#include "reply/page.h"
#include "reply/page_data.h"
#include "reply/page_text.h"
#include "reply/page_words.h"

#include <string.h>

#define EVIL "<img src=x onerror=alert(1)>&\"'\r\nBcc: evil@x.example"

/* Every field of the entry has a value of its own. */
static RgEntry *
full_entry (void)
{
  RgEntry *entry = g_new0 (RgEntry, 1);
  gint64 number = 1800000000;
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    if (field->type == RG_FIELD_TEXT)
      *rg_entry_text (entry, field) = g_strdup_printf ("the %s, “ünï”", field->name);
    else
      *rg_entry_number (entry, field) = number++;
  entry->state = RG_ENTRY_EDITED;
  g_free (entry->outcome);
  entry->outcome = g_strdup ("decline");
  g_free (entry->identity);
  entry->identity = g_strdup ("sam@example.net");
  return entry;
}

static RgPage *
full_page (void)
{
  RgPage *page = rg_page_new_empty ();
  page->entry = full_entry ();
  page->user_name = g_strdup ("Sam Rivera");
  page->zone = g_strdup ("Europe/Berlin");
  page->references = g_strsplit ("a@x m@x", " ", -1);
  g_ptr_array_add (page->facts, rg_page_line_new ("company", EVIL, EVIL));
  g_ptr_array_add (page->facts, rg_page_line_new ("phone", "+49 30 1234567", NULL));
  g_ptr_array_add (page->answers, rg_page_line_new ("goals", "fail", "Not what you look for."));
  g_ptr_array_add (page->warnings, g_strdup (EVIL));
  return page;
}

/* One byte more, less or other is a change. */
static void
test_untouched (void)
{
  g_autoptr (RgPage) page = full_page ();
  g_autoptr (GBytes) bytes = rg_page_write (page, "1@example.net");
  g_assert_true (rg_page_is_untouched (bytes));
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  for (gsize at = 0; at < length; at += length / 7)
    {
      g_autofree char *copy = g_memdup2 (data, length);
      copy[at] ^= 1;
      g_autoptr (GBytes) other = g_bytes_new_static (copy, length);
      g_assert_false (rg_page_is_untouched (other));
    }
  for (gsize less = 1; less < length; less += length / 7)
    {
      g_autoptr (GBytes) part = g_bytes_new_static (data, length - less);
      g_assert_false (rg_page_is_untouched (part));
    }
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_assert_false (rg_page_is_untouched (none));
}

/* Late or not: a role in one's own company is told to the manager first. */
static void
test_manager_first (void)
{
  static const gint64 states[] = { RG_ENTRY_DRAFTED, RG_ENTRY_OVERDUE };
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (RgPage) page = full_page ();
      page->entry->state = states[i];
      g_free (page->entry->channel);
      page->entry->channel = g_strdup ("manager-first");
      g_autoptr (GBytes) bytes = rg_page_write (page, "1@example.net");
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autoptr (RgMessage) message = rg_message_read (data, length, NULL);
      g_assert_nonnull (strstr (message->full_text, "speak with your manager or HR first"));
      g_assert_null (strstr (message->full_text, "Call first"));
    }
}

/* Nobody is sent to the link or the number of a mail that has signs of fraud. */
static void
test_fraud (void)
{
  g_autoptr (RgPage) page = full_page ();
  g_ptr_array_add (page->facts,
                   rg_page_line_new ("scheduling_link", "https://evil.example/x", NULL));
  page->entry->state = RG_ENTRY_NOTED;
  g_clear_pointer (&page->entry->draft_message_id, g_free);
  static const char *const channels[] = { "email", "phone-first", "recruiter-first" };
  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_free (page->entry->channel);
      page->entry->channel = g_strdup (channels[i]);
      g_autofree char *channel = rg_page_channel (page), *draft = rg_page_draft (page);
      g_assert_cmpstr (channel, ==, "None before you know who they are.");
      g_assert_true (g_str_has_prefix (draft, "None: there are signs of fraud."));
    }
  g_ptr_array_set_size (page->warnings, 0);
  g_autofree char *draft = rg_page_draft (page);
  g_assert_nonnull (strstr (draft, "Answer here: https://evil.example/x"));
}

static void
test_round_trip (void)
{
  g_autoptr (RgPage) page = full_page ();
  g_autoptr (GBytes) bytes = rg_page_write (page, "1@example.net");
  g_autoptr (RgPage) again = rg_page_read (bytes);
  g_assert_nonnull (again);
  g_autoptr (GBytes) second = rg_page_write (again, "1@example.net");
  g_assert_true (g_bytes_equal (bytes, second));
  g_assert_null (again->entry->account); /* that and the folder are told by where it lies */
  g_assert_cmpint (again->entry->page_revision, ==, 0);
  g_assert_cmpstr (again->entry->draft_digest, ==, page->entry->draft_digest);
  g_assert_cmpint (again->entry->interview_at, ==, page->entry->interview_at);
  g_assert_cmpint (again->entry->state, ==, RG_ENTRY_EDITED);
}

static void
test_harmless (void)
{
  g_autoptr (RgPage) page = full_page ();
  g_free (page->entry->company);
  page->entry->company = g_strdup (EVIL);
  g_free (page->entry->message_id);
  page->entry->message_id = g_strdup ("m@x");
  g_autoptr (GBytes) bytes = rg_page_write (page, "1@example.net");
  g_autofree char *html = rg_page_html (page);
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (RgMessage) message = rg_message_read (data, length, NULL);
  g_assert_null (rg_message_header (message, "Bcc"));
  g_assert_null (strstr (html, "<img"));
  g_assert_null (strstr (html, "http"));
  g_assert_cmpstr (message->from->address, ==, "sam@example.net");
  g_assert_cmpstr (message->in_reply_to, ==, page->entry->message_id);
  g_assert_cmpstr (message->references[1], ==, "m@x");
}

static const struct
{
  const char *what, *json;
} foreign[] = {
  { "nothing", "" },
  { "no JSON", "{" },
  { "another object", "{\"v\":1}" },
  { "a newer version", "{\"v\":2,\"entry\":{\"identity\":\"a@x\",\"key\":\"k\",\"outcome\":"
                       "\"decline\",\"state\":\"sent\"}}" },
  { "no key", "{\"v\":1,\"entry\":{\"identity\":\"a@x\",\"outcome\":\"decline\",\"state\":"
              "\"sent\"}}" },
  { "unknown state", "{\"v\":1,\"entry\":{\"identity\":\"a@x\",\"key\":\"k\",\"outcome\":"
                     "\"decline\",\"state\":\"gone\"}}" },
  { "wrong types",
    "{\"v\":1,\"zone\":7,\"references\":{},\"facts\":[[]],\"entry\":{\"key\":"
    "\"k\",\"identity\":7,\"company\":[],\"outcome\":\"decline\",\"state\":\"sent\"}}" },
};

static void
test_foreign (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_test_message ("%s", foreign[i].what);
      g_assert_null (rg_page_data_read (foreign[i].json));
    }
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_assert_null (rg_page_data_read (deep));
}

/* What the page says of each state, and of a number to call. */
static const struct
{
  RgEntryState state;
  const char *channel, *words;
} told[] = {
  { RG_ENTRY_DRAFTED, "email", "Draft: Waits in \"Entwürfe\"." },
  { RG_ENTRY_EDITED, "email", "with your changes" },
  { RG_ENTRY_OVERDUE, "email", "Call first: +49 30 1234567" },
  { RG_ENTRY_SENT, "email", "Draft: You sent it." },
  { RG_ENTRY_ANSWERED, "email", "in your own words" },
  { RG_ENTRY_DISCARDED, "email", "You deleted it." },
  { RG_ENTRY_SUPERSEDED, "email", "cancelled or moved" },
  { RG_ENTRY_MISTAKEN, "email", "no invitation" },
  { RG_ENTRY_DRAFTED, "phone-first", "Call first: +49 30 1234567" },
  { RG_ENTRY_DRAFTED, "recruiter-first", "to the recruiter first" },
  { RG_ENTRY_DRAFTED, "manager-first", "your manager" },
};

static void
test_states (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (RgPage) page = full_page ();
      g_ptr_array_set_size (page->warnings, 0);
      page->entry->state = told[i].state;
      g_free (page->entry->channel);
      page->entry->channel = g_strdup (told[i].channel);
      g_free (page->entry->drafts_mailbox);
      page->entry->drafts_mailbox = g_strdup ("Entwürfe");
      g_autofree char *text = rg_page_text (page);
      g_test_message ("%s: %s", rg_entry_state_names[told[i].state], text);
      g_assert_nonnull (strstr (text, told[i].words));
    }
}

static void
test_message_id (void)
{
  g_autofree char *first = rg_page_message_id ("Sam@example.net", "key", 1);
  g_autofree char *same = rg_page_message_id ("sam@example.net", "key", 1);
  g_autofree char *second = rg_page_message_id ("sam@example.net", "key", 2);
  g_assert_cmpmem (first, 32, same, 32);
  g_assert_cmpstr (first, !=, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/untouched", test_untouched);
  g_test_add_func ("/page/manager-first", test_manager_first);
  g_test_add_func ("/page/fraud", test_fraud);
  g_test_add_func ("/page/round-trip", test_round_trip);
  g_test_add_func ("/page/harmless", test_harmless);
  g_test_add_func ("/page/foreign", test_foreign);
  g_test_add_func ("/page/states", test_states);
  g_test_add_func ("/page/message-id", test_message_id);
  return g_test_run ();
}
