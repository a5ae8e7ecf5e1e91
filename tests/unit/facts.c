/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found of an employer, a person and a telephone in mail of several shapes. */
#include "facts/facts.h"

#include <string.h>

#define REST                                                                                   \
  "\r\nTo: sam@example.net\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n"                       \
  "Content-Type: text/plain; charset=utf-8\r\n\r\n"

static const struct
{
  const char *language, *mail;
  const char *company, *person, *address, *phone; /* NULL: unknown */
} cases[] = {
  /* A relay sends; answers go to the employer's own domain. */
  { "en",
    "From: Ada Hill <jobs.k3x@relay.example>\r\nReply-To: ada.hill@fernwood.example\r\n"
    "Subject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  { "en",
    "From: Ada Hill <ada.hill@fernwood.example>\r\nSubject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  /* Of an agency's mail a town is no employer. */
  { "es",
    "From: Eva Gil <eva@seleccion.example>\r\nSubject: Entrevista" REST
    "Buscamos un jefe de almacén para nuestro cliente, con puesto en Getafe.\r\n\r\n"
    "Saludos\r\nEva Gil\r\nT. 91 555 01 33\r\n",
    NULL, "Eva Gil", "eva@seleccion.example", "91 555 01 33" },
  { "es",
    "From: Eva Gil <eva@mora.example>\r\nSubject: Entrevista" REST
    "Si no puedes, llámame al 654 55 01 20.\r\n\r\nSaludos\r\nEva Gil\r\nMora\r\n",
    "Mora", "Eva Gil", "eva@mora.example", "654 55 01 20" },
  { "es",
    "From: Eva Gil <eva@mora.example>\r\nSubject: Entrevista" REST
    "Te llamaremos al 654 55 01 20. CIF B12345678.\r\n\r\nSaludos\r\nEva Gil\r\nMora\r\n",
    "Mora", "Eva Gil", "eva@mora.example", NULL },
  { "it",
    "From: Ada Re <ada@valli.example>\r\nSubject: Colloquio" REST
    "Se hai problemi chiama il 347 555 0162.\r\n\r\nSaluti\r\nAda Re\r\nValli\r\n",
    "Valli", "Ada Re", "ada@valli.example", "347 555 0162" },
  /* An initial stands for the name that the sender has. */
  { "it",
    "From: Corrado Re <c.re@valli.example>\r\nSubject: Colloquio" REST
    "Ti aspetto.\r\n\r\nSaluti\r\nC. Re\r\nValli S.p.A.\r\n",
    "Valli", "Corrado Re", "c.re@valli.example", NULL },
};

static RgWords *
shipped_words (void)
{
  g_autofree char *dir = g_build_filename (g_getenv ("REGRETS_DATADIR"), "words", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  RgWords *words = rg_words_load (dirs, &error);
  g_assert_no_error (error);
  return words;
}

static void
test_find (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autoptr (RgFacts) facts
          = rg_facts_find (message, rg_words_get (words, cases[i].language), own);
      g_test_message ("%s", cases[i].mail);
      g_assert_cmpstr (facts->company, ==, cases[i].company);
      g_assert_cmpstr (facts->contact->name, ==, cases[i].person);
      g_assert_cmpstr (facts->contact->address, ==, cases[i].address);
      g_assert_cmpstr (facts->phone, ==, cases[i].phone);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/find", test_find);
  return g_test_run ();
}
