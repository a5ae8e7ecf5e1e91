/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/post.h"

#include "account/credential.h"
#include "base/error.h"
#include "reply/page_words.h"
#include "watch/clock.h"
#include "watch/deadlines.h"
#include "watch/feedback.h"
#include "watch/inbox.h"
#include "watch/life.h"
#include "watch/pages.h"
#include "watch/redraft.h"

#define WEEK_SECONDS (7 * 24 * 3600)

struct _RgPost
{
  RgOffice office;
  RgAccount *account;
  RgDesk *desk;
  RgSetting setting;         /* of the desk */
  GCancellable *cancellable; /* borrowed */
  RgCredential *credential;
  char *drafts, *sent, *pages, *mistakes, *missed; /* names that the office borrows */
  RgLifeMemory memory;
  gboolean is_waiting;
  gboolean has_recalled;
  guint quiet_turns; /* since there was news */
};

RgPost *
rg_post_new (const RgAccount *account, RgDesk *desk, RgJournal *journal, const char *examples,
             GCancellable *cancellable)
{
  RgPost *post = g_new0 (RgPost, 1);
  post->account = rg_account_ref (account);
  rg_post_set_desk (post, desk);
  post->office.account = account;
  post->office.setting = &post->setting;
  post->office.journal = journal;
  post->office.inbox = account->inbox;
  post->office.examples = examples;
  post->credential = rg_credential_new (account);
  post->cancellable = cancellable;
  return post;
}

void
rg_post_set_desk (RgPost *post, RgDesk *desk)
{
  if (post->desk == desk)
    return;
  g_clear_pointer (&post->desk, rg_desk_unref);
  post->desk = rg_desk_ref (desk);
  post->setting = rg_desk_setting (desk);
}

const RgAccount *
rg_post_account (const RgPost *post)
{
  return post->account;
}

void
rg_post_hurry (RgPost *post)
{
  if (post->office.store)
    rg_store_hurry (post->office.store);
}

void
rg_post_forgive (RgPost *post)
{
  rg_credential_forgive (post->credential);
}

static void
leave (RgPost *post)
{
  g_clear_pointer (&post->office.store, rg_store_free);
  post->office.drafts = post->office.sent = post->office.pages = NULL;
  post->office.mistakes = post->office.missed = NULL;
  g_clear_pointer (&post->drafts, g_free);
  g_clear_pointer (&post->sent, g_free);
  g_clear_pointer (&post->pages, g_free);
  g_clear_pointer (&post->mistakes, g_free);
  g_clear_pointer (&post->missed, g_free);
  post->is_waiting = FALSE;
}

void
rg_post_free (RgPost *post)
{
  if (!post)
    return;
  leave (post);
  rg_credential_free (post->credential);
  rg_desk_unref (post->desk);
  rg_account_unref (post->account);
  g_free (post);
}

/* A folder of our own, made where it isn't there yet. Without it there are still drafts:
 * `*place` stays NULL where the server refuses. */
static gboolean
ensure_mailbox (RgPost *post, const GPtrArray *mailboxes, const char *name, char **place,
                GError **error)
{
  RgOffice *office = &post->office;
  g_autoptr (GError) inner = NULL;
  g_autofree char *found = rg_mailboxes_place (mailboxes, post->drafts, name);
  if (found && rg_store_ensure_mailbox (office->store, mailboxes, found, &inner))
    {
      *place = g_steal_pointer (&found);
      return TRUE;
    }
  if (inner && !g_error_matches (inner, RG_ERROR, RG_ERROR_MAILBOX))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  g_message ("%s: goes without the folder %s: %s", office->account->name, name,
             inner ? inner->message : "the server has no folders within folders");
  return TRUE;
}

static gboolean
ensure_pages (RgPost *post, const GPtrArray *mailboxes, GError **error)
{
  RgOffice *office = &post->office;
  const char *name = office->account->pages;
  if (!name)
    return TRUE;
  g_autofree char *mistakes = g_strconcat (name, "/" RG_PAGE_MISTAKES_FOLDER, NULL);
  g_autofree char *missed = g_strconcat (name, "/" RG_PAGE_MISSED_FOLDER, NULL);
  if (!ensure_mailbox (post, mailboxes, name, &post->pages, error)
      || !ensure_mailbox (post, mailboxes, mistakes, &post->mistakes, error)
      || !ensure_mailbox (post, mailboxes, missed, &post->missed, error))
    return FALSE;
  office->pages = post->pages;
  office->mistakes = post->mistakes;
  office->missed = post->missed;
  return TRUE;
}

static gboolean
find_mailboxes (RgPost *post, GError **error)
{
  RgOffice *office = &post->office;
  g_autoptr (GPtrArray) mailboxes = NULL;
  if (!rg_store_list (office->store, &mailboxes, error))
    return FALSE;
  post->drafts = rg_mailboxes_find (mailboxes, RG_MAILBOX_DRAFTS, office->account->drafts);
  post->sent = rg_mailboxes_find (mailboxes, RG_MAILBOX_SENT, NULL);
  office->drafts = post->drafts;
  office->sent = post->sent;
  return ensure_pages (post, mailboxes, error);
}

static gboolean
log_in (RgPost *post, GError **error)
{
  const RgSecret *secret = rg_credential_get (post->credential, post->cancellable, error);
  if (!secret)
    return FALSE;
  g_autoptr (RgSession) session
      = rg_session_open (post->office.account, post->cancellable, error);
  if (!session || !rg_session_login (session, secret, error))
    return FALSE;
  post->office.store = rg_store_new_session (g_steal_pointer (&session));
  return TRUE;
}

/* A token that was kept may have been called back meanwhile: then once more with a new one. */
static gboolean
connect_anew (RgPost *post, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gboolean arrived = log_in (post, &inner);
  if (!arrived && g_error_matches (inner, RG_ERROR, RG_ERROR_LOGIN)
      && rg_credential_reject (post->credential))
    {
      g_clear_error (&inner);
      arrived = log_in (post, &inner);
    }
  if (!arrived)
    g_propagate_error (error, g_steal_pointer (&inner));
  return arrived;
}

static gboolean
open_maildir (RgPost *post, GError **error)
{
  post->office.store = rg_store_open_maildir (post->office.account, error);
  return post->office.store != NULL;
}

static gboolean
arrive (RgPost *post, GError **error)
{
  gboolean arrived
      = post->account->maildir ? open_maildir (post, error) : connect_anew (post, error);
  return arrived && find_mailboxes (post, error);
}

/* `*news`: not so where the server had nothing to say all the while. */
static gboolean
resume (RgPost *post, gboolean *news, GError **error)
{
  *news = TRUE;
  if (!post->office.store)
    return arrive (post, error);
  gboolean was_waiting = post->is_waiting;
  post->is_waiting = FALSE;
  return was_waiting ? rg_store_wait_end (post->office.store, news, error)
                     : rg_store_poll (post->office.store, error);
}

/* An invitation that wasn't turned away takes time. */
static gboolean
takes_time (const RgEntry *entry)
{
  return rg_entry_is_invitation (entry) && g_strcmp0 (entry->outcome, "decline") != 0;
}

static gboolean
count_recent_interviews (RgPost *post, GError **error)
{
  gint64 since = rg_clock_now () - WEEK_SECONDS;
  g_autoptr (GPtrArray) entries = rg_journal_list_since (post->office.journal, since, error);
  post->setting.recent_interviews = 0;
  for (guint i = 0; entries && i < entries->len; i++)
    post->setting.recent_interviews += takes_time (g_ptr_array_index (entries, i));
  return entries != NULL;
}

/* Who moves a mail out of the inbox makes news; from elsewhere it is rare, so that of turns
 * without news only every third looks for it. */
#define QUIET_TURNS 3

/* With news the inbox goes first, as somebody waits for the draft. Else it goes last: most
 * turns of most accounts are so, and then the session is already where it will wait. */
static gboolean
look_around (RgPost *post, gboolean news, GError **error)
{
  const RgOffice *office = &post->office;
  post->quiet_turns = news ? 0 : post->quiet_turns + 1;
  if (post->quiet_turns % QUIET_TURNS)
    return rg_inbox_look (office, error);
  return news ? rg_inbox_look (office, error) && rg_feedback_look (office, error)
              : rg_feedback_look (office, error) && rg_inbox_look (office, error);
}

/* IDLE tells only of the mailbox that is selected: where that is another one by now, back to
 * the inbox, with a look at what came meanwhile. */
static gboolean
stay (RgPost *post, GError **error)
{
  if (!rg_store_tells_news (post->office.store))
    return TRUE;
  if (!rg_store_is_at (post->office.store, post->office.inbox)
      && !rg_inbox_look (&post->office, error))
    return FALSE;
  post->is_waiting = rg_store_wait_begin (post->office.store, error);
  return post->is_waiting;
}

/* A journal that is new to the account, or was damaged, learns from the pages what was decided
 * before, so that it is neither forgotten nor done again. */
static gboolean
recall (RgPost *post, GError **error)
{
  const char *account = post->office.account->name;
  gboolean knows = FALSE;
  guint count = 0;
  if (post->has_recalled)
    return TRUE;
  if (!rg_journal_knows (post->office.journal, account, &knows, error))
    return FALSE;
  if (!knows && !rg_pages_restore (&post->office, &count, error))
    return FALSE;
  if (count)
    g_message ("%s: %u decisions were read from the pages into a new journal", account, count);
  post->has_recalled = TRUE;
  return TRUE;
}

gboolean
rg_post_take_turn (RgPost *post, gboolean stays, GError **error)
{
  gboolean news = TRUE;
  if (resume (post, &news, error) && recall (post, error)
      && count_recent_interviews (post, error) && look_around (post, news, error)
      && rg_life_look (&post->office, &post->memory, error)
      && rg_deadlines_look (&post->office, error) && rg_pages_refresh (&post->office, error)
      && (!stays || stay (post, error)))
    return TRUE;
  g_prefix_error (error, "account %s: ", post->office.account->name);
  leave (post);
  return FALSE;
}

gboolean
rg_post_rebuild (RgPost *post, guint *count, GError **error)
{
  gboolean news = TRUE;
  if (resume (post, &news, error) && rg_pages_restore (&post->office, count, error))
    return TRUE;
  g_prefix_error (error, "account %s: ", post->office.account->name);
  leave (post);
  return FALSE;
}

gboolean
rg_post_redraft (RgPost *post, RgEntry *entry, const char *template_name, GError **error)
{
  gboolean news = TRUE;
  return resume (post, &news, error) && rg_redraft (&post->office, entry, template_name, error);
}

GSource *
rg_post_create_source (RgPost *post)
{
  return post->is_waiting ? rg_store_wait_source (post->office.store) : NULL;
}

gboolean
rg_post_goes_on_waiting (RgPost *post)
{
  return post->is_waiting && rg_store_wait_goes_on (post->office.store);
}
