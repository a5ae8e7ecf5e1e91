/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/claim.h"

#include "base/error.h"
#include "watch/clock.h"
#include "watch/killpoint.h"

#include <string.h>
#include <time.h>

#define PREFIX      "$RegretsClaim-"
#define LEASE_MS    60000
#define SAFE_MS     (LEASE_MS / 2)
#define PATIENCE_MS (4 * LEASE_MS)
#define SHORTEST_MS 100
#define LONGEST_MS  600
#define MOST_TRIES  3
#define MOST_OTHERS 20 /* a server may make up any number */
#define EPOCHS      2

/* The claims that a message bears. */
typedef struct
{
  gboolean is_done;
  gboolean has_own[EPOCHS];
  GPtrArray *others; /* char * */
} Claims;

/* What is seen again and again while another machine is at work. */
typedef struct
{
  const RgOffice *office;
  guint32 uid;
  const char *id;
  char *others; /* as they were when they last changed; NULL */
  gint64 changed_at, begun_at, set_at;
  int epoch;   /* of the keyword that is ours this time; -1: not chosen yet */
  guint tries; /* how often it was set, and then not seen */
} Wait;

static void
wait_clear (Wait *wait)
{
  g_clear_pointer (&wait->others, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_clear)

static void
claims_clear (Claims *claims)
{
  g_clear_pointer (&claims->others, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Claims, claims_clear)

/* CLOCK_BOOTTIME goes on while the machine sleeps. */
static gint64
now (void)
{
  struct timespec time;
  clock_gettime (CLOCK_BOOTTIME, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
has_passed (gint64 since, guint milliseconds)
{
  return now () - since >= (gint64) rg_clock_pause (milliseconds) * 1000;
}

static char *
own_keyword (const char *id, int epoch)
{
  return g_strdup_printf (PREFIX "%s%c", id, 'a' + epoch);
}

/* ---- looking ---- */

/* It is sent back to the server as it came. */
static gboolean
is_claim (const char *keyword)
{
  gsize length = strlen (PREFIX);
  return !g_ascii_strncasecmp (keyword, PREFIX, length) && strlen (keyword) < 2 * length
         && !keyword[length + strspn (keyword + length, "0123456789abcdefABCDEF")];
}

static void
sort_in (Claims *claims, const char *keyword, const char *id)
{
  claims->is_done |= !g_ascii_strcasecmp (keyword, RG_KEYWORD_DONE);
  if (!is_claim (keyword))
    return;
  for (int epoch = 0; epoch < EPOCHS; epoch++)
    {
      g_autofree char *own = own_keyword (id, epoch);
      if (!g_ascii_strcasecmp (keyword, own))
        {
          claims->has_own[epoch] = TRUE;
          return;
        }
    }
  if (claims->others->len < MOST_OTHERS)
    g_ptr_array_add (claims->others, g_strdup (keyword));
}

static gboolean
look (const Wait *wait, Claims *claims, GError **error)
{
  g_autoptr (GPtrArray) keywords = NULL;
  claims_clear (claims);
  *claims = (Claims){ .others = g_ptr_array_new_with_free_func (g_free) };
  if (!rg_store_fetch_keywords (wait->office->store, wait->uid, &keywords, error))
    return FALSE;
  for (guint i = 0; i < keywords->len; i++)
    sort_in (claims, g_ptr_array_index (keywords, i), wait->id);
  return TRUE;
}

/* ---- taking ---- */

static gboolean
set_own (const Wait *wait, int epoch, gboolean is_set, GError **error)
{
  g_autofree char *keyword = own_keyword (wait->id, epoch);
  return rg_store_keyword (wait->office->store, wait->uid, keyword, is_set, error);
}

static gboolean
withdraw (const Wait *wait, const Claims *claims, GError **error)
{
  for (int epoch = 0; epoch < EPOCHS; epoch++)
    if (claims->has_own[epoch] && !set_own (wait, epoch, FALSE, error))
      return FALSE;
  return TRUE;
}

/* Another keyword than the one that an earlier run has left. */
static gboolean
choose (Wait *wait, Claims *claims, GError **error)
{
  if (wait->epoch >= 0)
    return TRUE;
  wait->epoch = claims->has_own[0] ? 1 : 0;
  return withdraw (wait, claims, error) && look (wait, claims, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join (GPtrArray *names)
{
  GString *joined = g_string_new (NULL);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (joined, " %s", (const char *) g_ptr_array_index (names, i));
  return g_string_free (joined, FALSE);
}

/* Whether the others haven't moved for the time of a lease. */
static gboolean
are_stale (Wait *wait, const Claims *claims)
{
  g_autofree char *others = join (claims->others);
  if (g_strcmp0 (others, wait->others) != 0)
    {
      g_free (wait->others);
      wait->others = g_steal_pointer (&others);
      wait->changed_at = now ();
    }
  return has_passed (wait->changed_at, LEASE_MS);
}

static gboolean
remove_others (const Wait *wait, const Claims *claims, GError **error)
{
  for (guint i = 0; i < claims->others->len; i++)
    if (!rg_store_keyword (wait->office->store, wait->uid,
                           g_ptr_array_index (claims->others, i), FALSE, error))
      return FALSE;
  return TRUE;
}

/* Long enough that two who met don't meet again. */
static gboolean
rest (const Wait *wait, GError **error)
{
  if (has_passed (wait->begun_at, PATIENCE_MS))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY,
                   "another machine has been at work on the same message for long");
      return FALSE;
    }
  rg_kill_point ("claim-waits");
  guint pause = rg_clock_pause ((guint) g_random_int_range (SHORTEST_MS, LONGEST_MS));
  return rg_store_rest (wait->office->store, MAX (pause, 1), error);
}

static gboolean
give_way (Wait *wait, const Claims *claims, GError **error)
{
  if (claims->has_own[wait->epoch])
    wait->tries = 0;
  if (!withdraw (wait, claims, error))
    return FALSE;
  return are_stale (wait, claims) ? remove_others (wait, claims, error) : rest (wait, error);
}

/* Some servers say OK to a keyword and don't keep it. */
static gboolean
try (Wait *wait, GError **error)
{
  wait->set_at = now ();
  if (++wait->tries <= MOST_TRIES)
    return set_own (wait, wait->epoch, TRUE, error);
  g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, "the server doesn't keep the keyword");
  return FALSE;
}

/* One look, and one step; `*is_over` when the claim is held or there is nothing to claim. */
static gboolean
step (Wait *wait, Claims *claims, gboolean *is_over, GError **error)
{
  if (!look (wait, claims, error) || (!claims->is_done && !choose (wait, claims, error)))
    return FALSE;
  if (claims->is_done || (!claims->others->len && claims->has_own[wait->epoch]))
    {
      *is_over = TRUE;
      return !claims->is_done || withdraw (wait, claims, error);
    }
  if (claims->others->len)
    return give_way (wait, claims, error);
  return try (wait, error);
}

static gboolean
take (Wait *wait, RgClaim *claim, gboolean *is_done, GError **error)
{
  g_auto (Claims) claims = { FALSE };
  for (gboolean is_over = FALSE; !is_over;)
    if (!step (wait, &claims, &is_over, error))
      return FALSE;
  *is_done = claims.is_done;
  claim->taken_at = wait->set_at;
  if (claims.is_done)
    return TRUE;
  g_autofree char *keyword = own_keyword (wait->id, wait->epoch);
  g_strlcpy (claim->keyword, keyword, sizeof claim->keyword);
  rg_kill_point ("after-claim");
  return TRUE;
}

gboolean
rg_claim_take (const RgOffice *office, guint32 uid, RgClaim *claim, gboolean *is_done,
               GError **error)
{
  g_autoptr (GError) inner = NULL;
  *claim = (RgClaim){ .uid = uid };
  *is_done = FALSE;
  if (!rg_store_keeps_keywords (office->store))
    return TRUE;
  g_autofree char *id = rg_journal_id (office->journal, error);
  if (!id)
    return FALSE;
  g_auto (Wait) wait
      = { .office = office, .uid = uid, .id = id, .begun_at = now (), .epoch = -1 };
  if (take (&wait, claim, is_done, &inner)
      || g_error_matches (inner, RG_ERROR, RG_ERROR_MAILBOX)) /* it keeps none after all */
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* ---- holding ---- */

gboolean
rg_claim_check (const RgClaim *claim, GError **error)
{
  if (!*claim->keyword || !has_passed (claim->taken_at, SAFE_MS))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE,
               "it took so long that another machine may have taken over");
  return FALSE;
}

gboolean
rg_claim_drop (const RgOffice *office, const RgClaim *claim, GError **error)
{
  return !*claim->keyword
         || rg_store_keyword (office->store, claim->uid, claim->keyword, FALSE, error);
}
