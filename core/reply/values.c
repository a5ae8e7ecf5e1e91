/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/values.h"

#include "base/text.h"

#include <string.h>

/* After this an answer owes an apology. */
#define LATE_HOURS 48

static void
set (GHashTable *values, const char *name, const char *value)
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
  set (values, "date", day);
  set (values, "time", time);
}

/* "Priya Nair" → "Priya" and "Nair". A single word is both. */
static void
set_contact (GHashTable *values, const RgAddress *contact)
{
  if (!contact || rg_text_is_blank (contact->name))
    return;
  g_autofree char *name = rg_text_one_line (contact->name);
  const char *space = strchr (name, ' ');
  g_autofree char *first = space ? g_strndup (name, (gsize) (space - name)) : g_strdup (name);
  set (values, "contact", name);
  set (values, "first_name", first);
  set (values, "last_name", space ? strrchr (name, ' ') + 1 : name);
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
  static const char *const tones[] = { "warm", "formal", "brief" };
  const RgFacts *facts = the_case->facts;
  const RgProfile *profile = the_case->profile;
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  set (values, "company", facts->company);
  set (values, "position", facts->position);
  set (values, "place", facts->place);
  set (values, "stage", rg_stage_names[facts->stage]);
  set (values, "mode", rg_mode_names[facts->mode]);
  set (values, "informal", facts->informal ? "yes" : NULL);
  set (values, "recruiter", facts->via_recruiter ? "yes" : NULL);
  set (values, "late", is_late (the_case) ? "yes" : NULL);
  set (values, "reason", profile->give_reason ? decision->reason : NULL);
  set (values, "tone", tones[profile->tone]);
  set (values, "notice_period", profile->notice_period);
  set (values, "user_name", user_name (the_case));
  set (values, "signature", profile->signature);
  set_contact (values, facts->contact);
  set_time (values, facts, language);
  return values;
}
