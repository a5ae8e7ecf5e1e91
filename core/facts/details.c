/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pay, telephone, scheduling link, and the signs of fraud. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

char *
rg_find_salary (const RgSource *source, char **span)
{
#define AMOUNT                                                                                 \
  "\\d{1,3}(?:[.,' ]\\d{3})+(?:[.,]\\d\\d)?|\\d{2,3}(?:\\.\\d)? "                              \
  "?[kK]|\\d{4,6}|\\d{2,3}(?:[.,]\\d\\d)?"
#define MONEY                                                                                  \
  "(?:€|£|\\$|US\\$|CHF|EUR|USD|GBP|SEK|NOK|DKK|AUD|CAD|SGD|INR|₹|R\\$|PLN|ZAR|KES|JPY|¥)"
  static RgPattern before
      = { "(?<![\\w/])(" MONEY " ?(?:" AMOUNT ")(?: ?(?:-|–|to|and) ?" MONEY "? ?(?:" AMOUNT
          "))?(?: ?(?:gross|net|per (?:annum|year|hour|day|month)|p\\.?a\\.?|an? "
          "(?:year|hour|day|month)|/ "
          "?(?:year|yr|hour|hr|day|month|mo)|annually|gross/month))*)(?![\\d%])",
          0 };
  static RgPattern after
      = { "(?<![\\w/.,-])((?:" AMOUNT ")(?: ?(?:-|–|to|and) ?(?:" AMOUNT "))? ?" MONEY
          "(?: ?(?:gross|net|per (?:annum|year|hour|day|month)|p\\.?a\\.?|an? "
          "(?:year|hour|day|month)|/ ?(?:year|yr|hour|hr|day|month|mo)|annually))*)(?![\\w])",
          0 };
  static RgPattern plain
      = { "(?i)\\b((?:" AMOUNT ") (?:gross|net)(?:/| per | a )(?:month|year|hour))\\b", 0 };
  static RgPattern about_pay
      = { "(?i)\\b(?:salary|pay|compensation|package|range|band|remunerat\\w*|wage|rate|gross|"
          "per (?:annum|year|hour|month|day)|a (?:year|month|day)|p\\.a|/ "
          "?(?:year|month|hour|hr)|grade|ote|\\d+k|earn|paid|money|year)\\b",
          0 };
  static RgPattern own_wish = {
    "(?i)\\b(?:you (?:asked for|mentioned|said|named|expect\\w*|wished for|are looking for)|"
    "your (?:expect\\w*|wish|ask|desired|current))\\b",
    0
  };
  RgPattern *patterns[] = { &before, &after, &plain };
  const char *text = source->message->text;
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      RgMatch match;
      for (gsize at = 0; rg_pattern_find (patterns[i], text, strlen (text), at, &match);
           at = rg_match_end (&match, 0))
        {
          gsize from = rg_match_start (&match, 0) > 70 ? rg_match_start (&match, 0) - 70 : 0;
          gsize to = MIN (strlen (text), rg_match_end (&match, 0) + 30);
          g_autofree char *raw = g_strndup (text + from, to - from);
          g_autofree char *around = g_utf8_make_valid (raw, -1);
          if (!rg_pattern_matches (&about_pay, around)
              || rg_pattern_matches (&own_wish, around))
            continue;
          g_autofree char *found = rg_match_get (&match, 1);
          *span = rg_text_excerpt (around, 120);
          return rg_text_one_line (found);
        }
    }
  return NULL;
}

char *
rg_find_phone (const RgSource *source, char **span)
{
  static RgPattern number
      = { "(?<![\\w/=.-])(\\+\\d[\\d ()./-]{7,17}\\d|\\(?0\\d{1,4}\\)?[ /-]?\\d[\\d "
          "-]{4,11}\\d|\\(\\d{3}\\) "
          "?\\d{3}-\\d{4}|\\d{3}-\\d{3}-\\d{4})(?![\\d,#-]*[,#]{1,2}\\d)(?![\\w])",
          0 };
  static RgPattern other
      = { "(?i)\\b(?:dial[- ]?in|your (?:phone|number|mobile)|(?:call|reach|ring|phone) you "
          "(?:on|at)|meeting id|passcode|pin|conference id|fax|you on|number we have|one "
          "tap|access code)\\b[^\\n]{0,40}$",
          0 };
  const char *texts[] = { source->message->text, source->message->signature };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RgMatch match;
      for (gsize at = 0; rg_pattern_find (&number, texts[i], strlen (texts[i]), at, &match);
           at = rg_match_end (&match, 0))
        {
          gsize from = rg_match_start (&match, 0) > 60 ? rg_match_start (&match, 0) - 60 : 0;
          g_autofree char *raw = g_strndup (texts[i] + from, rg_match_start (&match, 0) - from);
          g_autofree char *before = g_utf8_make_valid (raw, -1);
          if (rg_pattern_matches (&other, before))
            continue;
          g_autofree char *found = rg_match_get (&match, 1);
          *span = g_strdup (found);
          return rg_text_one_line (found);
        }
    }
  return NULL;
}

/* ---- links ---- */

static const char *const scheduling_hosts[] = { "calendly.com",
                                                "cal.com",
                                                "oncehub.com",
                                                "goodtime.io",
                                                "modernloop.io",
                                                "prelude.co",
                                                "resource.io",
                                                "calendar.app.google",
                                                "savvycal.com",
                                                "meetings.hubspot.com",
                                                "chilipiper.com",
                                                "doodle.com",
                                                "youcanbook.me",
                                                "tidycal.com",
                                                "zcal.co",
                                                "outlook.office.com",
                                                "outlook.office365.com",
                                                "bookings.cloud.microsoft",
                                                NULL };

static gboolean
is_scheduling_link (const char *link)
{
  static RgPattern words = {
    "(?i)/"
    "(?:schedul\\w*|self-schedul\\w*|book(?:ing|withme)?|availability|appointments?|slots?|"
    "interview[-_/]?(?:schedul\\w*|times?|slots?))(?:[/?#-]|$)|owa/calendar|bookwithme",
    0
  };
  const char *start = strstr (link, "://");
  if (!start)
    return FALSE;
  g_autofree char *host = g_ascii_strdown (start + 3, (gssize) strcspn (start + 3, "/?#:"));
  const char *at = strrchr (host, '@');
  for (const char *const *known = scheduling_hosts; *known; known++)
    if (rg_domain_is_within (at ? at + 1 : host, *known))
      return !g_str_has_prefix (*known, "outlook.office") || rg_pattern_matches (&words, link);
  return rg_pattern_matches (&words, start + 3 + strlen (host));
}

char *
rg_find_scheduling_link (const RgSource *source)
{
  const GPtrArray *links = source->message->links;
  for (guint i = 0; i < links->len; i++)
    if (is_scheduling_link (g_ptr_array_index (links, i)))
      return g_strdup (g_ptr_array_index (links, i));
  return NULL;
}

/* ---- fraud ---- */

static struct
{
  RgPattern pattern;
  const char *warning;
} signs[] = {
  { { "(?i)\\b(?:telegram|signal "
      "app|wechat)\\b[^.\\n]{0,80}\\binterview|\\binterview\\b[^.\\n]{0,80}\\b(?:telegram|"
      "wechat)\\b|\\b(?:text|chat)(?:[- ]based)? "
      "interview\\b[^.\\n]{0,60}\\b(?:whatsapp|telegram)|\\binterview\\b[^.\\n]{0,40}\\b(?:on|"
      "via|over|through) whatsapp\\b|\\bwhatsapp\\b[^.\\n]{0,60}\\b(?:text|chat) interview",
      0 },
    "it wants the interview in a text messenger" },
  { { "(?i)(?<!never )(?<!not )\\b(?:pay|send|transfer|deposit|remit) (?:\\w+ "
      "){0,4}(?:fee|deposit|charge)\\b|\\b(?:registration|processing|training|application|"
      "background check|visa|security) fee of\\b|\\brefundable (?:fee|deposit)\\b",
      0 },
    "it asks for a fee" },
  { { "(?i)\\b(?:send you|mail you|issue you|receive|deposit|cash) (?:\\w+ "
      "){0,2}(?:check|cheque)\\b|\\bapproved vendors?\\b|\\bgift "
      "?cards?\\b[^.\\n]{0,40}\\b(?:purchase|buy)",
      0 },
    "it sends a cheque, or wants you to buy equipment" },
  { { "(?i)\\b(?:send|provide|share|submit|fill|bring|attach|need|require|forward)\\b[^.\\n]{0,"
      "80}\\b(?:bank (?:account|details|statement|name)|account number|routing number|social "
      "security|ssn|credit card|passport (?:copy|number|scan)|(?:copy|scan|photo) of (?:your "
      ")?(?:passport|id\\b|driver))|^\\s*(?:passport number|ssn|bank account)\\s*:",
      0 },
    "it asks for bank, identity or passport data before any offer" },
  { { "(?i)\\b(?:no experience (?:is )?(?:needed|required|necessary))\\b[^\\n]{0,300}\\b(?:per "
      "hour|weekly|\\$)|\\b(?:your )?verification code\\b[^.\\n]{0,40}\\b(?:interview|hr)",
      0 },
    "it promises much for nothing" },
};

/* Labels of tracking systems that belong into no other domain. */
static const char *const imitated[]
    = { "greenhouse-mail", "greenhouse.io", "myworkday", "lever.co", "smartrecruiters",
        "ashbyhq",         "icims",         "linkedin",  NULL };

static gboolean
imitates (const char *domain)
{
  for (const char *const *label = imitated; *label; label++)
    if (strstr (domain, *label))
      return !rg_domain_is_ats (domain) && !rg_domain_is_within (domain, "linkedin.com");
  return FALSE;
}

static gboolean
is_denied (const char *text)
{
  static RgPattern denial
      = { "(?i)\\b(?:never|not|don't|won't) (?:\\w+ "
          ")?(?:ask|request|require|charge|demand)\\b|\\bbeware\\b|\\bscam\\b",
          0 };
  return rg_pattern_matches (&denial, text);
}

void
rg_find_warnings (const RgSource *source, GPtrArray *warnings)
{
  const RgMessage *message = source->message;
  const char *domain = message->from ? rg_address_domain (message->from) : "";
  if (imitates (domain))
    g_ptr_array_add (
        warnings, g_strdup_printf ("the sender's domain %s imitates a known service", domain));
  if (is_denied (message->text))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (rg_pattern_matches (&signs[i].pattern, message->text))
      g_ptr_array_add (warnings, g_strdup (signs[i].warning));
}
