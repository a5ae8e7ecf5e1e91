/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/stop_words.h"

#include "base/index.h"

#include <string.h>

/* The cost grows with the text. */
#define ENOUGH_BYTES 600
#define MOST_BYTES   2400

/* Many belong to several languages, so those are here, too, that mail may come in and regrets
 * has no rules for: else a letter in Swedish would pass for Dutch, and one in Catalan for
 * Portuguese, and be answered in it. What an apostrophe cuts off counts as a word. */
static const struct
{
  const char *language;
  const char *words;
} stop_words[] = {
  { "en",
    "the and you your for with is are we to of would thanks hi will have our this that be "
    "at it from has can please on an as i a in if or not by me do so us but was my they "
    "just when any there all s t ll ve don" },
  { "de",
    "der die das und wir sie ihre ihnen ihrer mit für ist zu nicht ein eine am um auf den "
    "dem von bei ich du dir dich uns haben wird freundlichen zum zur im in an es oder als "
    "sich noch auch mir mich wenn bitte einen einem wie sind hat habe nach aus bis was "
    "ihr so" },
  { "fr", "le les des et vous votre vos nous notre pour avec est une un du au je dans sur pas "
          "ce que bonjour merci cordialement aux la à en par tu de l d j c ne qui il ou se si "
          "me te a on mais plus cette son sa qu sont être ai" },
  { "es", "el los las y usted su sus para con es una un por gracias hola saludos del que en lo "
          "se nos le te tu muy al de la ha a no si me o mi más como ya este esta pero está has "
          "he son sin" },
  { "it", "il gli che e di lei per con è una un grazie buongiorno saluti del della la si ci "
          "sono nel alle non ti le da al suo sua l in se mi a i lo ho ha alla come o dei ma d "
          "anche hai più questo questa dal nella" },
  { "nl", "de het een en je jij u voor met is van wij we groet beste op te dat niet zijn om "
          "naar ik of bij uw ons in er aan dan als die dit nog wat over uit tot ook kan hebben "
          "graag onze maar heb wel geen" },
  { "pt",
    "o os as e você para com é uma um não por obrigado obrigada olá do da em no na que se "
    "sua seu dos a de nos à às ao das ou eu me mais pelo pela foi te já está pra só como "
    "mas tem isso são" },
  { "sv", "och att det som en på är för av med den till inte om ett vi du har din ditt dig hos "
          "oss vår kan så från tack hej vill men när också jag er" },
  { "da", "og at det som en på er for af med den til ikke om et vi du har din dit dig hos os "
          "vores kan så fra tak hej vil men når også jeg" },
  { "nb", "og at det som en på er for av med den til ikke om et vi du har din ditt deg hos oss "
          "vår kan så fra takk hei vil men når også jeg" },
  { "pl", "i w z na do się nie że to jest o za od po dla jak ale czy pan pana pani dzień dobry "
          "przez oraz lub są jako przy bardzo ma już nas" },
  { "cs", "a v z na do se že to je o za od po pro jak ale zda vám vás dobrý den jsme jsou nebo "
          "při velmi má si u které nás bude" },
  { "sk",
    "a v z na do sa že to je o za od po pre ako ale či vám vás dobrý deň sme sú alebo pri "
    "veľmi má si u ktoré nás bude" },
  { "ro", "și de la în pentru cu o un să că nu este ați vă din pe ce va sunt mai dumneavoastră "
          "ne sau dar ziua bună ai te al ale" },
  { "ca", "de la el i a en per que amb un una els les del al és no si et hi us teva teu nostra "
          "ens molt gràcies bon dia som o ho aquest aquesta" },
  { "gl", "de a o e que do da en para un unha os as no na co non é por ao se ou che moi grazas "
          "bo día noso nosa está son máis pola polo" },
  { "hr", "i u na je za se da su ne ili od o što kako vas vam smo dobar dan bi će ste po sa "
          "te koji koja biti ako kod" },
  { "sl", "in v na je za se da so ne ali od o kako vas vam smo dober dan bi bo ste po z ki če "
          "pri tudi" },
  { "id", "dan di yang untuk dengan pada dari ini itu anda kami akan tidak atau ke saya terima "
          "kasih bisa ada dalam" },
  { "af", "die en van vir is in ons jy jou u op te om het nie met dat by sal dit 'n as aan na "
          "of ek baie sê" },
  { "hu",
    "a az és hogy nem is egy meg de van vagy ha mint csak már még volt kérjük lesz önt ön "
    "el ki itt" },
  { "fi", "ja on ei se että oli kun myös tai jos mutta niin sinun meidän kiitos hei ovat voit "
          "me minä" },
  { "tr",
    "ve bir bu için ile de da çok daha olarak sizi size siz ne olan var merhaba ya en biz" },
  { "et", "ja on ei et see oma ka kui või aga siis meie teie palun tere me te mis oli kas sa" },
  { "sq", "dhe të e i në për me një nga që është jeni do ju ne si më tuaj tonë" },
  { "ga", "an agus na a ar do le go is i ag tá sé as den leis bhfuil ach nó" },
};

/* Where a language has so many of them more than any other they tell it alone: of 22,000 mails,
 * some of one line, one was told wrong, by letters one in twenty. */
#define SURE_LEAD 2

/* No stop word is longer. */
#define WORD_BYTES 16

G_STATIC_ASSERT (G_N_ELEMENTS (stop_words) <= 32);

/* Word → a bit for each language that has it. Made once. */
static const RgIndex *
known_words (void)
{
  static const RgIndex *made;
  if (!g_once_init_enter (&made))
    return made;
  RgIndex *index = rg_index_new (G_N_ELEMENTS (stop_words) * 64);
  for (guint i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      g_auto (GStrv) words = g_strsplit (stop_words[i].words, " ", -1);
      for (char **word = words; *word; word++)
        {
          guint64 hash = rg_hash_text (RG_HASH_START, *word);
          rg_index_put (index, hash, rg_index_get (index, hash) | 1U << i);
        }
    }
  g_once_init_leave (&made, index);
  return made;
}

typedef guint Counts[G_N_ELEMENTS (stop_words)];

static void
count_word (const char *word, Counts counts)
{
  guint bits = rg_index_get (known_words (), rg_hash_text (RG_HASH_START, word));
  for (; bits; bits &= bits - 1)
    counts[g_bit_nth_lsf (bits, -1)]++;
}

/* How many bytes end a word here; 0 for those of a word. */
static gsize
end_bytes (const char *at)
{
  switch (*at)
    {
    case '\0':
    case '\t':
    case '\n':
    case ' ':
    case '!':
    case '"':
    case '\'':
    case '(':
    case ')':
    case ',':
    case '.':
    case ':':
    case ';':
    case '?':
      return 1;
    case '\xe2':
      return g_str_has_prefix (at, "’") ? strlen ("’") : 0;
    default:
      return 0;
    }
}

/* Puts the small letter of the character at `at`, and returns how many bytes it has. */
static gsize
put_small (const char *at, char *word)
{
  if ((guchar) *at >= 0x80)
    return (gsize) g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (at)), word);
  *word = (char) (g_ascii_isupper (*at) ? *at - 'A' + 'a' : *at);
  return 1;
}

/* The word in small letters, "" where it is longer than any that is asked for; returns where it
 * ends. */
static const char *
read_word (const char *at, char *word)
{
  gsize length = 0;
  for (; !end_bytes (at); at = g_utf8_next_char (at))
    if (length < WORD_BYTES)
      length += put_small (at, word + length);
  word[length < WORD_BYTES ? length : 0] = 0;
  return at;
}

/* Adds the words from `at` on that begin in the first `most` bytes of the text; returns where
 * to go on. */
static const char *
count_words (const char *text, const char *at, gsize most, Counts counts)
{
  while ((gsize) (at - text) < most && *at)
    {
      char word[WORD_BYTES + 6];
      gboolean is_of_domain = at > text && at[-1] == '.'; /* "fernwood.com" is no Portuguese */
      at = read_word (at, word);
      if (*word && !is_of_domain)
        count_word (word, counts);
      at += *at ? end_bytes (at) : 0;
    }
  return at;
}

static RgStopWords
leader (const Counts counts)
{
  guint second = 0;
  gsize best = 0;
  for (gsize i = 1; i < G_N_ELEMENTS (stop_words); i++)
    if (counts[i] > counts[best])
      best = i;
  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    if (i != best)
      second = MAX (second, counts[i]);
  guint most = counts[best];
  return (RgStopWords){
    .language = most >= 2 && most > second ? stop_words[best].language : NULL,
    .is_sure = most >= second + SURE_LEAD,
    .is_silent = most == 0,
  };
}

RgStopWords
rg_stop_words_count (const char *text)
{
  Counts counts = { 0 };
  RgStopWords found = { .is_silent = TRUE };
  const char *at = text;
  for (gsize bytes = ENOUGH_BYTES; !found.is_sure && *at && bytes <= MOST_BYTES; bytes *= 2)
    {
      at = count_words (text, at, bytes, counts);
      found = leader (counts);
    }
  return found;
}
