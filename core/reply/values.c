/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/values.h"

#include "base/text.h"

#include <string.h>

/* After this an answer owes an apology. */
#define LATE_HOURS 48

GHashTable *
rg_values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

void
rg_values_add (GHashTable *values, const char *name, const char *value)
{
  g_autofree char *line = rg_text_one_line (value);
  if (*line)
    g_hash_table_insert (values, (gpointer) name, g_steal_pointer (&line));
}

/* How a language writes a day: never in the words of the system's locale. */
typedef struct
{
  const char *language;
  const char *comma; /* behind the weekday */
  const char *of;    /* behind the day of the month */
  const char *time;  /* as g_date_time_format() takes it */
  const char *days[7], *months[12];
} Calendar;

static const Calendar calendars[] = {
  { "en",
    ",",
    "",
    "%H:%M",
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" } },
  { "de",
    ",",
    ".",
    "%H:%M",
    { "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag" },
    { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
      "Oktober", "November", "Dezember" } },
  { "fr",
    "",
    "",
    "%-H h %M",
    { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
    { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre" } },
  { "es",
    "",
    " de",
    "%-H:%M",
    { "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo" },
    { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre" } },
  { "it",
    "",
    "",
    "%-H:%M",
    { "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica" },
    { "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
      "settembre", "ottobre", "novembre", "dicembre" } },
  { "nl",
    "",
    "",
    "%H.%M",
    { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" },
    { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
      "oktober", "november", "december" } },
  { "pt",
    ",",
    " de",
    "%-Hh%M",
    { "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
      "domingo" },
    { "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro" } },
};

static const Calendar *
find_calendar (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++)
    if (g_str_equal (calendars[i].language, language))
      return &calendars[i];
  return &calendars[0];
}

static char *
format_day (const Calendar *calendar, GDateTime *day)
{
  int number = g_date_time_get_day_of_month (day);
  gboolean is_premier = number == 1 && g_str_equal (calendar->language, "fr");
  return g_strdup_printf ("%s%s %d%s %s", calendar->days[g_date_time_get_day_of_week (day) - 1],
                          calendar->comma, number, is_premier ? "er" : calendar->of,
                          calendar->months[g_date_time_get_month (day) - 1]);
}

/* Only where there is one time: of several slots none is "the" interview. */
static void
set_time (GHashTable *values, const RgFacts *facts, const char *language)
{
  if (facts->times->len != 1)
    return;
  const Calendar *calendar = find_calendar (language);
  const RgMoment *moment = g_ptr_array_index (facts->times, 0);
  g_autofree char *day = format_day (calendar, moment->when);
  g_autofree char *time = g_date_time_format (moment->when, calendar->time);
  rg_values_add (values, "date", day);
  rg_values_add (values, "time", time);
}

/* "Priya Nair" → "Priya" and "Nair". A single word is both. */
void
rg_values_add_contact (GHashTable *values, const char *full_name)
{
  g_autofree char *name = rg_text_one_line (full_name);
  if (!*name)
    return;
  const char *space = strchr (name, ' ');
  g_autofree char *first = space ? g_strndup (name, (gsize) (space - name)) : g_strdup (name);
  rg_values_add (values, "contact", name);
  rg_values_add (values, "first_name", first);
  rg_values_add (values, "last_name", space ? strrchr (name, ' ') + 1 : name);
}

/* The first titles that the user looks for, as a list in a sentence. */
#define MAX_TITLES 3

static void
set_titles (GHashTable *values, GStrv titles)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (int i = 0; titles[i] && i < MAX_TITLES; i++)
    g_string_append_printf (list, "%s%s", i ? ", " : "", titles[i]);
  rg_values_add (values, "titles", list->str);
}

/* When the user can talk, as the language writes hours. */
static void
set_hours (GHashTable *values, const RgProfile *profile, const char *language)
{
  const struct
  {
    const char *name;
    int minutes;
  } ends[] = { { "hours_from", profile->hours_from }, { "hours_to", profile->hours_to } };
  if (profile->hours_from < 0 || profile->hours_to < 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      int minutes = MIN (ends[i].minutes, 24 * 60 - 1);
      g_autoptr (GDateTime) time
          = g_date_time_new_utc (2000, 1, 1, minutes / 60, minutes % 60, 0);
      g_autofree char *hour = g_date_time_format (time, find_calendar (language)->time);
      rg_values_add (values, ends[i].name, hour);
    }
  rg_values_add (values, "time_zone", profile->zone_name);
}

/* A text puts its own full stop behind it. */
static void
set_headline (GHashTable *values, const char *headline)
{
  g_autofree char *line = rg_text_one_line (headline);
  gsize length = strlen (line);
  while (length && strchr (". ", line[length - 1]))
    line[--length] = '\0';
  rg_values_add (values, "headline", line);
}

void
rg_values_add_profile (GHashTable *values, const RgProfile *profile, const char *language)
{
  rg_values_add (values, "tone", rg_tone_names[rg_profile_tone (profile, language)]);
  rg_values_add (values, "notice_period", profile->notice_period);
  rg_values_add (values, "signature", profile->signature);
  rg_values_add (values, "referral", profile->referral_consented ? profile->referral : NULL);
  set_headline (values, profile->headline);
  set_titles (values, profile->titles);
  set_hours (values, profile, language);
}

static gboolean
is_late (const RgCase *the_case)
{
  GDateTime *received = the_case->message->date;
  return received
         && g_date_time_difference (the_case->now, received) > LATE_HOURS * G_TIME_SPAN_HOUR;
}

/* The name in the profile, else the one that the sender knows the user by. */
static const char *
user_name (const RgCase *the_case)
{
  if (the_case->profile->name)
    return the_case->profile->name;
  for (guint i = 0; i < the_case->message->to->len; i++)
    {
      const RgAddress *to = g_ptr_array_index (the_case->message->to, i);
      for (const char *const *own = the_case->addresses; own && *own; own++)
        if (rg_address_is_same (to->address, *own))
          return to->name;
    }
  return NULL;
}

GHashTable *
rg_values_of (const RgCase *the_case, const RgDecision *decision, const char *language)
{
  const RgFacts *facts = the_case->facts;
  const RgProfile *profile = the_case->profile;
  GHashTable *values = rg_values_new ();
  rg_values_add (values, "company", facts->company);
  rg_values_add (values, "position", facts->position);
  rg_values_add (values, "place", facts->place);
  gboolean asks_pay = profile->must_know & RG_MUST_KNOW_PAY && !facts->salary;
  rg_values_add (values, "ask_pay", asks_pay ? "yes" : NULL);
  rg_values_add (values, "stage", rg_stage_names[facts->stage]);
  rg_values_add (values, "mode", rg_mode_names[facts->mode]);
  rg_values_add (values, "informal", facts->informal ? "yes" : NULL);
  rg_values_add (values, "recruiter", facts->via_recruiter ? "yes" : NULL);
  rg_values_add (values, "late", is_late (the_case) ? "yes" : NULL);
  rg_values_add (values, "reason", profile->give_reason ? decision->reason : NULL);
  rg_values_add (values, "user_name", user_name (the_case));
  rg_values_add_profile (values, profile, language);
  rg_values_add_contact (values, facts->contact ? facts->contact->name : NULL);
  set_time (values, facts, language);
  return values;
}
