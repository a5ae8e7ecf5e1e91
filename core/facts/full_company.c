/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "De Wilgenroos" or "University of Strathtay" where only the last word was found. */
#include "facts/finders.h"

#include <string.h>

/* Nothing that belongs to a name before it is longer. */
#define LOOK_BACK 60

/* A name that stands in a mail more often than this tells nothing new. */
#define MOST_MENTIONS 50

#define ARTICLE "(?:The|De|Het|Der|Die|Das|Le|La|Les|Un|Une|Aux|Au|Il|Lo|Gli|El|Los|Las) "

/* An article with a capital letter amid a sentence (behind a dash may begin one, and "A" or
 * "As" would be taken for one in other languages), and the word of an institution with what
 * joins it to its name: both at the end of what stands before the name. */
static RgPattern before_name = {
  "(?:(?<=[\\p{Ll},|] )" ARTICLE "|\\b(?:University|College|Institute|Bank|City|Town|County|"
  "Borough|Museum|Diocese|Universität|"
  "Universidade?|Università|Université|Institut|Instituto|Istituto|Ville|Mairie|Commune|Comune|"
  "Câmara Municipal|Ayuntamiento|Diputación|Prefeitura|Provincia|Agence|Centre hospitalier|"
  "Hospital|Musée|Museo|Museu|Banco|Banca|Banque|Lycée|Collège|Colegio|Colégio|Stadt|Gemeinde|"
  "Ministry|"
  "[Mm]inistère|[Mm]inistero|[Mm]inisterio|[Mm]inistério|[Mm]inisterie|\\p{L}*[Mm]inisterium)"
  " (?:of|of the|de|de la|do|da|di|du|des|del|della|dos|das|von|van|voor|für|der|degli|delle) "
  "|\\b(?:Gemeinde|Kanton|[Gg]emeente|[Pp]rovincie) |\\b(?:[Mm]inistère|[Mm]inistero) "
  "de(?:ll)?['’]|\\bCollège-)$",
  0
};

static RgPattern article = { "^" ARTICLE, 0 };

/* What belongs to the name at `at` and stands before it; NULL for nothing. */
static char *
find_before (const char *text, const char *at)
{
  const char *start = at - text > LOOK_BACK ? at - LOOK_BACK : text;
  g_autofree char *before = g_utf8_make_valid (start, at - start);
  RgMatch match;
  return rg_pattern_find (&before_name, before, strlen (before), 0, &match)
             ? rg_match_get (&match, 0)
             : NULL;
}

char *
rg_find_full_company (const RgSource *source, const char *company)
{
  const RgMessage *message = source->message;
  g_autofree char *text = g_strjoin ("\n", message->text, message->signature,
                                     message->author ? message->author->name : NULL, NULL);
  if (!*company || rg_pattern_matches (&article, company))
    return NULL;
  guint mentions = 0;
  for (const char *at = text; mentions++ < MOST_MENTIONS && (at = strstr (at, company));
       at += strlen (company))
    {
      g_autofree char *before = find_before (text, at);
      if (before && !g_unichar_isalnum (g_utf8_get_char (at + strlen (company))))
        return g_strconcat (before, company, NULL);
    }
  return NULL;
}
