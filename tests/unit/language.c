/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a text is in. */
#include "detect/language.h"

#include <string.h>

static RgLanguages *
shipped_languages (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("REGRETS_DATADIR"), "languages.conf", NULL);
  g_autoptr (GError) error = NULL;
  RgLanguages *languages = rg_languages_load (path, &error);
  g_assert_no_error (error);
  return languages;
}

static const struct
{
  const char *text, *language;
} texts[] = {
  { "Thank you for your application. We would like to talk to you on Tuesday.", "en" },
  { "Vielen Dank für Ihre Bewerbung. Wir würden Sie gern am Dienstag sprechen.", "de" },
  { "Merci de votre candidature. Nous aimerions vous parler mardi dans nos bureaux.", "fr" },
  { "Gracias por su candidatura. Nos gustaría hablar con usted el martes.", "es" },
  { "Grazie della sua candidatura. Ci piacerebbe parlare con lei martedì alle tre.", "it" },
  { "Dank je voor je sollicitatie. We willen je graag spreken op dinsdag.", "nl" },
  { "Obrigada pela sua candidatura. Gostaríamos de falar com você na terça-feira.", "pt" },
  { "ICH DANKE IHNEN FÜR DAS GESPRÄCH UND MELDE MICH BEI IHNEN", "de" },
  { "NOS! À NOS? À", "pt" },
  /* Where a language has few of such words more than others, they don't tell. */
  { "ja griaß di\nzimmerer such i oiwei. ruf mi o zwischn 12 und 1 do mach ma brotzeit oder "
    "kim glei am samstag in da fruah um 8 auf de baustö in uttendorf beim fuaßboiplatz dann "
    "schau ma uns zam\nmoser hans",
    "de" },
  /* Languages without rules: each passed for one of the seven. */
  { "Tack för din ansökan. Vi vill gärna träffa dig på vårt kontor på tisdag.", "sv" },
  { "Mange tak for din ansøgning. Vi vil gerne tale med dig på vores kontor.", "da" },
  { "Dziękujemy za przesłanie aplikacji. Zapraszamy Pana na rozmowę w biurze.", "pl" },
  { "Děkujeme za Váš zájem. Jsme rádi, že se hlásíte, a zveme Vás na pohovor.", "cs" },
  { "Hvala na prijavi. Pozivamo vas na razgovor koji će se održati kod nas.", "hr" },
  { "Gràcies per la teva candidatura. Ens agradaria convidar-te a una entrevista.", "ca" },
  { "Vă mulțumim pentru aplicație. Vă invităm la un interviu la sediul nostru.", "ro" },
  { "Kiitos hakemuksestasi. Haluaisimme kutsua sinut haastatteluun toimistollemme.", "fi" },
  { "Спасибо за отклик. Приглашаем вас на собеседование в нашем офисе.", "ru" },
  { "Σας ευχαριστούμε για την αίτησή σας και σας προσκαλούμε σε συνέντευξη.", "el" },
  { "この度はご応募いただき、誠にありがとうございます。面接のご案内です。", "ja" },
  { "面接のご案内", "ja" },
  { "感谢您的申请。我们想邀请您参加面试。", "zh" },
  { "안녕하세요, 면접에 초대합니다.", "ko" },
  { "ขอบคุณสำหรับการสมัครงาน เราขอเชิญคุณมาสัมภาษณ์", "th" },
  { "شكرا لك على طلبك. ندعوك إلى مقابلة", "ar" },
  { "תודה על פנייתך. נשמח להזמין אותך לראיון", "he" },
  { "Добрый день, спасибо!", "ru" },
  { "Дякуємо за ваш відгук. Запрошуємо вас на співбесіду.", "uk" },
  { "ДЯКУЄМО ЗА ВАШ ВІДГУК", "uk" },
  { "Дзякуй за ваш водгук. Запрашаем вас на сумоўе.", "be" },
  { "Благодарим ви за кандидатурата. Каним ви на интервю, където ще се срещнем.", "bg" },
  { "Хвала на пријави. Позивамо вас на разговор у нашој канцеларији.", "sr" },
  { "Ви благодариме за пријавата. Ве покануваме на разговор со куќата.", "mk" },
  /* Names in another script. */
  { "Thanks Иванов, 田中 and Παπαδόπουλος,\nsee you then!\n", "en" },
  /* An apostrophe of either form ends a word. */
  { "L’heure d’Anne, c’est l’essentiel.", "fr" },
  { "L'heure d'Anne, c'est l'essentiel.", "fr" },
  /* Letters are asked where words aren't sure, large ones, too. */
  { "NACHWEIS: GESUNDHEITSZEUGNIS, FÜHRERSCHEIN. ARBEITSKLEIDUNG WIRD GESTELLT.", "de" },
  { "田中\n", NULL },
  { "Иванов\n+44 20 7946 0000\nDocker, Kubernetes, Terraform\n", NULL },
  { "I do\n", NULL },
  { "", NULL },
  { "12:30 - 14:00\n+44 20 7946 0000\n", NULL },
};

static void
test_texts (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *language = rg_languages_guess (languages, texts[i].text);
      g_assert_cmpstr (language, ==, texts[i].language);
    }
}

/* Where a text begins with a table, a list of links or a quotation of code, its words come
 * later.
 */
static void
test_late_words (void)
{
  static const guint told[] = { 2, 5, 6 };
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autofree char *table = g_strnfill (1200, '7');
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *text = g_strconcat (table, "\n", texts[told[i]].text, NULL);
      g_autofree char *language = rg_languages_guess (languages, text);
      g_assert_cmpstr (language, ==, texts[told[i]].language);
    }
}

/* "com" is a word of Portuguese, but not in the name of a domain. */
static void
test_domains (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 20; i++)
    g_string_append_printf (text, "xq%d@zzk.com wvv.qqx%d.com\n", i, i);
  g_autofree char *language = rg_languages_guess (languages, text->str);
  g_assert_cmpstr (language, !=, "pt");
}

/* Where the text doesn't tell it the subject may, or what is quoted. */
static void
test_message (void)
{
  static const char head[] = "From: a@b.example\nSubject: %s\n\n%s";
  static const char *const mails[][3] = {
    { "Einladung zum Gespräch bei uns in der Firma", "Hallo\n", "de" },
    { "Re:", "Passt.\n\n> Können wir uns am Dienstag bei Ihnen sehen?\n", "de" },
    { "Einladung zum Gespräch bei uns in der Firma", "We look forward to seeing you.\n", "en" },
    { "Re: 12:30", "ok\n", NULL },
  };
  g_autoptr (RgLanguages) languages = shipped_languages ();
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *bytes = g_strdup_printf (head, mails[i][0], mails[i][1]);
      g_autoptr (RgMessage) message = rg_message_read (bytes, strlen (bytes), NULL);
      g_autofree char *language = rg_languages_of_message (languages, message);
      g_assert_cmpstr (language, ==, mails[i][2]);
    }
}

/* A word without an end costs no more than others. */
static void
test_long_word (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autofree char *blob = g_strnfill (200000, 'A');
  g_autofree char *both = g_strconcat (texts[0].text, " ", blob, NULL);
  g_autofree char *told = rg_languages_guess (languages, both);
  g_assert_cmpstr (told, ==, "en");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/texts", test_texts);
  g_test_add_func ("/language/late-words", test_late_words);
  g_test_add_func ("/language/domains", test_domains);
  g_test_add_func ("/language/message", test_message);
  g_test_add_func ("/language/long-word", test_long_word);
  return g_test_run ();
}
