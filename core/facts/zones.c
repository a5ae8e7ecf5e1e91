/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/zones.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *words, *iana;
} names[] = {
  { "UTC", "UTC" },
  { "GMT", "UTC" },
  { "Z", "UTC" },
  { "BST", "Europe/London" },
  { "Greenwich Mean", "UTC" },
  { "UK", "Europe/London" },
  { "British", "Europe/London" },
  { "Irish", "Europe/Dublin" },
  { "WET", "Europe/Lisbon" },
  { "WEST", "Europe/Lisbon" },
  { "Western European", "Europe/Lisbon" },
  { "CET", "Europe/Berlin" },
  { "CEST", "Europe/Berlin" },
  { "MEZ", "Europe/Berlin" },
  { "MESZ", "Europe/Berlin" },
  { "Central European", "Europe/Berlin" },
  { "German", "Europe/Berlin" },
  { "Swiss", "Europe/Zurich" },
  { "EET", "Europe/Athens" },
  { "EEST", "Europe/Athens" },
  { "Eastern European", "Europe/Athens" },
  { "ET", "America/New_York" },
  { "EST", "America/New_York" },
  { "EDT", "America/New_York" },
  { "Eastern", "America/New_York" },
  { "Eastern Standard", "America/New_York" },
  { "US Eastern", "America/New_York" },
  { "CT", "America/Chicago" },
  { "CST", "America/Chicago" },
  { "CDT", "America/Chicago" },
  { "Central", "America/Chicago" },
  { "MT", "America/Denver" },
  { "MST", "America/Denver" },
  { "MDT", "America/Denver" },
  { "Mountain", "America/Denver" },
  { "PT", "America/Los_Angeles" },
  { "PST", "America/Los_Angeles" },
  { "PDT", "America/Los_Angeles" },
  { "Pacific", "America/Los_Angeles" },
  { "Pacific Standard", "America/Los_Angeles" },
  { "BRT", "America/Sao_Paulo" },
  { "AST", "America/Halifax" },
  { "ADT", "America/Halifax" },
  { "Atlantic", "America/Halifax" },
  { "Arizona", "America/Phoenix" },
  { "COT", "America/Bogota" },
  { "ACST", "Australia/Adelaide" },
  { "ACDT", "Australia/Adelaide" },
  { "ART", "America/Buenos_Aires" },
  { "SAST", "Africa/Johannesburg" },
  { "SA", "Africa/Johannesburg" },
  { "East Africa", "Africa/Nairobi" },
  { "West Africa", "Africa/Lagos" },
  { "Danish", "Europe/Copenhagen" },
  { "Dutch", "Europe/Amsterdam" },
  { "French", "Europe/Paris" },
  { "Spanish", "Europe/Madrid" },
  { "Italian", "Europe/Rome" },
  { "Polish", "Europe/Warsaw" },
  { "Portuguese", "Europe/Lisbon" },
  { "Belgian", "Europe/Brussels" },
  { "Austrian", "Europe/Vienna" },
  { "Swedish", "Europe/Stockholm" },
  { "Norwegian", "Europe/Oslo" },
  { "Finnish", "Europe/Helsinki" },
  { "Greek", "Europe/Athens" },
  { "Czech", "Europe/Prague" },
  { "EAT", "Africa/Nairobi" },
  { "WAT", "Africa/Lagos" },
  { "MSK", "Europe/Moscow" },
  { "GST", "Asia/Dubai" },
  { "PKT", "Asia/Karachi" },
  { "India Standard", "Asia/Kolkata" },
  { "Indian", "Asia/Kolkata" },
  { "Japan Standard", "Asia/Tokyo" },
  { "Korea Standard", "Asia/Seoul" },
  { "China Standard", "Asia/Shanghai" },
  { "Singapore", "Asia/Singapore" },
  { "Malaysia", "Asia/Kuala_Lumpur" },
  { "Gulf", "Asia/Dubai" },
  { "Dubai", "Asia/Dubai" },
  { "UAE", "Asia/Dubai" },
  { "Emirates", "Asia/Dubai" },
  { "Nairobi", "Africa/Nairobi" },
  { "Lagos", "Africa/Lagos" },
  { "South Africa", "Africa/Johannesburg" },
  { "South Africa Standard", "Africa/Johannesburg" },
  { "SGT", "Asia/Singapore" },
  { "HKT", "Asia/Hong_Kong" },
  { "JST", "Asia/Tokyo" },
  { "Japan", "Asia/Tokyo" },
  { "KST", "Asia/Seoul" },
  { "AEST", "Australia/Sydney" },
  { "AEDT", "Australia/Sydney" },
  { "AWST", "Australia/Perth" },
  { "NZST", "Pacific/Auckland" },
  { "NZDT", "Pacific/Auckland" },
  { "United Kingdom", "Europe/London" },
  /* cities that aren't the last part of an IANA name, or whose name is short for one */
  { "New York", "America/New_York" },
  { "Boston", "America/New_York" },
  { "Washington", "America/New_York" },
  { "San Francisco", "America/Los_Angeles" },
  { "Seattle", "America/Los_Angeles" },
  { "California", "America/Los_Angeles" },
  { "Texas", "America/Chicago" },
  { "Austin", "America/Chicago" },
  { "Saskatchewan", "America/Regina" },
  { "Alberta", "America/Edmonton" },
  { "Ontario", "America/Toronto" },
  { "British Columbia", "America/Vancouver" },
  { "Newfoundland", "America/St_Johns" },
  { "Miami", "America/New_York" },
  { "Queensland", "Australia/Brisbane" },
  { "Munich", "Europe/Berlin" },
  { "Hamburg", "Europe/Berlin" },
  { "Frankfurt", "Europe/Berlin" },
  { "Cologne", "Europe/Berlin" },
  { "Geneva", "Europe/Zurich" },
  { "Basel", "Europe/Zurich" },
  { "Barcelona", "Europe/Madrid" },
  { "Milan", "Europe/Rome" },
  { "Porto", "Europe/Lisbon" },
  { "Edinburgh", "Europe/London" },
  { "Glasgow", "Europe/London" },
  { "Manchester", "Europe/London" },
  { "Cambridge", "Europe/London" },
  { "Cork", "Europe/Dublin" },
  { "Rotterdam", "Europe/Amsterdam" },
  { "Eindhoven", "Europe/Amsterdam" },
  { "Gothenburg", "Europe/Stockholm" },
  { "Bangalore", "Asia/Kolkata" },
  { "Bengaluru", "Asia/Kolkata" },
  { "Mumbai", "Asia/Kolkata" },
  { "Delhi", "Asia/Kolkata" },
  { "Tel Aviv", "Asia/Jerusalem" },
  { "Montreal", "America/Toronto" },
  { "Cape Town", "Africa/Johannesburg" },
  /* in other languages */
  { "mitteleuropäische", "Europe/Berlin" },
  { "deutsche", "Europe/Berlin" },
  { "München", "Europe/Berlin" },
  { "Köln", "Europe/Berlin" },
  { "Wien", "Europe/Vienna" },
  { "Vienne", "Europe/Vienna" },
  { "Zürich", "Europe/Zurich" },
  { "Zurique", "Europe/Zurich" },
  { "Bern", "Europe/Zurich" },
  { "Bâle", "Europe/Zurich" },
  { "Genf", "Europe/Zurich" },
  { "Ginevra", "Europe/Zurich" },
  { "Genebra", "Europe/Zurich" },
  { "Brüssel", "Europe/Brussels" },
  { "Bruxelas", "Europe/Brussels" },
  { "Warschau", "Europe/Warsaw" },
  { "Prag", "Europe/Prague" },
  { "Rom", "Europe/Rome" },
  { "Mailand", "Europe/Rome" },
  { "Torino", "Europe/Rome" },
  { "Bologna", "Europe/Rome" },
  { "Napoli", "Europe/Rome" },
  { "Lissabon", "Europe/Lisbon" },
  { "Toulouse", "Europe/Paris" },
  { "Lyon", "Europe/Paris" },
  { "Marseille", "Europe/Paris" },
  { "Strasbourg", "Europe/Paris" },
  { "Rabat", "Africa/Casablanca" },
  { "Beyrouth", "Asia/Beirut" },
  { "Cancún", "America/Cancun" },
  { "Medellín", "America/Bogota" },
  { "Panamá", "America/Panama" },
  { "Venezuela", "America/Caracas" },
  { "Uruguay", "America/Montevideo" },
  { "Nueva York", "America/New_York" },
  { "Salvador", "America/Bahia" },
  { "Porto Alegre", "America/Sao_Paulo" },
  { "Rio de Janeiro", "America/Sao_Paulo" },
  { "Cabo Verde", "Atlantic/Cape_Verde" },
  { "Berliner", "Europe/Berlin" },
  { "Berlín", "Europe/Berlin" },
  { "Berlino", "Europe/Berlin" },
  { "Berlim", "Europe/Berlin" },
  { "Duitse", "Europe/Berlin" },
  { "Europe centrale", "Europe/Berlin" },
  { "central europea", "Europe/Berlin" },
  { "Europa centrale", "Europe/Berlin" },
  { "HNEC", "Europe/Berlin" },
  { "HAEC", "Europe/Berlin" },
  { "Europa central", "Europe/Berlin" },
  { "Singapur", "Asia/Singapore" },
  { "Singapurer", "Asia/Singapore" },
  { "Singapour", "Asia/Singapore" },
  { "Singapura", "Asia/Singapore" },
  { "Singaporese", "Asia/Singapore" },
  { "Hongkong", "Asia/Hong_Kong" },
  { "Hongkonger", "Asia/Hong_Kong" },
  { "Tokioter", "Asia/Tokyo" },
  { "Tokio", "Asia/Tokyo" },
  { "New Yorker", "America/New_York" },
  { "Moskauer", "Europe/Moscow" },
  { "Istanbuler", "Europe/Istanbul" },
  { "Dubaier", "Asia/Dubai" },
  { "Ecuador", "America/Guayaquil" },
  { "Quito", "America/Guayaquil" },
  { "Belém", "America/Belem" },
  { "schweizer", "Europe/Zurich" },
  { "Zürcher", "Europe/Zurich" },
  { "Genève", "Europe/Zurich" },
  { "Lausanne", "Europe/Zurich" },
  { "suisse", "Europe/Zurich" },
  { "svizzera", "Europe/Zurich" },
  { "Zurigo", "Europe/Zurich" },
  { "Lugano", "Europe/Zurich" },
  { "österreichische", "Europe/Vienna" },
  { "Wiener", "Europe/Vienna" },
  { "britische", "Europe/London" },
  { "Londoner", "Europe/London" },
  { "Londres", "Europe/London" },
  { "Londra", "Europe/London" },
  { "Britse", "Europe/London" },
  { "Londense", "Europe/London" },
  { "Parijse", "Europe/Paris" },
  { "Berlijnse", "Europe/Berlin" },
  { "Pariser", "Europe/Paris" },
  { "française", "Europe/Paris" },
  { "París", "Europe/Paris" },
  { "Parigi", "Europe/Paris" },
  { "Lissabonner", "Europe/Lisbon" },
  { "Lisbonne", "Europe/Lisbon" },
  { "Lisboa", "Europe/Lisbon" },
  { "Lisbona", "Europe/Lisbon" },
  { "Portugal", "Europe/Lisbon" },
  { "Portugal continental", "Europe/Lisbon" },
  { "portuguesa", "Europe/Lisbon" },
  { "Bruxelles", "Europe/Brussels" },
  { "belge", "Europe/Brussels" },
  { "Belgische", "Europe/Brussels" },
  { "Brusselse", "Europe/Brussels" },
  { "Nederlandse", "Europe/Amsterdam" },
  { "Amsterdamse", "Europe/Amsterdam" },
  { "España", "Europe/Madrid" },
  { "peninsular", "Europe/Madrid" },
  { "española", "Europe/Madrid" },
  { "Roma", "Europe/Rome" },
  { "Milano", "Europe/Rome" },
  { "italiana", "Europe/Rome" },
  { "Montréal", "America/Toronto" },
  { "Québec", "America/Toronto" },
  { "normale de l'est", "America/Toronto" },
  { "l'Est", "America/Toronto" },
  { "Abidjan", "Africa/Abidjan" },
  { "La Réunion", "Indian/Reunion" },
  { "HNE", "America/Toronto" },
  { "HAE", "America/Toronto" },
  { "México", "America/Mexico_City" },
  { "Ciudad de México", "America/Mexico_City" },
  { "CDMX", "America/Mexico_City" },
  { "centro", "America/Mexico_City" },
  { "RD", "America/Santo_Domingo" },
  { "centro de México", "America/Mexico_City" },
  { "mexicana", "America/Mexico_City" },
  { "Bogotá", "America/Bogota" },
  { "Colombia", "America/Bogota" },
  { "colombiana", "America/Bogota" },
  { "Argentina", "America/Buenos_Aires" },
  { "Chile", "America/Santiago" },
  { "chilena", "America/Santiago" },
  { "Perú", "America/Lima" },
  { "peruana", "America/Lima" },
  { "Canarias", "Atlantic/Canary" },
  { "canaria", "Atlantic/Canary" },
  { "Brasília", "America/Sao_Paulo" },
  { "São Paulo", "America/Sao_Paulo" },
  { "brasileiro", "America/Sao_Paulo" },
  { "Nova York", "America/New_York" },
  { "Nova Iorque", "America/New_York" },
  { "Açores", "Atlantic/Azores" },
  { "Mato Grosso", "America/Cuiaba" },
  { "Cuiabá", "America/Cuiaba" },
  { "Manaus", "America/Manaus" },
  { "Recife", "America/Recife" },
  { "Fortaleza", "America/Fortaleza" },
  { "Belém", "America/Belem" },
};

static const char *const regions[]
    = { "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic" };

/* "UTC+1", "GMT-03:00", "+0530" */
static GTimeZone *
parse_offset (const char *words)
{
  const char *p = words;
  int hours, minutes = 0;
  char sign;
  if (!g_ascii_strncasecmp (p, "UTC", 3) || !g_ascii_strncasecmp (p, "GMT", 3))
    p += 3;
  p += strspn (p, " ");
  if (sscanf (p, "%c%2d:%2d", &sign, &hours, &minutes) < 2
      && sscanf (p, "%c%2d%2d", &sign, &hours, &minutes) < 2)
    return NULL;
  if (strlen (p) == 5 && !strchr (p, ':'))
    minutes = atoi (p + 3);
  if ((sign != '+' && sign != '-') || hours > 14 || minutes > 59)
    return NULL;
  return g_time_zone_new_offset ((sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60));
}

static GTimeZone *
find_city (const char *city)
{
  g_autofree char *name = g_strdelimit (g_strdup (city), " ", '_');
  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_autofree char *iana = g_strdup_printf ("%s/%s", regions[i], name);
      GTimeZone *zone = g_time_zone_new_identifier (iana);
      if (zone)
        return zone;
    }
  return NULL;
}

/* "Europe/Berlin" */
static gboolean
is_iana (const char *words)
{
  const char *slash = strchr (words, '/');
  g_autofree char *region = g_strndup (words, slash ? (gsize) (slash - words) : 0);
  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    if (g_str_equal (regions[i], region))
      return !strchr (words, '.');
  return FALSE;
}

GTimeZone *
rg_zone_parse (const char *words, gint64 sender)
{
  g_autofree char *name = g_strstrip (g_strdup (words));
  if (g_str_has_suffix (name, " time") || g_str_has_suffix (name, " Time"))
    name[strlen (name) - 5] = '\0';
  if (g_str_equal (name, "AEST") && sender == 10 * 3600)
    return g_time_zone_new_identifier ("Australia/Brisbane"); /* no summer time */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!g_ascii_strcasecmp (names[i].words, name))
      return g_time_zone_new_identifier (names[i].iana);
  if (g_str_equal (name, "IST"))
    return sender == RG_ZONE_INDIA ? g_time_zone_new_identifier ("Asia/Kolkata") : NULL;
  GTimeZone *offset = parse_offset (name);
  if (offset)
    return offset;
  if (is_iana (name))
    return g_time_zone_new_identifier (name);
  if (strlen (name) > 3)
    *name = g_ascii_toupper (*name); /* "6pm london time" */
  return g_ascii_isupper (*name) && !strchr (name, '/') && !strchr (name, '.')
             ? find_city (name)
             : NULL;
}
