/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title of the role, alone. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

/* The nouns that titles end in. */
#define TRADES                                                                                 \
  "(?:Engineer(?:ing "                                                                         \
  "Manager)?|Developer|Programmer|Architect|Analyst|Manager|Designer|Scientist|Administrator|" \
  "Consultant|"                                                                                \
  "Specialist|Technician|Technologist|Coordinator|Officer|Director|Assistant|Associate|Lead|"  \
  "Head of [A-Z][\\w& ]{2,30}|Researcher|"                                                     \
  "Accountant|Nurse|Teacher|Lecturer|Professor|Editor|Writer|Translator|Recruiter|"            \
  "Representative|Executive|Advisor|Adviser|"                                                  \
  "Supervisor|Planner|Buyer|Chef|Cook|Driver|Operator|Electrician|Mechanic|Pharmacist|"        \
  "Physiotherapist|Therapist|Midwife|Lawyer|Solicitor|Paralegal|"                              \
  "Counsel|Auditor|Controller|Bookkeeper|Tester|Trainer|Tutor|Librarian|Producer|Animator|"    \
  "Artist|Copywriter|Strategist|Planner|Surveyor|Physicist|Chemist|Biologist|Statistician|"    \
  "Secretary|Receptionist|Cashier|Barista|Waiter|Intern|Trainee|Apprentice|Clerk|Agent|"       \
  "Inspector|Superintendent|Foreman|Fellow|Postdoc|Owner|Master|Partner|SRE|PM|QA)"
#define WORD "(?:[A-Z0-9][\\w+#&'’./]*(?:-[\\w+#]+)*|C\\+\\+|C#|of|and|for|in|the|to|&)"

/* Words behind the trade that still belong to the title: "Engineer III, Infusion Devices". */
#define MORE                                                                                   \
  "(?!(?:At|With|In|On|I|We|You|The|Our|Your|My|This|Interview|Role|Position|Application|Hi|"  \
  "Dear|Best|Kind|Regards|Thanks|Thank|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|"   \
  "Jul|"                                                                                       \
  "Aug|Sep|Oct|Nov|Dec|GmbH|Remote|Hybrid|Team|First|Second|Final|Next|Phone|Video|Please|It|" \
  "As|If|He|She|They|Would|Could|Can|Let|Looking)\\w*\\b)[A-Z][\\w+#&]*(?:-[\\w+#]+)*"
#define TITLE                                                                                  \
  "((?:" WORD "[ ,]{1,2}){0,7}?" TRADES                                                        \
  "(?: (?:I{1,3}|IV|V|\\d)\\b)?(?: \\([A-Z][\\w+#/]*\\))?"                                     \
  "(?:,? " MORE "(?: (?:& |and |of )?" MORE "){0,2})?)"
#define ROLE "(?:role|position|post|job|vacancy|opening|opportunity|requisition|team position)"

/* "(m/w/d)", "(all genders)", "- Ref. 4711", "R-118823", "the position of". */
static char *
clean (const char *raw)
{
  static RgPattern tags
      = { "\\s*(?:[(\\[](?:[mfwdxhi](?:\\s?[/|,]\\s?[mfwdxhinb*]+)+|all genders|any "
          "gender|(?:ref|req|id|job)\\b[^)\\]]*|[A-Z]{0,5}-?\\d[\\w-]*|remote|hybrid|on-?site|"
          "full[- ]time|part[- "
          "]time|permanent|contract)[)\\]]|\\b[mfwdx](?:/"
          "[mfwdx]){1,2}\\b|[-–,#]?\\s*\\b(?:Ref(?:erence)?|Req(?:uisition)?|Job ID|ID)\\b[.:# "
          "]*[\\w-]*\\d[\\w-]*|\\b[A-Z]{1,4}-?\\d{3,}[\\w-]*\\s*[-–:]?)",
          0 };
  g_autoptr (GString) text = g_string_new (raw);
  RgMatch match;
  for (int i = 0; i < 5 && rg_pattern_find (&tags, text->str, text->len, 0, &match); i++)
    g_string_erase (text, (gssize) rg_match_start (&match, 0),
                    (gssize) (rg_match_end (&match, 0) - rg_match_start (&match, 0)));
  g_autofree char *line = rg_text_one_line (text->str);
  static RgPattern lead
      = { "(?i)^(?:(?:the|our|an?|this|your|open|exciting|new|vacant|advertised) "
          "|(?:position|role|post|job)(?: of| as)? |[-–:,\"“']\\s*)+",
          0 };
  static RgPattern tail
      = { "(?i)(?:\\s+(?:role|position|post|job|vacancy|opening|opportunity|interview|"
          "application)|\\s*[-–:,;.\"”']|\\s+(?:at|with|in|for|and|of|the|to|-))+$",
          0 };
  const char *start = line;
  if (rg_pattern_find (&lead, line, strlen (line), 0, &match))
    start = line + rg_match_end (&match, 0);
  if (rg_pattern_find (&tail, start, strlen (start), 0, &match)
      && rg_match_start (&match, 0) > 0)
    return g_strndup (start, rg_match_start (&match, 0));
  return g_strdup (start);
}

static gboolean
is_title (const char *title)
{
  static RgPattern wrong
      = { "(?i)^(?:role|position|job|interview|application|team|this|that|it|next|first|call|"
          "hiring manager|talent partner|talent acquisition.*|recruiter|engineering manager "
          "at.*|interviewer|the|your|our|same|above|following)$|\\b(?:you|your|we|our|us|i|"
          "interview|is|are|was|http|would|will)\\b|[?!:@]",
          0 };
  glong length = g_utf8_strlen (title, -1);
  return length >= 2 && length <= 80 && rg_text_count_words (title) <= 10
         && !rg_pattern_matches (&wrong, title);
}

/* Context first: what stands between "the" and "role" is a title whatever its words. */
static RgPattern in_text[] = {
  { "(?i:\\bfor|\\bof|\\babout|\\bto|\\bin|\\bon|\\bregarding|\\bre:?) (?i:the|our|a|an|this) "
    "(?i:open |vacant |advertised )?((?:[A-Z0-9][\\w+#&'’./()-]*|of|and|for|&|in|–|-|,)(?: "
    "(?:[A-Z0-9(][\\w+#&'’./()-]*,?|of|and|for|&|in|–|-)){0,8}) (?i:" ROLE ")\\b",
    0 },
  { "(?i:\\b" ROLE " (?:of|as|for)(?: (?:a|an|the|our))?:?) " TITLE "(?=[\\s.,;:!?)(]|$)", 0 },
  { "(?i:\\b(?:apply(?:ing)?|applied|application|candidacy|interest|interview(?:ing)?|"
    "interviews?|considered|considering "
    "you|shortlisted|cv|screen|call|conversation|chat|hiring|looking for|selected) "
    "(?:for|to|in|as|with us for|about|regarding|is for)(?: (?:the|our|a|an|role of|position "
    "of|post of|vacancy of|job of))*) " TITLE "(?=[\\s.,;:!?)(]|$)",
    0 },
  { "(?i:\\b(?:role|position|vacancy|post|job(?: title)?|opening)(?: is)?\\s?[:–-]) ?" TITLE
    "(?=[\\s.,;:!?)(]|$)",
    0 },
  { "(?i:\\b(?:as|for) (?:a|an|our|the|our next|our new)) " TITLE "(?=[\\s.,;:!?)(]|$)", 0 },
  { TITLE " (?i:" ROLE ")\\b", 0 },
};

static RgPattern in_subject[] = {
  { "(?i:\\b(?:for|as|as an?|re:?|about) (?:the |our |an? )?)" TITLE "(?=[\\s.,;:!?)(|–-]|$)",
    0 },
  { "(?:^|[-–:|(,/] ?|\\b(?i:interview|application|invitation|screen|call) )" TITLE
    "(?=[\\s.,;:!?)(|–-]|$)",
    0 },
  { TITLE "(?=[\\s.,;:!?)(|–-]|$)", 0 },
};

static char *
find_in (RgPattern *patterns, gsize count, const char *text, char **span)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *raw = rg_find_first (&patterns[i], text, &words);
      g_autofree char *title = raw ? clean (raw) : NULL;
      if (!title || !is_title (title))
        continue;
      *span = g_steal_pointer (&words);
      return g_steal_pointer (&title);
    }
  return NULL;
}

char *
rg_find_position (const RgSource *source, char **span)
{
  const RgMessage *message = source->message;
  g_autofree char *body = rg_text_one_line (message->text);
  char *found = find_in (in_text, G_N_ELEMENTS (in_text), body, span);
  if (!found)
    found = find_in (in_subject, G_N_ELEMENTS (in_subject), message->subject, span);
  if (!found && source->calendar && source->calendar->summary)
    found = find_in (in_subject, G_N_ELEMENTS (in_subject), source->calendar->summary, span);
  return found;
}
