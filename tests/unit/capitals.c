/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in capitals, as a reply writes them. */
#include "facts/capitals.h"

#include <glib.h>
#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *shouted, *written;
  } names[] = {
    { "MARCHETTI", "Marchetti" },
    { "Priya NAIR", "Priya Nair" },
    { "JEAN-PIERRE LE GOFF", "Jean-Pierre Le Goff" },
    { "Luca DE ROSSI", "Luca de Rossi" },
    { "Jan VAN DEN BERG", "Jan van den Berg" },
    { "Ana Lee", "Ana Lee" },
    { "HEAD OF HR", "Head of HR" },
    { "ADDETTO/A AL MAGAZZINO", "Addetto/a al Magazzino" },
    { "TRAVAILLEUR(EUSE) SOCIAL(E)", "Travailleur(euse) Social(e)" },
    { "EMPLOYÉ(E) DE BANQUE", "Employé(e) de Banque" },
    { "C/C++ DEVELOPER", "C/C++ Developer" },
    { "A/B TESTING LEAD", "A/B Testing Lead" },
    { "MANAGER(LATAM)", "Manager(Latam)" },
    { "OPERATIONS LEAD, LA", "Operations Lead, LA" },
    { "JOHN D SMITH", "John D Smith" },
    { "SRE II", "SRE II" },
    { "M&E OFFICER", "M&E Officer" },
    { "DRIVER C+E", "Driver C+E" },
    { "Success Manager (LATAM)", "Success Manager (LATAM)" },
    { "FTTH Technician", "FTTH Technician" },
    { "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *written = rg_without_shouting (names[i].shouted);
      g_assert_cmpstr (written, ==, names[i].written);
    }
}

static void
test_firms (void)
{
  static const struct
  {
    const char *shouted, *text, *written;
  } firms[] = {
    { "COMUNE DI ROCCALUNGA", "", "Comune di Roccalunga" },
    { "AYUNTAMIENTO DE VILLAR DEL RÍO", "", "Ayuntamiento de Villar del Río" },
    { "CENTRE HOSPITALIER DU VAL DE L'OISE", "", "Centre Hospitalier du Val de l'Oise" },
    { "DISTRIBUIDORA EL CAFETAL", "", "Distribuidora El Cafetal" },
    { "KESTREL VALLEY NHS TRUST", "", "Kestrel Valley NHS Trust" },
    { "TRANSBOREAL LOGISTICS", "See you at TransBoreal Logistics.", "TransBoreal Logistics" },
    { "ASML HOLDING", "You will like it at ASML from day one.", "ASML Holding" },
    { "MCDONALD'S RESTAURANTS", "", "Mcdonald's Restaurants" },
    { "UNIVERSITÀ DEGLI STUDI", "", "Università degli Studi" },
    { "CLUB AUX LILAS", "", "Club aux Lilas" },
    { "BANCO BBVA ARGENTINA", "", "Banco BBVA Argentina" },
    { "IKEA", "", "IKEA" },
    { "DSDEN 87", "", "DSDEN 87" },
    { "BMW AG", "", "BMW AG" },
    { "Groupe BATIVAL", "", "Groupe BATIVAL" },
    { "", "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (firms); i++)
    {
      g_autofree char *written = rg_company_without_shouting (firms[i].shouted, firms[i].text);
      g_assert_cmpstr (written, ==, firms[i].written);
    }
}

/* Whoever writes it: no name is so long that it can't be looked for. */
static void
test_endless_name (void)
{
  g_autoptr (GString) name = g_string_new ("BIG");
  while (name->len < 200 * 1024)
    g_string_append (name, " FIRM");
  g_autofree char *written = rg_company_without_shouting (name->str, "a big firm");
  g_assert_cmpstr (written, ==, name->str);
  g_autofree char *title = rg_without_shouting (name->str);
  g_assert_cmpuint (strlen (title), ==, name->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capitals/names", test_names);
  g_test_add_func ("/capitals/firms", test_firms);
  g_test_add_func ("/capitals/endless-name", test_endless_name);
  return g_test_run ();
}
