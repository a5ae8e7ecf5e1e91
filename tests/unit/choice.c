/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen among what phrases and learned weights find; and what never is. */
#include "facts/facts.h"
#include "facts/finders.h"

#include "shipped_words.h"

#include <string.h>

#define DATE "\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
#define REST                                                                                   \
  "\r\nTo: sam@example.net" DATE "MIME-Version: 1.0\r\nContent-Type: text/plain; "             \
  "charset=utf-8\r\n\r\n"

static const struct
{
  const char *language, *mail, *company, *person; /* NULL: not asked for; "": none */
} cases[] = {
  /* The customer of a system, whose name is before the system's in the domain. */
  { "fr",
    "From: =?utf-8?Q?In=C3=A8s?= Fabre - Piloti <ines.fabre@piloti.teamtailor-mail.com>\r\n"
    "Subject: On se parle ?" REST
    "Hello Sam !\r\n\r\nMerci d'avoir postulé chez Piloti en tant que Customer Success "
    "Manager. Est-ce que tu serais dispo pour un appel la semaine prochaine ?\r\n\r\n"
    "Inès\r\nTalent @ Piloti\r\n\r\nPiloti recrute avec Teamtailor\r\n",
    "Piloti", NULL },
  /* Two sentences. */
  { "es",
    "From: Joan Pla <joan.pla@nimbora.teamtailor-mail.com>\r\nSubject: Nimbora - =?utf-8?Q?"
    "=C2=BFhablamos,?= Sam?" REST
    "Hola, Sam:\r\n\r\n¡Gracias por presentarte a Product Designer! Nos gustaría pasar a la "
    "segunda fase: una videollamada de 45 min.\r\n\r\nUn abrazo,\r\nJoan Pla\r\nPeople Ops, "
    "Nimbora\r\n\r\nRecibes este correo porque has enviado una candidatura a Nimbora. Datos y "
    "privacidad · Gestionar mis datos\r\n",
    "Nimbora", "Joan Pla" },
  /* A name doesn't end in a particle. */
  { "pt",
    "From: =?utf-8?Q?Bistr=C3=B4?= Chez Odette <reservas@chezodette.example>\r\nSubject: "
    "Conversa de hoje" REST
    "Oi Sam, é a Odette do bistrô. Desculpa, mas hoje não vai rolar te receber às 15h para a "
    "entrevista da vaga de garçom. Pode ser amanhã às 16h?\r\n\r\nOdette\r\n",
    NULL, "Odette" },
  { "en",
    "From: Philosophy Office <phil-office@uni-avonleigh.example>\r\nSubject: Lectureship" REST
    "Dear Dr Rivera,\r\n\r\nI am pleased to invite you to interview for the post of Lecturer "
    "in "
    "Ethics on Tuesday 8 December.\r\n\r\nYours sincerely,\r\n\r\nProf. Cornelius van der "
    "Hoeven-Pryce\r\nHead of Department\r\nDepartment of Philosophy\r\nUniversity of "
    "Avonleigh\r\n",
    NULL, "Cornelius van der Hoeven-Pryce" },
  /* Named nowhere but in the domain, which parts its words. */
  { "de",
    "From: Jannik <jannik@pumpwerk-fitness.example>\r\nSubject: Bewerbung" REST
    "Hi Sam,\r\n\r\ndanke für deine Bewerbung, hat uns gut gefallen! Hast du am Donnerstag um "
    "17 Uhr Zeit für ein Vorstellungsgespräch bei uns im Studio?\r\n\r\nLG Jannik\r\n",
    "Pumpwerk Fitness", NULL },
  /* Named nowhere but by the place, in words that the domain shortens. */
  { "nl",
    "From: Tamara de Rooij <t.derooij@mcvechtstreek.example>\r\nSubject: Uitnodiging" REST
    "Beste Sam Rivera,\r\n\r\nIk nodig je uit voor een sollicitatiegesprek voor de functie "
    "analist.\r\n\r\nWanneer: donderdag 26 november, 16.30 uur\r\nWaar: Medisch Centrum "
    "Vechtstreek, route 41 (vraag naar Tamara)\r\n\r\nVriendelijke groet,\r\nTamara de "
    "Rooij\r\n",
    "Medisch Centrum Vechtstreek", NULL },
  /* Only the calendar describes who it is. */
  { "es",
    "From: Julieta Santamaria <jsantamaria@segurosmonserrate.example>\r\nSubject: Entrevista "
    "Sam Rivera\r\nTo: sam@example.net" DATE "MIME-Version: 1.0\r\nContent-Type: "
    "multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
    "charset=utf-8\r\n\r\nVa por aquí, Sam. Me confirma, por favor.\r\n--b\r\n"
    "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x.example\r\n"
    "DTSTAMP:20261111T150530Z\r\nDTSTART:20261213T203000Z\r\nDTEND:20261213T211500Z\r\n"
    "SUMMARY:Entrevista Sam Rivera\r\nDESCRIPTION:Seguros Monserrate. Participan Julieta "
    "Santamaria y el jefe.\r\nORGANIZER:mailto:jsantamaria@segurosmonserrate.example\r\n"
    "ATTENDEE:mailto:sam@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n",
    "Seguros Monserrate", NULL },
  /* A provider that no list has is no firm, by first name neither. */
  { "en",
    "From: Priscilla Gomes <priscilla@letterbox.example>\r\nSubject: Interview" REST
    "Hi Sam,\r\n\r\nthank you for your application. Could you come to an interview on "
    "Thursday at 3pm?\r\n\r\nPriscilla\r\n",
    "", "Priscilla Gomes" },
  /* Who only passes the mail on. */
  { "de",
    "From: Mira Rivera <mira.rivera@gmx.de>\r\nSubject: WG: Vorstellungstermin im Salon" REST
    "Schau mal, die haben an meine Adresse geschrieben. Antworte denen bitte direkt.\r\n\r\n"
    "Kuss, Mira\r\n\r\n-----Ursprüngliche Nachricht-----\r\nVon: Salon Haarmonie "
    "<termine@salon-haarmonie.example>\r\nGesendet: Freitag, 13. November 2026 17:02\r\nAn: "
    "mira.rivera@gmx.de\r\nBetreff: Vorstellungstermin im Salon\r\n\r\nHallo Sam,\r\n\r\n"
    "vielen Dank für Deine Bewerbung als Friseur/in! Wir würden Dich gerne kennenlernen. Hast "
    "Du am Mittwoch um 18.30 Uhr Zeit?\r\n\r\nLiebe Grüße\r\nGülsen Aydoğan & Team\r\n",
    NULL, "Gülsen Aydoğan" },
};

static RgFacts *
facts_of (const RgWords *words, const char *language, const char *mail)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  return rg_facts_find (message, rg_words_get (words, language), own);
}

static void
test_choice (void)
{
  g_autoptr (RgWords) words = shipped_words ("learned", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgFacts) facts = facts_of (words, cases[i].language, cases[i].mail);
      g_test_message ("%s", cases[i].mail);
      if (cases[i].company)
        g_assert_cmpstr (facts->company ? facts->company : "", ==, cases[i].company);
      if (cases[i].person)
        g_assert_cmpstr (facts->contact ? facts->contact->name : NULL, ==, cases[i].person);
    }
}

/* No phrase of ours says so; the words as a whole do. */
static void
test_agency (void)
{
  static const struct
  {
    const char *mail;
    gboolean via_recruiter;
  } mails[] = {
    { "From: Tariq Hill <tariq@pinnaclebuild.example>\r\nSubject: Re: Arbuthnot interview" REST
      "Hi Sam\r\n\r\nQuick one. Arbuthnot have had to push tomorrow's meeting back for the "
      "Quantity Surveyor position as their commercial director is stuck on site in Aberdeen. "
      "New slot is Wednesday 25th November, 3.15pm, same address on Finsbury Circus. "
      "Everything "
      "else as per my email below.\r\n\r\nCan you drop me a line today to say that's OK? "
      "Sorry for the mess around.\r\n\r\nCheers\r\nTariq\r\nPinnacle Build "
      "Recruitment\r\n",
      TRUE },
    { "From: Ada Hill <ada@fernwood.example>\r\nSubject: Interview" REST
      "Hi Sam,\r\n\r\nthank you for your application. We would like to meet you for a first "
      "round on Thursday at 6pm in our office.\r\n\r\nAda Hill\r\nFernwood\r\n",
      FALSE },
  };
  g_autoptr (RgWords) words = shipped_words ("learned", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (RgFacts) facts = facts_of (words, "en", mails[i].mail);
      g_assert_cmpint (facts->via_recruiter, ==, mails[i].via_recruiter);
    }
}

#define LABEL_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

/* A domain is what its sender makes of it. */
static void
test_words_of_domain (void)
{
  static const char *const domains[][2] = { { "theater-am-wall.example", "theater-am-wall" },
                                            { "acme.co.uk", "acme" },
                                            { "a---b.example", "a-b" },
                                            { "-x-.example", "x" },
                                            { "---.example", "" },
                                            { "{{company}}.example", "company" },
                                            { "%n$s-corp.example", "ns-corp" },
                                            { LABEL_63 ".example", LABEL_63 },
                                            { LABEL_63 "a.example", "" } };
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *mail = g_strconcat ("From: Ann <ann@", domains[i][0],
                                           ">\r\nSubject: Interview" REST "Hi\r\n", NULL);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      const RgSource source = { .message = message };
      g_autofree char *words = rg_sender_words (&source);
      g_assert_cmpstr (words, ==, domains[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choice/among", test_choice);
  g_test_add_func ("/choice/agency", test_agency);
  g_test_add_func ("/choice/domain", test_words_of_domain);
  return g_test_run ();
}
