/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/draft.h"

#include "base/text.h"
#include "mail/compose.h"
#include "mail/itip.h"
#include "reply/recipient.h"
#include "reply/values.h"

#include <string.h>

/* "Re:" in the mailers of many countries; taken away so that ours stands once. */
static const char *const reply_prefixes[]
    = { "re", "aw", "sv", "antw", "tr", "rv", "res", "r", "odp", "vs", "ynt", NULL };

void
rg_draft_free (RgDraft *draft)
{
  if (!draft)
    return;
  g_free (draft->message_id);
  g_free (draft->template_id);
  g_free (draft->text);
  g_clear_pointer (&draft->bytes, g_bytes_unref);
  g_free (draft);
}

/* ---- headers ---- */

static gsize
reply_prefix_length (const char *subject)
{
  gsize word = strspn (subject, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  gsize end = word;
  if (subject[end] == '[' && g_ascii_isdigit (subject[end + 1])) /* "Re[2]:" */
    end += 1 + strspn (subject + end + 1, "0123456789]");
  end += strspn (subject + end, " ");
  if (subject[end] != ':')
    return 0;
  for (const char *const *prefix = reply_prefixes; *prefix; prefix++)
    if (strlen (*prefix) == word && !g_ascii_strncasecmp (subject, *prefix, word))
      return end + 1;
  return 0;
}

static char *
reply_subject (const char *subject)
{
  subject += strspn (subject, " ");
  for (gsize length; (length = reply_prefix_length (subject));)
    {
      subject += length;
      subject += strspn (subject, " ");
    }
  return g_strconcat ("Re: ", *subject ? subject : "Your invitation", NULL);
}

static gboolean
is_written_to (const RgMessage *message, const char *address)
{
  const GPtrArray *lists[] = { message->to, message->cc };
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      if (rg_address_is_same (((RgAddress *) g_ptr_array_index (lists[i], j))->address,
                              address))
        return TRUE;
  for (char **delivered = message->delivered_to; *delivered; delivered++)
    if (rg_address_is_same (*delivered, address))
      return TRUE;
  return FALSE;
}

char *
rg_draft_identity (const RgMessage *message, const char *const *addresses)
{
  for (const char *const *own = addresses; own && *own; own++)
    if (is_written_to (message, *own))
      return g_strdup (*own);
  if (addresses && *addresses)
    return g_strdup (*addresses);
  if (*message->delivered_to)
    return g_strdup (message->delivered_to[0]);
  if (message->to->len)
    return g_strdup (((RgAddress *) g_ptr_array_index (message->to, 0))->address);
  return NULL;
}

/* The same on every machine: so that two of them never make two drafts. */
static char *
make_message_id (const RgMessage *message, const RgDecision *decision,
                 const char *const *addresses, const char *identity)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *account
      = g_ascii_strdown (addresses && *addresses ? *addresses : identity, -1);
  g_autofree char *key = rg_message_key (message);
  g_checksum_update (sum, (const guchar *) account, -1);
  g_checksum_update (sum, (const guchar *) "\n", 1);
  g_checksum_update (sum, (const guchar *) key, -1);
  if (decision->is_overruled) /* another draft than the one that was decided */
    g_checksum_update (sum, (const guchar *) decision->template_name, -1);
  const char *at = strrchr (identity, '@');
  return g_strdup_printf ("%.32s@%s", g_checksum_get_string (sum), at ? at + 1 : "localhost");
}

GStrv
rg_draft_references (const RgMessage *message)
{
  g_autoptr (GStrvBuilder) references = g_strv_builder_new ();
  g_strv_builder_addv (references, (const char **) message->references);
  if (!*message->references && message->in_reply_to)
    g_strv_builder_add (references, message->in_reply_to);
  if (message->message_id)
    g_strv_builder_add (references, message->message_id);
  return g_strv_builder_end (references);
}

/* ---- text ---- */

/* What stands above the quote: the day, the hour, who. */
static const struct
{
  const char *language, *before, *at, *comma, *behind;
} intros[] = {
  { "en", "On ", " at ", ", ", " wrote:" },
  { "de", "Am ", " um ", " schrieb ", ":" },
  { "fr", "Le ", " à ", ", ", " a écrit :" },
  { "es", "El ", " a las ", ", ", " escribió:" },
  { "it", "Il ", " alle ", " ", " ha scritto:" },
  { "nl", "Op ", " om ", " schreef ", ":" },
  { "pt", "Em ", " às ", ", ", " escreveu:" },
};

/* Whether somebody else handed it on: what they wrote above it is for the user alone. */
static gboolean
is_handed_on (const RgMessage *message)
{
  return message->author && message->from
         && !rg_address_is_same (message->author->address, message->from->address);
}

static const char *
called (const RgAddress *address)
{
  if (!address)
    return "";
  return address->name ? address->name : address->address;
}

static char *
quote_intro (const RgMessage *message, const char *language)
{
  const char *who = called (message->from);
  if (is_handed_on (message))
    return g_strdup_printf ("%s:", called (message->author));
  gsize i = 0;
  for (gsize k = 0; k < G_N_ELEMENTS (intros); k++)
    if (g_str_equal (intros[k].language, language))
      i = k;
  if (!message->date)
    return g_strdup_printf ("%s:", who);
  g_autofree char *day = g_date_time_format (message->date, "%Y-%m-%d");
  g_autofree char *hour = g_date_time_format (message->date, "%H:%M");
  return g_strconcat (intros[i].before, day, intros[i].at, hour, intros[i].comma, who,
                      intros[i].behind, NULL);
}

char *
rg_draft_sign (const char *text, const char *signature)
{
  if (!signature)
    return g_strdup (text);
  g_auto (GStrv) lines = g_strsplit (signature, "\\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);
  return g_strconcat (text, "\n-- \n", joined, "\n", NULL);
}

/* The calendar's own answer, where a decline answers a calendar invitation to the user. */
static char *
decline_calendar (const RgCase *the_case, const RgDecision *decision, const char *identity)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  if (decision->outcome != RG_OUTCOME_DECLINE)
    return NULL;
  g_ptr_array_add (addresses, (gpointer) identity);
  for (const char *const *own = the_case->addresses; own && *own; own++)
    g_ptr_array_add (addresses, (gpointer) *own);
  g_ptr_array_add (addresses, NULL);
  return rg_itip_decline (the_case->message->calendars, (const char *const *) addresses->pdata,
                          the_case->now);
}

/* `own_subject` and `calendar` may be NULL. */
static GBytes *
compose (const RgCase *the_case, const RgDraft *draft, const char *identity, const char *name,
         const char *own_subject, const char *calendar)
{
  const RgMessage *message = the_case->message;
  g_autoptr (RgAddress) from = rg_address_new (name, identity);
  gboolean handed_on = is_handed_on (message);
  const char *theirs = handed_on ? rg_message_bare_subject (message) : message->subject;
  g_autofree char *subject = own_subject ? g_strdup (own_subject) : reply_subject (theirs);
  g_autofree char *language = g_strndup (draft->template_id, strcspn (draft->template_id, "/"));
  g_auto (GStrv) references = rg_draft_references (message);
  g_autofree char *intro = quote_intro (message, language);
  g_autofree char *text = rg_draft_sign (draft->text, the_case->profile->signature);
  RgComposition composition = {
    .from = from,
    .to = the_case->facts->reply_to,
    .subject = subject,
    .message_id = draft->message_id,
    .in_reply_to = message->message_id,
    .references = (const char *const *) references,
    .date = the_case->now,
    .text = text,
    .quote = !the_case->profile->quote ? NULL
             : handed_on               ? message->text
                                       : message->full_text,
    .quote_intro = intro,
    .calendar = calendar,
  };
  return rg_compose (&composition);
}

RgDraft *
rg_draft_write (const RgCase *the_case, const RgDetection *detection,
                const RgDecision *decision, const RgTemplates *templates, GError **error)
{
  const RgMessage *message = the_case->message;
  if (!decision->template_name
      || !rg_recipient_is_person (the_case->facts->reply_to, message, the_case->addresses))
    return NULL;
  g_autofree char *identity = rg_draft_identity (message, the_case->addresses);
  g_autofree char *id
      = rg_templates_choose (templates, detection->language, decision->template_name);
  if (!identity || !id)
    return NULL;
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  g_autoptr (GHashTable) values = rg_values_of (the_case, decision, language);
  g_autofree char *subject = NULL;
  g_autofree char *text = rg_templates_render (templates, id, values, &subject, error);
  if (!text)
    return NULL;
  RgDraft *draft = g_new0 (RgDraft, 1);
  draft->message_id = make_message_id (message, decision, the_case->addresses, identity);
  draft->template_id = g_steal_pointer (&id);
  draft->text = g_steal_pointer (&text);
  g_autofree char *calendar = decline_calendar (the_case, decision, identity);
  draft->bytes = compose (the_case, draft, identity, g_hash_table_lookup (values, "user_name"),
                          subject, calendar);
  return draft;
}
