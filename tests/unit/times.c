/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours in words: mail sent on Monday, 23 November 2026. */
#include "facts/times.h"

static RgWords *words;

static const struct
{
  const char *language, *sent, *text, *times, *reply_by;
} cases[] = {
  { "en", "+00:00", "Thursday, 3 December 2026 at 15:00 GMT", "2026-12-03T15:00:00+00:00",
    NULL },
  { "en", "+00:00", "Thu 3 Dec, 2-3pm", "2026-12-03T14:00:00", NULL },
  { "en", "+00:00", "December 3rd at 3 pm CET", "2026-12-03T15:00:00+01:00", NULL },
  { "en", "+00:00", "on 3 December, 10:00-11:00 (GMT+1)", "2026-12-03T10:00:00+01:00", NULL },
  { "en", "+00:00", "2026-12-03 15:00 UTC", "2026-12-03T15:00:00+00:00", NULL },
  { "en", "+00:00", "tomorrow at 3pm", "2026-11-24T15:00:00", NULL },
  { "en", "+00:00", "can you come tomorrow at 10?", "2026-11-24T10:00:00", NULL },
  { "en", "+00:00", "next Tuesday at 10:00", "2026-12-01T10:00:00", NULL },
  { "en", "+00:00", "Thursday at 10:00", "2026-11-26T10:00:00", NULL },
  { "en", "+00:00", "Wednesday the 2nd at 9:30", "2026-12-02T09:30:00", NULL },
  { "en", "+00:00", "Tue 8 Dec at 10:00, 11:30 or 14:00",
    "2026-12-08T10:00:00 2026-12-08T11:30:00 2026-12-08T14:00:00", NULL },
  { "en", "+00:00", "10:00 on Tuesday 8 December", "2026-12-08T10:00:00", NULL },
  { "en", "+00:00", "Friday 27 November, 10:00\nMonday 30 November, 14:00",
    "2026-11-27T10:00:00 2026-11-30T14:00:00", NULL },
  { "en", "-05:00", "12/03/2026 at 3:00 PM EST", "2026-12-03T15:00:00-05:00", NULL },
  { "en", "+00:00", "03/12/2026 at 15:00", "2026-12-03T15:00:00", NULL },
  { "en", "+00:00", "Thursday 12/03/2026 at 15:00", "2026-12-03T15:00:00",
    NULL }, /* the weekday tells */
  { "en", "+01:00", "am 3.12.2026, 15:00", "2026-12-03T15:00:00", NULL },
  { "en", "+00:00", "January 5 at 9:00", "2027-01-05T09:00:00", NULL },
  { "en", "-08:00", "Tue Jul 6, 2027 9am PT", "2027-07-06T09:00:00-07:00", NULL },
  { "en", "+00:00", "Wednesday at 15:00 Lisbon time", "2026-11-25T15:00:00+00:00", NULL },
  { "en", "+05:30", "Friday at 15:00 IST", "2026-11-27T15:00:00+05:30", NULL },
  { "en", "+00:00", "Friday at 15:00 IST", "2026-11-27T15:00:00", NULL },
  { "en", "+00:00", "Would 1st December at 1100 suit?", "2026-12-01T11:00:00", NULL },
  { "en", "+00:00", "i've got tues 5.30 or weds 6 after we shut",
    "2026-11-24T17:30:00 2026-11-25T18:00:00", NULL },
  { "en", "+00:00", "Thursday 26th, 1400, same place", "2026-11-26T14:00:00", NULL },
  { "en", "+00:00", "Tuesday, December 1, 2026, 1300", "2026-12-01T13:00:00", NULL },
  { "en", "+00:00", "Thursday 3 December, 1400 people came", "", NULL },
  { "en", "+00:00", "Could we push our 11am to 3pm tomorrow?", "2026-11-24T15:00:00", NULL },
  { "de", "+01:00", "am 24.11. oder 25.11., jeweils um 10, 12 oder 15 Uhr",
    "2026-11-24T10:00:00 2026-11-24T12:00:00 2026-11-24T15:00:00 2026-11-25T10:00:00 "
    "2026-11-25T12:00:00 2026-11-25T15:00:00",
    NULL },
  { "de", "+01:00", "kommen Sie am 26.11 um 16:30 vorbei", "2026-11-26T16:30:00", NULL },
  { "fr", "+01:00", "le vendredi 4 décembre à neuf heures trente", "2026-12-04T09:30:00",
    NULL },
  { "fr", "+01:00", "samedi 28 à 15h ? on ferme à 14h le samedi", "2026-11-28T15:00:00", NULL },
  { "es", "+01:00", "este jueves a las 10:00, 10:45 y 12:30",
    "2026-11-26T10:00:00 2026-11-26T10:45:00 2026-11-26T12:30:00", NULL },
  { "nl", "+01:00", "woensdag 25 november: 10.00 uur, 11.15 uur en 14.00 uur",
    "2026-11-25T10:00:00 2026-11-25T11:15:00 2026-11-25T14:00:00", NULL },
  { "nl", "+01:00", "woensdag 25 november tussen 10.00 en 12.00 uur", "", NULL },
  { "en", "+00:00",
    "Days that work at our end: Tuesday the 24th or Thursday the 26th, 1pm each time.",
    "2026-11-24T13:00:00 2026-11-26T13:00:00", NULL },
  { "en", "+00:00", "I'd suggest 8am on Wednesday 25 or Thursday 26 November",
    "2026-11-25T08:00:00 2026-11-26T08:00:00", NULL },
  { "de", "+01:00",
    "Dienstbeginn ist 6:15 Uhr. Mir würden der 24., 26. oder 27. November passen.",
    "2026-11-24T06:15:00 2026-11-26T06:15:00 2026-11-27T06:15:00", NULL },
  { "en", "+00:00",
    "Wednesday or Thursday: it's 5.30 on the Wednesday and 4.45 on the Thursday",
    "2026-11-25T17:30:00 2026-11-26T16:45:00", NULL },
  { "en", "+00:00", "If it does not work, alternates are Thursday, November 26 at 9:00 a.m.",
    "2026-11-26T09:00:00", NULL },
  { "en", "+00:00", "The job is Monday to Thursday, 7.45 to 6. Would Tuesday at 8.15 work?",
    "2026-11-24T08:15:00", NULL },
  { "en", "+00:00", "on Friday 27 November. Your slot is 12.20pm (not 11.40am).",
    "2026-11-27T12:20:00", NULL },
  { "en", "+00:00", "the first of December at 5.15 p.m.", "2026-12-01T17:15:00", NULL },
  { "en", "+10:00", "Monday 30 November, 11:20am AEST", "2026-11-30T11:20:00+10:00", NULL },
  { "en", "+11:00", "Monday 30 November, 11:20am AEST", "2026-11-30T11:20:00+11:00", NULL },
  { "de", "+01:00", "am 24. oder 25. mittags, sagen wir 12:30",
    "2026-11-24T12:30:00 2026-11-25T12:30:00", NULL },
  { "de", "+01:00", "am Samstag, 28.11., um halb fünf in der Früh", "2026-11-28T04:30:00",
    NULL },
  { "nl", "+01:00", "Wat dacht je van maandag 30 november om 16.00 uur?", "2026-11-30T16:00:00",
    NULL },
  { "nl", "+01:00", "Wij willen u ontvangen op dinsdag 24 november om 20.00 uur",
    "2026-11-24T20:00:00", NULL },
  { "nl", "+01:00", "kom vrijdag 27/11 om 14h praten", "2026-11-27T14:00:00", NULL },
  { "nl", "+01:00", "maandag 30 november, 11.20 uur, vergaderkamer 2.14", "2026-11-30T11:20:00",
    NULL },
  { "it", "+01:00", "il 25 alle 15 oppure il 27 alla stessa ora",
    "2026-11-25T15:00:00 2026-11-27T15:00:00", NULL },
  { "it", "+01:00", "mercoledì 25? Le propongo le 15.", "2026-11-25T15:00:00", NULL },
  { "it", "+01:00", "il primo dicembre alle 15", "2026-12-01T15:00:00", NULL },
  { "it", "+01:00", "Le prenotazioni chiudono giovedì 26 novembre alle 20:00", "",
    "2026-11-26T20:00:00" },
  { "es", "+01:00", "el lunes día 30 a las 13,00 h", "2026-11-30T13:00:00", NULL },
  { "es", "+01:00", "Fecha límite de respuesta: 27/11/2026, 15:00 h", "",
    "2026-11-27T15:00:00" },
  { "es", "+01:00",
    "Hora: 26/11/2026 10:15 (se ruega llegar a las 10:00). Para cualquier cambio, escriba.",
    "2026-11-26T10:15:00", NULL },
  { "pt", "+00:00", "o dia 25 ou o dia 27, sempre às 9h15",
    "2026-11-25T09:15:00 2026-11-27T09:15:00", NULL },
  { "pt", "-03:00", "quarta 25 às 19h (fuso de Brasília)", "2026-11-25T19:00:00-03:00", NULL },
  { "fr", "+01:00", "le jeudi 3 décembre à midi quinze", "2026-12-03T12:15:00", NULL },
  { "en", "+00:00", "On Wednesday 2 December. You can choose:\n\n- 09:15\n- 10:45\n- 13:30",
    "2026-12-02T09:15:00 2026-12-02T10:45:00 2026-12-02T13:30:00", NULL },
  { "en", "+09:00", "Candidate dates:\n1. November 24 (Tue) 17:00\n2. November 26 (Thu) 18:30",
    "2026-11-24T17:00:00 2026-11-26T18:30:00", NULL },
  { "en", "+00:00", "Can do Mon 30/11 @ 0845 or Tues 24/11 @ 1730",
    "2026-11-24T17:30:00 2026-11-30T08:45:00", NULL },
  { "en", "+00:00", "Slots from their side: 1st Dec 4 PM or 2nd Dec 11.30 AM",
    "2026-12-01T16:00:00 2026-12-02T11:30:00", NULL },
  { "en", "-07:00", "Thursday Nov 26 at 10:00 am MST, which should be 5 pm for you",
    "2026-11-26T10:00:00-07:00", NULL },
  { "de", "+01:00", "Ihr Termin: 30.11.2026, 13:40 Uhr. Eine Verlegung ist nicht vorgesehen.",
    "2026-11-30T13:40:00", NULL },
  { "de", "+01:00", "am 30.11., elf Uhr, im Büro", "2026-11-30T11:00:00", NULL },
  { "de", "+01:00", "am 27.11. um 13:00 und nicht, wie geschrieben, um 14:00",
    "2026-11-27T13:00:00", NULL },
  { "de", "+01:00", "am 1.12. um 9:00; nach dem Mittagessen (ca. 12:15) reden wir",
    "2026-12-01T09:00:00", NULL },
  { "nl", "+01:00", "Als datum stel ik u voor donderdag 26 november a.s. te 10.00 uur.",
    "2026-11-26T10:00:00", NULL },
  { "es", "+01:00", "a las 13,30 h del lunes 30", "2026-11-30T13:30:00", NULL },
  { "es", "+01:00", "hoy a las 16 imposible, te veo mañana a las 13.15", "2026-11-24T13:15:00",
    NULL },
  { "fr", "+01:00", "lun 30 18h ou mar 24 8h, 30 min",
    "2026-11-24T08:00:00 2026-11-30T18:00:00", NULL },
  { "fr", "+01:00", "Accueil : à partir de 8h15 (début à 8h45), mardi 8 décembre",
    "2026-12-08T08:45:00", NULL },
  { "en", "+00:00", "Can we talk on Friday at 16:30?", "2026-11-27T16:30:00", NULL },
  { "en", "+00:00", "Could you stop by this Wednesday at 4:15?", "2026-11-25T16:15:00", NULL },
  { "en", "+00:00", "be there on MONDAY 30/11 for 0730", "2026-11-30T07:30:00", NULL },
  { "de", "+01:00", "am 08.12.2026 von 14.00 bis 15.00 Uhr", "2026-12-08T14:00:00", NULL },
  { "de", "+01:00", "am 8. Dezember um fünfzehn Uhr dreißig", "2026-12-08T15:30:00", NULL },
  { "nl", "+01:00", "woensdag 25 november, van 10.30 tot 11.15 uur", "2026-11-25T10:30:00",
    NULL },
  { "nl", "+01:00", "woensdag 25 november om 9 uur dertig", "2026-11-25T09:30:00", NULL },
  { "fr", "+01:00", "le mardi 1er décembre à 17 heures trente", "2026-12-01T17:30:00", NULL },
  { "es", "+01:00", "el jueves 26 de noviembre, de 10 a 11 h", "2026-11-26T10:00:00", NULL },
  { "es", "+01:00", "el sabado 28 a las 10 horas con 30 minutos", "2026-11-28T10:30:00", NULL },
  { "it", "+01:00", "mercoledì 25 novembre, dalle 9?", "2026-11-25T09:00:00", NULL },
  { "it", "+01:00", "mercoledì 25 novembre siamo aperti dalle 9", "", NULL },
  { "pt", "+00:00", "dia 2 de dezembro, pelas 14 horas e 40 minutos", "2026-12-02T14:40:00",
    NULL },
  { "pt", "+00:00", "dia 2 de dezembro, às 11 horas e um quarto", "2026-12-02T11:15:00", NULL },
  { "en", "+00:00", "Thursday, December 3 (all times Central), 12:00 pm",
    "2026-12-03T12:00:00-06:00", NULL },
  { "en", "+01:00", "Wednesday 2 December, either at 9h30 or at 14h",
    "2026-12-02T09:30:00 2026-12-02T14:00:00", NULL },
  { "en", "+01:00", "will hold on Saturday, 28th of November, 2026 by 9:00am",
    "2026-11-28T09:00:00", NULL },
  { "en", "+00:00", "I won't make our 10 am today.", "", NULL },
  { "en", "+00:00", "Friday at 15:00 IST, Pune office", "2026-11-27T15:00:00+05:30", NULL },
  { "en", "+01:00", "24.11 at 15:00 or 25.11 at 9:30",
    "2026-11-24T15:00:00 2026-11-25T09:30:00", NULL },
  { "en", "+01:00", "from 24.11 to 26.11, 15:00", "2026-11-26T15:00:00", NULL },
  { "en", "+00:00", "pop in Thursday about 4 for a chat", "2026-11-26T16:00:00", NULL },
  { "en", "+00:00", "on the 3rd or the 4th, both at 11",
    "2026-12-03T11:00:00 2026-12-04T11:00:00", NULL },
  { "en", "+00:00", "Thursday week at 3.15pm", "2026-12-03T15:15:00", NULL },
  { "en", "+00:00", "Monday week at 10:00", "2026-12-07T10:00:00", NULL },
  { "en", "+00:00", "for the 3rd round at 11", "", NULL },
  { "en", "+00:00", "Tuesday at 2.30pm and not 1.30pm", "2026-11-24T14:30:00", NULL },
  { "en", "+00:00", "postponed until 4 December at 10:00", "2026-12-04T10:00:00", NULL },
  { "en", "+00:00", "an assessment day on 9 December from 9am", "2026-12-09T09:00:00", NULL },
  { "en", "+00:00", "We are free Tuesday from 4pm.", "", NULL },
  { "en", "-08:00", "tomorrow 6pm pacific?", "2026-11-24T18:00:00-08:00", NULL },
  { "en", "+00:00", "our open hiring day on Friday 27 Nov, arrive at 10", "2026-11-27T10:00:00",
    NULL },
  { "en", "+00:00",
    "Tue 1 December\n9:00am - 9:45am \342\200\224 Design with Theo\n"
    "10:00am - 11:00am \342\200\224 Pairing with Mina",
    "2026-12-01T09:00:00", NULL },
  { "en", "+00:00", "Please answer by Friday noon.", "", "2026-11-27T12:00:00" },
  { "en", "+00:00", "Please answer by 27 November.", "", "2026-11-27T23:59:00" },
  { "en", "+00:00", "no later than Thursday at 17:00", "", "2026-11-26T17:00:00" },
  { "en", "+00:00", "your application of 12 November", "", NULL },
  { "en", "+00:00", "Your call will be 45 minutes.", "", NULL },
  { "en", "+00:00", "We are at 18 Main Street.", "", NULL },
  { "en", "+00:00", "Monday 30 November instead of Tuesday 24 November at 10:00", "", NULL },
  { "de", "+01:00", "am Donnerstag, den 3. Dezember 2026, um 15 Uhr", "2026-12-03T15:00:00",
    NULL },
  { "de", "+01:00", "Di 24.11. 17:30\nMi 25.11. 08:00",
    "2026-11-24T17:30:00 2026-11-25T08:00:00", NULL },
  { "de", "+01:00", "am 3.12. um halb drei", "2026-12-03T14:30:00", NULL },
  { "de", "+01:00", "übermorgen um Viertel nach neun", "2026-11-25T09:15:00", NULL },
  { "de", "+01:00", "Dienstag oder Donnerstag um 14 Uhr",
    "2026-11-24T14:00:00 2026-11-26T14:00:00", NULL },
  { "de", "+01:00", "Bitte antworten Sie bis spätestens 27.11.2026, 12.00 Uhr", "",
    "2026-11-27T12:00:00" },
  { "de", "+01:00", "Ihre Bewerbung vom 12.11.2026", "", NULL },
  { "fr", "+01:00", "jeudi 3 décembre à 15h30", "2026-12-03T15:30:00", NULL },
  { "fr", "+01:00", "le 1er décembre à 9 h (heure de Paris)", "2026-12-01T09:00:00+01:00",
    NULL },
  { "es", "+01:00", "el jueves 3 de diciembre a las 3 de la tarde", "2026-12-03T15:00:00",
    NULL },
  { "es", "+01:00", "mañana a las 10:30 h", "2026-11-24T10:30:00", NULL },
  { "it", "+01:00", "giovedì 3 dicembre alle ore 15.00", "2026-12-03T15:00:00", NULL },
  { "it", "+01:00", "domani alle 10 e mezza", "2026-11-24T10:30:00", NULL },
  { "es", "+01:00", "Responda no más tarde del próximo día 25.", "", "2026-11-25T23:59:00" },
  { "es", "+01:00", "antes del mediodía del lunes 30", "", "2026-11-30T12:00:00" },
  { "es", "+01:00", "el jueves 26 a las 12 del mediodía", "2026-11-26T12:00:00", NULL },
  { "it", "+01:00", "venga il 27 alle 15", "2026-11-27T15:00:00", NULL },
  { "it", "+01:00", "a) mar 24/11, h 9\nb) mar 24/11, h 11 e 30",
    "2026-11-24T09:00:00 2026-11-24T11:30:00", NULL },
  { "it", "+01:00", "lu 30.11., 08.30", "2026-11-30T08:30:00", NULL },
  { "it", "+01:00", "Il link resta valido fino alle 18 di venerdì 27 novembre.", "",
    "2026-11-27T18:00:00" },
  { "it", "+01:00", "da oggi a una settimana, alle dieci", "", NULL },
  { "nl", "+01:00", "donderdag 3 december om 15.00 uur", "2026-12-03T15:00:00", NULL },
  { "nl", "+01:00", "dinsdag om half drie", "2026-11-24T14:30:00", NULL },
  { "pt", "+00:00", "quinta-feira, 3 de dezembro, às 15h30", "2026-12-03T15:30:00", NULL },
  { "pt", "+00:00", "amanhã às 10h", "2026-11-24T10:00:00", NULL },
  /* A relay writes its Date in UTC; the zone tells where the month stands first. */
  { "en", "+00:00", "Tue 12/1 at 10:00 am PT", "2026-12-01T10:00:00-08:00", NULL },
  { "en", "+00:00", "Tue 12/1, 10:00 am\nThu 12/3, 11:00 am (all Pacific)",
    "2026-12-01T10:00:00-08:00 2026-12-03T11:00:00-08:00", NULL },
  /* Of two days the nearer is meant. */
  { "en", "+00:00", "12/03 at 15:00", "2026-12-03T15:00:00", NULL },
  { "en", "+00:00", "14:00 - 14:45, time zone Europe/Berlin, 30 November 2026",
    "2026-11-30T14:00:00+01:00", NULL },
  { "en", "+01:00", "Wednesday 25.11 or Friday 27.11 at 13:00",
    "2026-11-25T13:00:00 2026-11-27T13:00:00", NULL },
  { "en", "+00:00", "Saturday the 28th, at 6 in the morning", "2026-11-28T06:00:00", NULL },
  { "en", "+00:00", "on Wednesday at half past eight in the morning", "2026-11-25T08:30:00",
    NULL },
  { "en", "+00:00", "Saturday week, the 28th, at ten o'clock", "2026-11-28T10:00:00", NULL },
  { "en", "+00:00", "next Wednesday, 25 November, at 11:00", "2026-11-25T11:00:00", NULL },
  { "en", "+00:00", "New: Friday 4 December, 11:00\nOld: Tuesday 1 December, 14:00",
    "2026-12-04T11:00:00", NULL },
  { "en", "+00:00", "Wait, can it be tomorrow, 11 instead of 10?", "", NULL },
  { "en", "+00:00", "tomorrow, so 11 instead of 10", "2026-11-24T11:00:00", NULL },
  /* An agenda has one beginning; a list of slots has many. */
  { "en", "+00:00", "Tuesday 8 December, 10.15\n\n10.30 Presentation\n11.00 Panel",
    "2026-12-08T10:15:00", NULL },
  { "en", "+00:00", "Tuesday 8 December\n10:00\n11:30 or\n14:00",
    "2026-12-08T10:00:00 2026-12-08T11:30:00 2026-12-08T14:00:00", NULL },
  { "en", "+00:00", "Please confirm no later than 12 noon on Wednesday 25 November.", "",
    "2026-11-25T12:00:00" },
  /* A weekday that another day explains. */
  { "en", "+00:00", "Thursday 3 December at 4pm or the following Monday at 9:30",
    "2026-12-03T16:00:00 2026-12-07T09:30:00", NULL },
  { "en", "+00:00", "Thursday 3 December at 16:00, or Friday at 10:00",
    "2026-12-03T16:00:00 2026-12-04T10:00:00", NULL },
  { "en", "+00:00", "on 3 December at 15:00, otherwise the day after at 10:00",
    "2026-12-03T15:00:00 2026-12-04T10:00:00", NULL },
  { "de", "+01:00", "Donnerstag, 3.12., 17 Uhr, alternativ am Montag darauf, 8 Uhr",
    "2026-12-03T17:00:00 2026-12-07T08:00:00", NULL },
  { "fr", "+01:00", "demain soir 24 novembre à 18h30", "2026-11-24T18:30:00", NULL },
  { "en", "+00:00", "I'm ill tomorrow. Friday at 4?", "2026-11-27T16:00:00", NULL },
  { "de", "+01:00", "Am 30. um 15 Uhr sind alle da.", "2026-11-30T15:00:00", NULL },
  { "de", "+01:00", "am 10. oder 11. Dezember, jeweils um 9 Uhr",
    "2026-12-10T09:00:00 2026-12-11T09:00:00", NULL },
  { "en", "+00:00", "Mon 30 Nov, Wed 2 Dec or Thu 3 Dec, starting at 8:30",
    "2026-11-30T08:30:00 2026-12-02T08:30:00 2026-12-03T08:30:00", NULL },
  { "en", "+00:00", "Date: 24-Nov-2026, 10:00", "2026-11-24T10:00:00", NULL },
  /* The same hour on another day. */
  { "de", "+01:00", "Dienstag, 1.12., um 17.30 Uhr. Sonst Donnerstag, 3.12., gleiche Uhrzeit",
    "2026-12-01T17:30:00 2026-12-03T17:30:00", NULL },
  { "fr", "+01:00", "mercredi 25 à 11h, ou bien jeudi 26 même heure",
    "2026-11-25T11:00:00 2026-11-26T11:00:00", NULL },
  { "it", "+01:00", "Solo venerdì alla stessa ora", "", NULL },
  /* Figures that are no hours. */
  { "de", "+01:00", "Dienstag, 1.12., 9:30 Uhr, Raum 1.12", "2026-12-01T09:30:00", NULL },
  { "en", "+00:00", "Tues 24th 7.30am. \302\24317.50/hr", "2026-11-24T07:30:00", NULL },
  { "pt", "+00:00", "- 24 de novembro, 11h00\n- 26 de novembro, 9h30",
    "2026-11-24T11:00:00 2026-11-26T09:30:00", NULL },
  { "nl", "+01:00", "woensdagavond half 8", "2026-11-25T19:30:00", NULL },
  /* Hours to choose from are no slots. */
  { "en", "+00:00", "Mon 11/30: 1pm-4pm\nTue 12/1: 10am-12pm\nThu 12/3: 2pm-5pm", "", NULL },
  { "fr", "+01:00", "jeudi apr\303\250s 16 h", "", NULL },
  /* What an appointment is moved from. */
  { "de", "+01:00", "Bisher: Di, 24.11.2026, 10:00\nNeu: Do, 26.11.2026, 13:15",
    "2026-11-26T13:15:00", NULL },
  { "en", "+00:00",
    "Your interview on Tuesday at 3pm can't go ahead. How about Friday at 11am?",
    "2026-11-27T11:00:00", NULL },
  { "fr", "+01:00",
    "L'entretien pr\303\251vu le 24 novembre \303\240 14 h est report\303\251 au mardi 1er "
    "d\303\251cembre, 14 h 20",
    "2026-12-01T14:20:00", NULL },
  { "en", "+00:00", "the interview moves from Monday to Wednesday, November 25, at 1:00 PM",
    "2026-11-25T13:00:00", NULL },
  { "it", "+01:00",
    "Il colloquio gi\303\240 fissato per le ore 12:00 del 24 novembre \303\250 anticipato alle "
    "ore 9:30",
    "2026-11-24T09:30:00", NULL },
  { "it", "+01:00",
    "Il cliente chiede di anticipare: al posto di venerd\303\254 27 ti vedrebbero "
    "marted\303\254 24 "
    "alle 18.00",
    "2026-11-24T18:00:00", NULL },
  /* What is past, closed or moved away. */
  { "de", "+01:00", "Er schl\303\244gt Donnerstag vor, 8:00 Uhr", "2026-11-26T08:00:00", NULL },
  { "de", "+01:00",
    "Leider m\303\274ssen wir das f\303\274r Donnerstag, 26.11.2026, 10:00 Uhr vereinbarte "
    "Gespr\303\244ch verlegen.\nNeuer Termin: 1.12.2026, 9:00 Uhr",
    "2026-12-01T09:00:00", NULL },
  { "de", "+01:00",
    "Alter Termin .... 26.11.2026, 08:00 Uhr\nNeuer Termin .... 30.11.2026, 08:00 Uhr",
    "2026-11-30T08:00:00", NULL },
  { "de", "+01:00",
    "F\303\274r Donnerstag, 26.11., ist 17 Uhr reserviert. Geht nicht? Kurze Mail.",
    "2026-11-26T17:00:00", NULL },
  { "de", "+01:00", "Am Mittwoch geht es los, 10 Uhr, nicht wie abgemacht um 9 Uhr",
    "2026-11-25T10:00:00", NULL },
  { "en", "+00:00", "Thursday, 3 December, from 10:00 until after lunch", "2026-12-03T10:00:00",
    NULL },
  { "en", "+00:00", "on Tuesday the 24th between 13h and 15h, and on Friday the 27th at 11h",
    "2026-11-27T11:00:00", NULL },
  { "en", "+00:00",
    "If you no longer wish to be considered, tell us. Your interview is scheduled for Friday, "
    "27 November, at 9.30 a.m.",
    "2026-11-27T09:30:00", NULL },
  { "en", "+00:00", "on Saturday 5 December. Doors 08:15, start 08:30 sharp",
    "2026-12-05T08:30:00", NULL },
  { "fr", "+01:00", "Programme du jeudi 3 d\303\251cembre :\n09h30 Accueil",
    "2026-12-03T09:30:00", NULL },
  { "fr", "+01:00",
    "Nous devions nous voir lundi 30/11 \303\240 10h. Je pr\303\251f\303\250re d\303\251caler "
    "au jeudi 3/12, 15h.",
    "2026-12-03T15:00:00", NULL },
  { "es", "+01:00",
    "Te hab\303\255amos citado para ma\303\261ana a las 10:00, hay que cambiarlo. "
    "\302\277Podr\303\255as venir el viernes a las 12:15?",
    "2026-11-27T12:15:00", NULL },
  { "es", "+01:00",
    "Uno de los entrevistadores ya no est\303\241 disponible el 25 de noviembre a las 15:00.",
    "", NULL },
  { "it", "+01:00", "Oggi alle 11 niente call.", "", NULL },
  { "nl", "+01:00", "Anton redt dinsdag 9.00 uur niet. Kan het om 10.30 uur?",
    "2026-11-24T10:30:00", NULL },
  { "nl", "+01:00",
    "Ferry stelt een gesprek voor op woensdag 2 december om 08.30 uur of 12.15 uur",
    "2026-12-02T08:30:00 2026-12-02T12:15:00", NULL },
  { "nl", "+01:00", "vrijdag 4 december 2026, van 10.45 tot 12.00 uur", "2026-12-04T10:45:00",
    NULL },
  { "pt", "+00:00",
    "A entrevista que t\303\255nhamos agendada para quinta-feira, 26/11, \303\240s 10h00 passa "
    "para segunda-feira, 30/11, \303\240s 15h30.",
    "2026-11-30T15:30:00", NULL },
  { "pt", "+00:00",
    "Nova data: 4 de dezembro, 10h10. Fica sem efeito a convocat\303\263ria para 30 de "
    "novembro, \303\240s 9h00",
    "2026-12-04T10:10:00", NULL },
  { "pt", "+00:00", "Quinta, dia 26, \303\240s 15h30? A loja fecha \303\240s 14h.",
    "2026-11-26T15:30:00", NULL },
  { "en", "+00:00", "The deadline for doing so is 12:00 on 24 November.", "",
    "2026-11-24T12:00:00" },
  { "es", "+01:00", "Plazo para elegir: 27/11/2026, 14:00", "", "2026-11-27T14:00:00" },
  { "it", "+01:00",
    "o marted\303\254 24 alle 14.00 o mercoled\303\254 25 alle 8.30. Via Roma 1",
    "2026-11-24T14:00:00 2026-11-25T08:30:00", NULL },
  { "de", "+01:00", "K\303\266nnen wir verschieben: am Freitag statt 11 Uhr um 16:30 Uhr?",
    "2026-11-27T16:30:00", NULL },
  { "en", "+00:00",
    "The afternoon looks like this:\n\n13:00 - 13:45  Reconciliation\n14:00 - 14:30  "
    "Your questions and our honest answers\n\n"
    "We have Tuesday 24 November pencilled in.",
    "2026-11-24T13:00:00", NULL },
  /* Hours in words, and minutes. */
  { "it", "+01:00", "il 1\302\260 dicembre, ore diciassette e quindici", "2026-12-01T17:15:00",
    NULL },
  { "it", "+01:00", "gioved\303\254 26 novembre, alle ore nove e quarantacinque",
    "2026-11-26T09:45:00", NULL },
  { "it", "+01:00", "passi gioved\303\254 26 a mezzogiorno e mezzo", "2026-11-26T12:30:00",
    NULL },
  { "it", "+01:00", "il 4 o l'11 dicembre, arrivo alle 9 e 30",
    "2026-12-04T09:30:00 2026-12-11T09:30:00", NULL },
  { "es", "+01:00", "el jueves 26, a las trece horas", "2026-11-26T13:00:00", NULL },
  { "pt", "+00:00", "na quinta-feira de manh\303\243 (26), \303\240s 11 menos um quarto",
    "2026-11-26T10:45:00", NULL },
  { "pt", "+00:00", "na quarta, \303\240 uma e um quarto", "2026-11-25T13:15:00", NULL },
  { "pt", "-03:00", "amanh\303\243 8 da manh\303\243 na obra", "2026-11-24T08:00:00", NULL },
  { "pt", "-03:00", "2a feira 17h", "2026-11-30T17:00:00", NULL },
  { "fr", "+01:00", "mardi 1er d\303\251cembre, midi moins le quart", "2026-12-01T11:45:00",
    NULL },
  { "fr", "+01:00", "mardi 24 \303\240 10h, pr\303\251voir 1h", "2026-11-24T10:00:00", NULL },
  { "nl", "+01:00", "vrijdag 27 november, tien over half twee", "2026-11-27T13:40:00", NULL },
  { "nl", "+01:00", "donderdag 26 november 's avonds om acht uur", "2026-11-26T20:00:00",
    NULL },
  { "de", "+01:00", "am Samstag gegen 18 Uhr 30", "2026-11-28T18:30:00", NULL },
  { "de", "+01:00", "Freitag (27.11.) um 4 Uhr fr\303\274h", "2026-11-27T04:00:00", NULL },
  { "de", "+01:00", "am 2. Dezember, Beginn 10 Uhr c.t.", "2026-12-02T10:15:00", NULL },
  { "de", "+01:00", "am 30. November um Viertel vor acht am Abend", "2026-11-30T19:45:00",
    NULL },
  { "en", "+00:00", "on Thursday 3 December at 7 p.m. in the upper room", "2026-12-03T19:00:00",
    NULL },
  { "en", "+00:00", "Interview and test Nov 26, 0700, Gate 4", "2026-11-26T07:00:00", NULL },
  { "en", "+02:00", "Thu 26 Nov klo 10", "2026-11-26T10:00:00", NULL },
  { "en", "+00:00", "December 3, 2026 at our office", "", NULL },
  { "en", "+05:30", "Date: 24-11-2026, 11:30 AM", "2026-11-24T11:30:00", NULL },
  { "de", "+01:00", "25.11.2026, 13:15 Uhr, Raum C 2.14", "2026-11-25T13:15:00", NULL },
  /* One time on several clocks. */
  { "de", "+01:00", "Mittwoch, 25.11., 11:00 Uhr Schweizer Zeit (13:00 bei mir)",
    "2026-11-25T11:00:00+01:00", NULL },
  { "es", "-05:00", "- 25 nov, 16:00 UTC (11:00 en Quito, 17:00 en Berl\303\255n)",
    "2026-11-25T16:00:00+00:00", NULL },
  { "nl", "+01:00",
    "donderdag 3 december om 9:30 AM Chicago time; bij ons is dat half vijf 's middags",
    "2026-12-03T09:30:00-06:00", NULL },
  { "pt", "-03:00", "quarta, 25/11, 14h de Lisboa (11h aqui em SP)",
    "2026-11-25T14:00:00+00:00", NULL },
  { "en", "+00:00", "Tuesday 24 November: 9h30 or 17h15, at your choice (Paris time)",
    "2026-11-24T09:30:00+01:00 2026-11-24T17:15:00+01:00", NULL },
  /* What is told before another is offered. */
  { "en", "+00:00",
    "We need to move your interview. Pat will not be back in time for your 2pm appointment on "
    "Wednesday. Would Friday 27 November at 10am suit you?",
    "2026-11-27T10:00:00", NULL },
  { "en", "+00:00",
    "Wednesday at 2pm. If that is no good we can swap to Friday 27 November at 10am.",
    "2026-11-25T14:00:00 2026-11-27T10:00:00", NULL },
  { "de", "+01:00",
    "Ich schaffe unser Gespräch am Mittwoch um 9 Uhr nicht. Ginge bei dir auch 13 Uhr am "
    "Freitag?",
    "2026-11-27T13:00:00", NULL },
  { "fr", "+01:00",
    "Nous devons déplacer votre entretien, initialement fixé au mercredi 25 novembre à 14h00. "
    "Nous vous proposons de le reporter au vendredi 27 novembre à 10h00.",
    "2026-11-27T10:00:00", NULL },
  { "es", "-05:00",
    "Su entrevista del 25 de noviembre a las 10:00 no podrá realizarse por una auditoría. "
    "¿Podría ser el 27 de noviembre a las 11:00?",
    "2026-11-27T11:00:00", NULL },
  { "it", "+01:00",
    "Mercoledì alle 16 chiudiamo per un guasto e devo spostare tutto. Riesci venerdì alle 18?",
    "2026-11-27T18:00:00", NULL },
  { "nl", "+01:00",
    "Op woensdag 25 november om 10.00 uur had u een gesprek, dat wij moeten verplaatsen. Wij "
    "stellen u een nieuwe datum voor: vrijdag 27 november om 15.30 uur.",
    "2026-11-27T15:30:00", NULL },
  { "pt", "+00:00",
    "Tenho de mudar a nossa entrevista de amanhã às 10h: fui chamada a uma inspeção. Pode ser "
    "na "
    "sexta às 18h30?",
    "2026-11-27T18:30:00", NULL },
  /* What a table tells of the old appointment. */
  { "en", "+00:00", "Before Now\nDay 30 Nov 2026 1 Dec 2026\nStart 13:00 09:45",
    "2026-12-01T09:45:00", NULL },
  { "nl", "+01:00",
    "Nieuw Vervallen\nDatum do 26 november 2026 wo 25 november 2026\n"
    "Tijd 15.10 uur 14.20 uur",
    "2026-11-26T15:10:00", NULL },
  { "fr", "+01:00",
    "      Ancien     Nouveau\nDate  30/11/2026 01/12/2026\nHeure 11:00 11:30\n",
    "2026-12-01T11:30:00", NULL },
  { "pt", "+00:00", "Antes Agora\nData 01/12/2026 01/12/2026\nHora 15:00 08:45",
    "2026-12-01T08:45:00", NULL },
  /* When an answer is due. */
  { "en", "+00:00", "Ping me which one by 4 this afternoon.", "", "2026-11-23T16:00:00" },
  { "en", "+00:00", "Could you let me know by close of play tomorrow?", "",
    "2026-11-24T23:59:00" },
  { "en", "+00:00", "The day ends by 28 November, 16:00. RSVP by Thursday.", "",
    "2026-11-26T23:59:00" },
  { "en", "+00:00", "The link closes on Sunday 29 November.", "", "2026-11-29T23:59:00" },
  { "en", "+00:00", "Please reply within 5 working days.", "", "2026-11-30T23:59:00" },
  { "en", "+00:00", "Let me know today or tomorrow.", "", "2026-11-24T23:59:00" },
  { "de", "+01:00", "Bitte melden Sie sich bis Dienstagmittag.", "", "2026-11-24T12:00:00" },
  { "fr", "+01:00", "Merci de r\303\251pondre avant demain midi.", "", "2026-11-24T12:00:00" },
  { "fr", "+01:00", "J'ai besoin de votre r\303\251ponse jeudi au plus tard.", "",
    "2026-11-26T23:59:00" },
  { "nl", "+01:00", "Laat je het weten voor het weekend?", "", "2026-11-27T23:59:00" },
  /* Zones in any language, and in small letters. */
  { "es", "+01:00", "26 de noviembre, 10:00 - 11:00 (CET)", "2026-11-26T10:00:00+01:00", NULL },
  { "fr", "+01:00", "vendredi 27 \303\240 16h GMT", "2026-11-27T16:00:00+00:00", NULL },
  { "en", "+00:00", "thursday 6pm london time?", "2026-11-26T18:00:00+00:00", NULL },
  /* What to do if the appointment doesn't suit moves nothing. */
  { "en", "+00:00",
    "Your interview has been scheduled for Tuesday, December 1 at 10:00 AM.\n\nNeed to "
    "reschedule? Click here.",
    "2026-12-01T10:00:00", NULL },
  { "en", "+00:00",
    "Your interview is scheduled for Tuesday 1 December at 10:00. It is not possible to change "
    "the date.",
    "2026-12-01T10:00:00", NULL },
  { "de", "+01:00",
    "Ihr Gespräch ist für Dienstag, den 1. Dezember, um 10 Uhr vorgesehen. Falls Sie den "
    "Termin verschieben müssen, rufen Sie an.",
    "2026-12-01T10:00:00", NULL },
  { "fr", "+01:00",
    "Votre entretien est prévu le mardi 1er décembre à 10h. En cas d'empêchement, nous "
    "conviendrons d'une nouvelle date.",
    "2026-12-01T10:00:00", NULL },
  { "it", "+01:00",
    "Il colloquio è fissato per martedì 1 dicembre alle ore 10. Se non può, troveremo una "
    "nuova data.",
    "2026-12-01T10:00:00", NULL },
  { "nl", "+01:00",
    "Het gesprek is gepland op dinsdag 1 december om 10.00 uur. Lukt het niet, dan zoeken "
    "we een nieuwe datum.",
    "2026-12-01T10:00:00", NULL },
  { "pt", "+00:00",
    "Sua entrevista foi agendada para 1 de dezembro às 10h. Se precisar remarcar, responda.",
    "2026-12-01T10:00:00", NULL },
  { "es", "+01:00",
    "Su entrevista está prevista para el martes 1 de diciembre a las 10:00. Si no puede "
    "asistir, dinos otra fecha.",
    "2026-12-01T10:00:00", NULL },
  { "en", "+00:00",
    "Your interview was scheduled for Tuesday 1 December at 10:00. We need to move it to "
    "Thursday 3 December at 2pm.",
    "2026-12-03T14:00:00", NULL },
  /* How long it takes, and when to be there. */
  { "en", "+00:00", "Tuesday 1 December at 10:00. Duration: 1:30. Please be there at 9:45.",
    "2026-12-01T10:00:00", NULL },
  { "fr", "+01:00", "Mardi 1er décembre à 10h. Durée : 1h30. Merci d'arriver à 9h45.",
    "2026-12-01T10:00:00", NULL },
  /* Slots that are listed may stand in any order. */
  { "en", "+00:00", "Tuesday 1 December at 10:00 or 9:45",
    "2026-12-01T09:45:00 2026-12-01T10:00:00", NULL },
  { "en", "+00:00", "Tuesday 1 December\n10:00\n9:45",
    "2026-12-01T09:45:00 2026-12-01T10:00:00", NULL },
  /* Columns, with words of other languages, and with points. */
  { "en", "+00:00",
    "Monday, November 30  9:00 AM  9:40 AM\nTuesday, December 1  2:20 PM  3:00 PM",
    "2026-11-30T09:00:00 2026-12-01T14:20:00", NULL },
  { "nl", "+01:00", "dinsdag             1 december 2026    10.00 uur", "2026-12-01T10:00:00",
    NULL },
  { "it", "+01:00", "Mon 30 Nov - 08:00 UTC\nTue 1 Dec - 13:30 UTC",
    "2026-11-30T08:00:00+00:00 2026-12-01T13:30:00+00:00", NULL },
  { "it", "+01:00", "giovedì 26.11 - 8:30\nvenerdì 27.11 - 11:15",
    "2026-11-26T08:30:00 2026-11-27T11:15:00", NULL },
  { "it", "+01:00", "lunedì 30 novembre, dalle 9 alle 13\nmartedì 1 dicembre, dalle 14 alle 18",
    "", NULL },
  /* Hours in words and without them. */
  { "en", "+00:00", "Monday the 30th at ten past six, or Saturday at noon",
    "2026-11-30T18:10:00 2026-12-05T12:00:00", NULL },
  { "en", "+00:00", "come by thursday 730 am", "2026-11-26T07:30:00", NULL },
  { "pt", "+00:00", "na quinta-feira, dia 26, às dezassete horas e trinta minutos",
    "2026-11-26T17:30:00", NULL },
  { "pt", "+00:00", "no dia 27, às quinze para as duas da tarde", "2026-11-27T13:45:00", NULL },
  { "pt", "+00:00", "comparecer amanha 14h", "2026-11-24T14:00:00", NULL },
  { "es", "+01:00", "presentarse pasado mañana 9:00", "2026-11-25T09:00:00", NULL },
  { "nl", "+01:00", "woensdag, een uur of vier", "2026-11-25T16:00:00", NULL },
  { "nl", "+01:00", "woensdagmorgen om kwart voor zes", "2026-11-25T05:45:00", NULL },
  { "nl", "+01:00",
    "om 18.15 uur op dinsdag 1 december dan wel om 18.15 uur op woensdag 2 december",
    "2026-12-01T18:15:00 2026-12-02T18:15:00", NULL },
  { "it", "+01:00", "martedì 1 dicembre alle 17 oppure il giorno dopo alla stessa ora",
    "2026-12-01T17:00:00 2026-12-02T17:00:00", NULL },
  /* Labels of old times, of begin and end; evenings behind the hour; a choice of hours. */
  { "en", "+00:00",
    "The interview is rescheduled.\nNew date and time: December 3, 2026, 1:00 PM\nPrevious "
    "date and time: December 1, 2026, 9:00 AM",
    "2026-12-03T13:00:00", NULL },
  { "es", "+01:00", "Desde: 01/12/2026 11:00\nHasta: 01/12/2026 11:40", "2026-12-01T11:00:00",
    NULL },
  { "en", "+00:00", "at 7.30 on Tuesday evening, 1st December", "2026-12-01T19:30:00", NULL },
  { "en", "+00:00", "on Friday 4 December, and you can choose between 10:00, 12:00 and 14:30",
    "2026-12-04T10:00:00 2026-12-04T12:00:00 2026-12-04T14:30:00", NULL },
  { "nl", "+01:00", "Ik zou u graag ontvangen op maandag 30 november om 14.00 uur",
    "2026-11-30T14:00:00", NULL },
  { "en", "-06:00", "tomorrow at 2 PM, Arizona time", "2026-11-24T14:00:00-07:00", NULL },
  { "en", "-05:00", "on Tuesday December 1 at 10:00 (Montréal time)",
    "2026-12-01T10:00:00-05:00", NULL },
  { "en", "-05:00", "on Monday, November 30, at 1:30 p.m. Eastern", "2026-11-30T13:30:00-05:00",
    NULL },
  { "en", "+00:00", "", "", NULL },
};

static char *
join_times (const RgTimes *found)
{
  GString *times = g_string_new (NULL);
  for (guint n = 0; n < found->times->len; n++)
    {
      g_autofree char *iso = rg_moment_format_iso (g_ptr_array_index (found->times, n));
      g_string_append_printf (times, "%s%s", n ? " " : "", iso);
    }
  return g_string_free (times, FALSE);
}

static void
test_find (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *date = g_strconcat ("2026-11-23T09:00:00", cases[i].sent, NULL);
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 (date, NULL);
  g_autoptr (RgTimes) found
      = rg_times_find (cases[i].text, NULL, sent, rg_words_get (words, cases[i].language));
  g_autofree char *times = join_times (found);
  g_autofree char *reply_by = found->reply_by ? rg_moment_format_iso (found->reply_by) : NULL;
  g_assert_cmpstr (times, ==, cases[i].times);
  g_assert_cmpstr (reply_by, ==, cases[i].reply_by);
}

static void
test_hostile (void)
{
  static const char *const units[]
      = { "at 1 ", "1:00 ", "Monday ", "1 May ", "1-", "by by ", "GMT ", "\xc3\xa9", "12/" };
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < 1000000)
        g_string_append (text, units[i]);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 23, 9, 0, 0);
      g_autoptr (RgTimes) found
          = rg_times_find (text->str, text->str, sent, rg_words_get (words, "en"));
      g_test_message ("%s: %.3f s", units[i], g_timer_elapsed (timer, NULL));
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <,
                         3.0); /* under sanitizers, on a busy machine */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *dir = g_build_filename (g_getenv ("REGRETS_DATADIR"), "words", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  words = rg_words_load (dirs, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/times/%02zu", i);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_find);
    }
  g_test_add_func ("/times/hostile", test_hostile);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
