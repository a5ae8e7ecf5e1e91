/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found of an employer, a person and a telephone in mail of several shapes. */
#include "facts/facts.h"
#include "facts/finders.h"

#include "shipped_words.h"

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
  /* The same from a robot in the firm's name: the signature tells whose mailbox it is. */
  { "en",
    "From: Fernwood <no-reply@relay.example>\r\nReply-To: ada.hill@fernwood.example\r\n"
    "Subject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  { "en",
    "From: Ada Hill <ada.hill@fernwood.example>\r\nSubject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  /* An association is called without the letters that say so. */
  { "it",
    "From: Ada Hill <ada.hill@fernwood.example>\r\nSubject: Colloquio" REST
    "La aspettiamo presso Fernwood ODV.\r\n\r\nCordiali saluti\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  /* A word of the text that happens to be the domain's. */
  { "en",
    "From: Ada Hill <ada@garden.example>\r\nSubject: Interview" REST
    "Thank you for applying for the cook position at Larch House. Come through the garden "
    "gate.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Larch House", "Ada Hill", "ada@garden.example", NULL },
  /* Who writes no capitals writes none in names. */
  { "en",
    "From: Ada Hill <ada@fernwood.example>\r\nSubject: hi" REST
    "hey, this is one of the founders of fernwood. shall we talk about the job?\r\n\r\nada\r\n",
    "fernwood", "Ada Hill", "ada@fernwood.example", NULL },
  /* Only the quote says it, and breaks the name in two. */
  { "en",
    "From: Ada Hill <ada@fernwood-labs.example>\r\nSubject: Re: hello" REST
    "Would you come and see us?\r\n\r\nAda Hill\r\n\r\n"
    "On 22/11/2026 20:15, Sam wrote:\r\n"
    "> I am writing about the post of a Control Engineer at Fernwood\r\n> Labs.\r\n",
    "Fernwood Labs", "Ada Hill", "ada@fernwood-labs.example", NULL },
  /* A relay's robot, and the mailbox that the text names. */
  { "en",
    "From: Ada Hill <noreply@teamtailor-mail.com>\r\nSubject: Meet us" REST
    "You can also write to me at ada@fernwood.example.\r\n\r\nAda Hill\r\nFernwood Ltd\r\n",
    "Fernwood", "Ada Hill", "ada@fernwood.example", NULL },
  /* What bears the role is no firm, and the firm that a robot speaks of is no person. */
  { "en",
    "From: Lever <no-reply@hire.lever.co>\r\nSubject: Warehouse Associate interview" REST
    "Good morning!\r\n\r\nBrennan Foods would like to meet you. Book a time below.\r\n\r\n"
    "Thanks,\r\nBrennan Foods\r\n",
    "Brennan Foods", NULL, NULL, NULL },
  /* A robot's mail tells in Reply-To whom it is sent for. */
  { "en",
    "From: Fernwood <no-reply@relay.example>\r\nReply-To: Ada Hill <ah@fernwood.example>\r\n"
    "Subject: Interview" REST "Come and see us at Fernwood.\r\n",
    "Fernwood", "Ada Hill", "ah@fernwood.example", NULL },
  /* The answer is to go to the office, whoever signs and whatever the mailbox is called. */
  { "en",
    "From: Ada Hill <ada@fernwood.example>\r\nReply-To: office@fernwood.example\r\n"
    "Subject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "office@fernwood.example", NULL },
  { "en",
    "From: Fernwood <hello@fernwood.example>\r\nReply-To: office@fernwood.example\r\n"
    "Subject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "office@fernwood.example", NULL },
  /* ... but not where that is somebody else's. */
  { "en",
    "From: Ada Hill <ada@fernwood.example>\r\nReply-To: Bea Nash <bea@fernwood.example>\r\n"
    "Subject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest regards\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada@fernwood.example", NULL },
  /* Who signs with one name has the other in the text, or an initial; "i. V." is none. */
  { "en",
    "From: ada.hill@fernwood.example\r\nSubject: Interview" REST
    "I am Ada Hill, and I would like to see you at Fernwood.\r\n\r\nBest regards\r\nAda\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  { "de",
    "From: jobs@fernwood.example\r\nSubject: Einladung" REST
    "Zu Fernwood geht es links.\r\n\r\nMit freundlichen Grüßen\r\n\r\nHolt\r\n--\r\n"
    "I. Holt - Telefon 030 555 01 33\r\n",
    "Fernwood", "I. Holt", "jobs@fernwood.example", "030 555 01 33" },
  { "de",
    "From: jobs@fernwood.example\r\nSubject: Einladung" REST
    "Zu Fernwood geht es links.\r\n\r\nMit freundlichen Grüßen\r\n\r\nHolt\r\n--\r\n"
    "i. V. Holt - Telefon 030 555 01 33\r\n",
    "Fernwood", "Holt", "jobs@fernwood.example", "030 555 01 33" },
  /* A pet name at the end is that of the sender. */
  { "en",
    "From: Anna Hill <anna@fernwood.example>\r\nSubject: Interview" REST
    "Come and see us at Fernwood.\r\n\r\nBest,\r\nAnnie\r\n",
    "Fernwood", "Anna Hill", "anna@fernwood.example", NULL },
  /* The longer name is the firm's where its domain has the last word too. */
  { "en",
    "From: Greenfield HR <hr@greenfieldschool.example>\r\nSubject: Re: teacher" REST
    "You are invited for an interview.\r\n\r\nMrs. Ada Hill\r\nHuman Resource Manager\r\n"
    "Greenfield International School\r\n",
    "Greenfield International School", "Ada Hill", "hr@greenfieldschool.example", NULL },
  /* A domain spells the & in its language. */
  { "en",
    "From: Ada Hill <ada@tallowandwick.example>\r\nSubject: Ada x Tallow & Wick: interview" REST
    "Can we meet?\r\n\r\nAda\r\n",
    "Tallow & Wick", "Ada Hill", "ada@tallowandwick.example", NULL },
  /* A portal writes for the employer. */
  { "en",
    "From: Wyre Trust via Trac <noreply@trac.example>\r\nSubject: Interview" REST
    "We invite you to an interview at Wyre Trust. Book at Trac.\r\n\r\nAda Hill\r\n",
    "Wyre Trust", "Ada Hill", "", NULL },
  { "en",
    "From: ada hill <ada@fernwood.example>\r\nSubject: Interview" REST
    "Come and see us at Fernwood.\r\n",
    "Fernwood", "Ada Hill", "ada@fernwood.example", NULL },
  /* A name that begins like a month is one all the same. */
  { "en",
    "From: Ada Hill <no-reply@ashbyhq.com>\r\nSubject: Interview with Marrow Bio" REST
    "Your interview with Marrow Bio for Lab Assistant has been scheduled.\r\n\r\nAda Hill\r\n",
    "Marrow Bio", "Ada Hill", "", NULL },
  /* An article that the domain has too belongs to the name. */
  { "en",
    "From: Ada Hill <ada@thegorse.example>\r\nSubject: Trial" REST
    "Come in on Tuesday.\r\n\r\nAda\r\nThe Gorse\r\n",
    "The Gorse", "Ada Hill", "ada@thegorse.example", NULL },
  /* A domain of initials, and a closing of two. */
  { "en",
    "From: Hill Ada <ada@kbp.edu.example>\r\nSubject: Interview" REST
    "Please let us know your slot.\r\n\r\nThank you and regards\r\n\r\nHill Ada (Ms)\r\n"
    "Senior Executive, Human Resource\r\nKallang Bay Polytechnic\r\n",
    "Kallang Bay Polytechnic", "Hill Ada", "ada@kbp.edu.example", NULL },
  /* Who is short of staff is no agency, and a genitive may be a name. */
  { "en",
    "From: Ada Hill <ada@lakechildrens.example>\r\nSubject: Interview" REST
    "We are in surge staffing this week.\r\n\r\nAda Hill\r\nLake Children's Hospital\r\n",
    "Lake Children's Hospital", "Ada Hill", "ada@lakechildrens.example", NULL },
  /* The house to go to bears the firm's name and another. */
  { "en",
    "From: Fernwood Early Careers <ada@fernwood.example>\r\nSubject: Interview" REST
    "Where: Fernwood Academy, York\r\n\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada@fernwood.example", NULL },
  /* One talks with people, too. */
  { "en",
    "From: Ada Hill <ada@relay.example>\r\nSubject: Interview" REST
    "Your interview is a chat with Nora.\r\n\r\nAda Hill\r\n",
    NULL, "Ada Hill", "ada@relay.example", NULL },
  /* The portal's own name is no person. */
  { "en",
    "From: Workday <fernwood@myworkday.com>\r\nSubject: Interview" REST
    "You have been scheduled for an interview at Fernwood.\r\n",
    "Fernwood", NULL, NULL, NULL },
  /* Nobody reads what a portal sends: the mailbox of somebody whom it names is. */
  { "en",
    "From: Fernwood Jobs <fernwood@myworkday.com>\r\nSubject: Interview" REST
    "You have been scheduled for an interview at Fernwood.\r\n\r\nInterviewer: Ada Hill, Head "
    "of Care\r\nDuration: 45 minutes\r\n\r\nAny questions? ada.hill@fernwood.example\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  /* Taleo's mailbox says itself that it is none. */
  { "en",
    "From: Fernwood <fernwood@invalidemail.com>\r\nSubject: Interview" REST
    "We invite you to an interview at Fernwood. Please confirm to "
    "ada.hill@fernwood.example.\r\n\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada.hill@fernwood.example", NULL },
  /* A letter of a name that the text has in full, a label before one, and two who sign. */
  { "en",
    "From: Fernwood <jobs@fernwood.example>\r\nSubject: Interview" REST
    "We invite you to an interview at Fernwood. Please telephone Jackie Webb to "
    "confirm.\r\n\r\nYours faithfully\r\nJ. Webb\r\n",
    "Fernwood", "Jackie Webb", "jobs@fernwood.example", NULL },
  { "pt",
    "From: Padaria Trigo <trigo@fernwood.example>\r\nSubject: Entrevista" REST
    "Gostaríamos de o convidar para uma entrevista.\r\n\r\nAbraço\r\nSeu Osvaldo\r\n",
    "Padaria Trigo", "Osvaldo", "trigo@fernwood.example", NULL },
  { "pt",
    "From: Fernwood <museu@fernwood.example>\r\nSubject: Entrevista" REST
    "Gostaríamos de o convidar para uma entrevista na Fernwood.\r\n\r\nCom os melhores "
    "cumprimentos,\r\nNina Okamoto e Wesley Prado\r\n",
    "Fernwood", "Nina Okamoto", "museu@fernwood.example", NULL },
  /* "ö" is "oe" in a German mailbox. */
  { "de",
    "From: Fernwood <bewerbung@fernwood.example>\r\nSubject: Gespräch" REST
    "Wir laden Sie zu einem Gespräch bei Fernwood ein. Rückfragen bitte an "
    "p.boettcher@fernwood.example.\r\n\r\nMit freundlichen Grüßen\r\nPeter Böttcher\r\n",
    "Fernwood", "Peter Böttcher", "p.boettcher@fernwood.example", NULL },
  /* Who introduces herself for an agency names the agency. */
  { "en",
    "From: Ada Hill <ada@relay.example>\r\nSubject: Screening" REST
    "This is Ada from Larch Talent. Our client has shortlisted you.\r\n\r\nAda Hill\r\n",
    NULL, "Ada Hill", "ada@relay.example", NULL },
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
  /* A name is spelled like the domain without the question mark behind it. */
  { "pt",
    "From: Ana Reis <ana@pixelverde.example>\r\nSubject: Entrevista" REST
    "Vamos conversar aqui na Pixel Verde? Pode ser quinta?\r\n\r\nAbraços\r\nAna Reis\r\n"
    "(11) 90000-4412\r\n",
    "Pixel Verde", "Ana Reis", "ana@pixelverde.example", "(11) 90000-4412" },
  /* The firm signs: nobody is named. */
  { "pt",
    "From: rh@transpampa.example\r\nSubject: Entrevista" REST
    "A entrevista será na sexta.\r\n\r\nSetor de RH\r\nTranspampa\r\n",
    "Transpampa", NULL, NULL, NULL },
  { "fr",
    "From: Yann Le Goff <yann@atelier-sud.example>\r\nSubject: Entretien" REST
    "Passez mercredi.\r\n\r\nCordialement\r\nYann Le Goff\r\nTél. 05.55.01.02.47\r\n",
    NULL, "Yann Le Goff", "yann@atelier-sud.example", "05.55.01.02.47" },
  /* What kind of house it is belongs to its name. */
  { "pt",
    "From: Ana Reis <ana@hospitalribeira.example>\r\nSubject: Entrevista - Hospital da "
    "Ribeira" REST "Segue o convite.\r\n\r\nCumprimentos\r\nAna Reis\r\n",
    "Hospital da Ribeira", "Ana Reis", "ana@hospitalribeira.example", NULL },
  /* What bears the whole title is no firm. */
  { "es",
    "From: Eva Gil <eva@austral-seleccion.example>\r\nSubject: Concurso Jefe de Turno - "
    "fecha" REST
    "El cargo de Jefe de Turno es para nuestro cliente.\r\n\r\nSaludos\r\nEva Gil\r\n",
    NULL, "Eva Gil", "eva@austral-seleccion.example", NULL },
  /* With a capital letter amid a sentence the article belongs to it, at its start it doesn't.
   */
  { "nl",
    "From: Eva Bos <eva@linden.example>\r\nSubject: Gesprek" REST
    "De Linden zoekt je.\r\n\r\nGroet,\r\nEva Bos\r\ndirecteur De Linden\r\n",
    "De Linden", "Eva Bos", "eva@linden.example", NULL },
  { "nl",
    "From: Eva Bos <eva@linden.example>\r\nSubject: Gesprek" REST
    "De Linden zoekt je.\r\n\r\nGroet,\r\nEva Bos\r\ndirecteur Linden\r\n",
    "Linden", "Eva Bos", "eva@linden.example", NULL },
  { "nl",
    "From: Eva Bos <eva@linden.example>\r\nSubject: Gesprek" REST
    "- De Linden zoekt je.\r\n\r\nGroet,\r\nEva Bos\r\ndirecteur Linden\r\n",
    "Linden", "Eva Bos", "eva@linden.example", NULL },
  { "en",
    "From: Ada Hill <ada@strathmuir.example>\r\nSubject: Lectureship" REST
    "We would like to see you for an interview here at Strathmuir.\r\n\r\nBest regards\r\n"
    "Ada Hill\r\nSoil Sciences, University of Strathmuir\r\n",
    "University of Strathmuir", "Ada Hill", "ada@strathmuir.example", NULL },
  /* A robot's firm has two words, and is no person. */
  { "it",
    "From: Lumina Occhiali <noreply@lumina.example>\r\nSubject: Colloquio" REST
    "Scegli il giorno.\r\n\r\nA presto\r\nLumina Occhiali\r\n",
    "Lumina Occhiali", NULL, NULL, NULL },
  /* Who writes isn't the firm, whichever name stands first. */
  { "fr",
    "From: \"Hill-Moore Ada (RH)\" <ada.hill-moore@chu-arvennes.example>\r\nSubject: "
    "Entretien" REST
    "Je vous propose un entretien lundi.\r\n\r\nCordialement,\r\nAda Hill-Moore\r\n"
    "Chargée de recrutement\r\n",
    NULL, "Ada Hill-Moore", "ada.hill-moore@chu-arvennes.example", NULL },
  /* A brand in small letters; a number with its extension. */
  { "en",
    "From: Ada from tinwhistle <ada@mail.tnwh.example>\r\nSubject: hello" REST
    "Fancy a first chat about the job? Ring me on (+44) 20 7946 0100 ext. 3.\r\n\r\nAda\r\n",
    "tinwhistle", "Ada", "ada@mail.tnwh.example", "(+44) 20 7946 0100 ext. 3" },
  /* Initials, and the name that people use. */
  { "nl",
    "From: \"Berg, A.J. van den (Ada)\" <a.j.vandenberg@fernwood.example>\r\nSubject: "
    "Gesprek" REST "Graag nodig ik je uit voor een gesprek.\r\n\r\nGroet,\r\nAda\r\n",
    NULL, "Ada van den Berg", "a.j.vandenberg@fernwood.example", NULL },
  /* Two numbers, of which none begins within the other. */
  { "es",
    "From: Ada Hill <ada@fernwood.example>\r\nSubject: Entrevista" REST
    "Entrevista en Fernwood. Llame al 93 555 02 02 / 655 555 020.\r\n\r\nAda Hill\r\n",
    "Fernwood", "Ada Hill", "ada@fernwood.example", "93 555 02 02" },
  /* A municipality is called by more than its place. */
  { "nl",
    "From: Ada Hill <ada.hill@loosdal.example>\r\nSubject: Gesprek" REST
    "Graag nodigen wij u uit voor een tweede gesprek bij de gemeente Loosdal.\r\n\r\n"
    "Met vriendelijke groet,\r\nAda Hill\r\n",
    "gemeente Loosdal", "Ada Hill", "ada.hill@loosdal.example", NULL },
  { "fr",
    "From: Ville de Loosdal - RH <rh@loosdal.example>\r\nSubject: Convocation" REST
    "Nous vous invitons à un entretien à Loosdal. La mairie de Loosdal.\r\n\r\n"
    "Cordialement,\r\nAda Hill\r\nLoosdal\r\n",
    "Ville de Loosdal", "Ada Hill", "rh@loosdal.example", NULL },
  /* The whole name of who signs with the first one is no firm's. */
  { "es",
    "From: Ada Hill <direccion@fw.example>\r\nSubject: Temporada" REST
    "Soy Ada Hill, directora del hotel. Quiero hacerte una entrevista el martes a las "
    "12:00.\r\n\r\nUn saludo desde el viento,\r\nAda\r\n",
    NULL, "Ada Hill", "direccion@fw.example", NULL },
  /* "C++" is no firm. */
  { "fr",
    "From: Ada Hill <ada@fw.example>\r\nSubject: Entretien" REST
    "Un entretien technique pour le poste. Une heure sur Meet, du C++. Jeudi ?\r\n\r\nAda "
    "Hill\r\n",
    NULL, "Ada Hill", "ada@fw.example", NULL },
};

/* Titles as they stand in mail, and alone. */
static const struct
{
  const char *language, *raw, *title;
} titles[] = {
  { "en", "the position of Senior C Developer (m/f/d) - Ref. 4711", "Senior C Developer" },
  { "en", "VN 2091 Strategic Planner", "Strategic Planner" },
  { "en", "Appointment as Quantity Surveyor II", "Quantity Surveyor II" },
  { "en", "Data Analyst via Zoom", "Data Analyst" },
  { "de", "Onlinebewerbung als Busfahrer", "Busfahrer" },
  { "de", "eine/n Buchhalter*in", "Buchhalter*in" },
  { "de", "Werkstudent am Standort Köln", "Werkstudent" },
  { "de", "Leiter Standort Köln", "Leiter Standort Köln" },
  { "en", "Engineer on Video Codecs", "Engineer on Video Codecs" },
  { "en", "LinkedIn Marketing Manager", "LinkedIn Marketing Manager" },
  { "en", "LinkedIn: Data Analyst", "Data Analyst" },
  { "pt", "vendedor por telefone", "vendedor por telefone" },
  { "nl", "buschauffeur standplaats Weert", "buschauffeur" },
  { "fr", "un(e) comptable en visio", "comptable" },
  { "it", "animatore/trice in videoconferenza", "animatore/trice" },
  { "es", "OLX mecánico*", "mecánico" },
  { "pt", "um(a) técnico(a) de arquivo", "técnico(a) de arquivo" },
};

/* The role, and where to go. */
static const struct
{
  const char *mail, *position, *place; /* NULL: unknown */
} roles[] = {
  /* What a line of a table begins with is no part of the title above it. */
  { "Position    : Senior Test Analyst\r\nReporting   : 10:30\r\nVenue       : Tower B, Hill "
    "Park\r\n",
    "Senior Test Analyst", "Tower B, Hill Park" },
  { "Job title: Biomedical Scientist\r\n\r\nFollowing the first sift we would like to meet "
    "you.\r\n",
    "Biomedical Scientist", NULL },
  /* A mail program breaks long lines wherever they are full. */
  { "Thank you for your application for the position of Senior Test\r\nAnalyst. Come by.\r\n",
    "Senior Test Analyst", NULL },
  /* And people where it looks well. */
  { "You applied for the post\r\nof Test Analyst.\r\n", "Test Analyst", NULL },
  { "Our client has an opening for the Java developer role.\r\n", "Java developer", NULL },
  { "Thanks for your note about the boatbuilder job.\r\n", "boatbuilder", NULL },
  { "Your interview is for Monday 30 November.\r\n", NULL, NULL },
  { "Your virtual onsite for Staff Engineer is all set.\r\n", "Staff Engineer", NULL },
  { "Please attend the Civic Offices, Castle Street on Tuesday.\r\n", NULL,
    "Civic Offices, Castle Street" },
  { "Where: Fernwood Academy, York\r\n\r\nAda\r\nFernwood\r\n", NULL,
    "Fernwood Academy, York" },
  { "Where: Fernwood Ltd, Gate 2\r\n\r\nAda\r\nFernwood\r\n", NULL, "Gate 2" },
  /* A video that one sent before isn't how one will meet. */
  { "You passed the video stage. Where: Fernwood Academy, York\r\n", NULL,
    "Fernwood Academy, York" },
};

/* Pages to choose a time, and others. */
static const struct
{
  const char *link;
  gboolean is_for_times;
} links[] = {
  { "https://calendly.com/ana/30min", TRUE },
  { "https://jobs.fernwood.example/schedule/81", TRUE },
  { "https://fernwood.example/rdv/9a81c", TRUE },
  { "https://agenda.fernwood.example/ana", TRUE },
  { "https://fernwood.example/agendar", TRUE },
  { "https://booking.com/hotel", FALSE },
  { "https://fernwood.example/termination", FALSE },
  { "https://fernwood.example/jobs/81", FALSE },
};

/* Where the answer goes; the mail is from Ada. */
static const struct
{
  const char *language, *text, *reply_to;
} answers[] = {
  { "en", "Come on Tuesday at 10:00.", "ada@fernwood.example" },
  { "en", "Please let my colleague Ben Holt (ben@fernwood.example) know by Friday.",
    "ben@fernwood.example" },
  { "en", "To accept, email Ben directly at ben@fernwood.example.", "ben@fernwood.example" },
  { "en", "If you have questions, contact ben@fernwood.example.", "ada@fernwood.example" },
  { "en", "Please confirm. Send the parking receipt to ben@fernwood.example.",
    "ada@fernwood.example" },
  { "en", "Reply to me with a copy to ben@fernwood.example.", "ada@fernwood.example" },
  { "en", "Please reply from sam@example.net.", "ada@fernwood.example" },
  { "en", "If the new time does not suit you, contact Ben Holt, ben@fernwood.example.",
    "ben@fernwood.example" },
  { "en", "Please don't answer this e-mail, but call us.", NULL },
  { "en", "If a response is not received by Friday, we take it that you don't come.",
    "ada@fernwood.example" },
  { "es", "Consultas o desistimientos: Sra. Ida Holt, ida@fernwood.example.",
    "ida@fernwood.example" },
  { "de", "Bitte bestätigen Sie an Mag. (FH) Ida Holt, ida@fernwood.example.",
    "ida@fernwood.example" },
  { "de", "Bei Rückfragen: ida@fernwood.example.", "ada@fernwood.example" },
  { "fr", "Merci de confirmer auprès de Mme Le Bris (lebris@fernwood.example).",
    "lebris@fernwood.example" },
  { "es", "Favor confirmar con Paulina Soto (paulina@fernwood.example).",
    "paulina@fernwood.example" },
  { "it", "Rispondi direttamente a Giulia (giulia@fernwood.example).",
    "giulia@fernwood.example" },
  { "pt", "Por favor combine direto com ele (icaro@fernwood.example) um horário.",
    "icaro@fernwood.example" },
  { "nl", "Ik verzoek je te antwoorden aan Ruben: ruben@fernwood.example.",
    "ruben@fernwood.example" },
};

static void
test_find (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autoptr (RgFacts) facts
          = rg_facts_find (message, rg_words_get (words, cases[i].language), own);
      g_test_message ("%s", cases[i].mail);
      g_assert_cmpstr (facts->company, ==, cases[i].company);
      const RgAddress *contact = facts->contact;
      g_assert_cmpstr (contact ? contact->name : NULL, ==, cases[i].person);
      g_assert_cmpstr (contact ? contact->address : NULL, ==, cases[i].address);
      g_assert_cmpstr (facts->phone, ==, cases[i].phone);
    }
}

static void
test_reply_to (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *mail = g_strdup_printf (
          "From: Ada Hill <ada@fernwood.example>\r\nSubject: Hello" REST "%s\r\n",
          answers[i].text);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autoptr (RgFacts) facts
          = rg_facts_find (message, rg_words_get (words, answers[i].language), own);
      g_test_message ("%s", answers[i].text);
      const RgAddress *found = facts->reply_to;
      g_assert_cmpstr (found ? found->address : NULL, ==, answers[i].reply_to);
    }
}

static void
test_role_and_place (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *mail = g_strdup_printf (
          "From: Ada Hill <ada@fernwood.example>\r\nSubject: Hello" REST "%s", roles[i].mail);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, "en"), own);
      g_test_message ("%s", roles[i].mail);
      g_assert_cmpstr (facts->position, ==, roles[i].position);
      g_assert_cmpstr (facts->place, ==, roles[i].place);
    }
}

/* An office isn't greeted by its name, who reads its mail is. */
static void
test_office (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  static const char *const offices[][3]
      = { { "our Principal (principal@fernwood.example)", "Ada Hill", "ada@fernwood.example" },
          { "Mrs Principal (principal@fernwood.example)", "Principal",
            "principal@fernwood.example" },
          { "Kruithof (kruithof@fernwood.example)", "Kruithof", "kruithof@fernwood.example" } };
  g_autoptr (RgWords) words = shipped_words ("learned", "words");
  for (gsize i = 0; i < G_N_ELEMENTS (offices); i++)
    {
      g_autofree char *mail = g_strdup_printf (
          "From: Ada Hill <ada@fernwood.example>\r\nSubject: Interview" REST
          "Please confirm to %s.\r\n\r\nBest regards\r\nAda Hill\r\nFernwood\r\n",
          offices[i][0]);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, "en"), own);
      g_assert_cmpstr (facts->contact->name, ==, offices[i][1]);
      g_assert_cmpstr (facts->contact->address, ==, offices[i][2]);
    }
}

static void
test_titles (void)
{
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      RgSource source = { .words = rg_words_get (words, titles[i].language) };
      g_autofree char *title = rg_clean_position (&source, titles[i].raw);
      g_assert_cmpstr (title, ==, titles[i].title);
    }
}

/* The words behind the pay are its sentence, whole characters only. */
static void
test_pay_words (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  static const char mail[] = "From: Ada Hill <ada@larch.example>\r\nSubject: Interview" REST
                             "Come to Torstraße 1, Berlin, on Tuesday at 10:00. The salary is "
                             "EUR 70,000 a year. Kind "
                             "regards\r\n";
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, "en"), own);
  g_assert_cmpstr (rg_facts_span (facts, "salary"), ==, "The salary is EUR 70,000 a year");
}

static void
test_scheduling_link (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *mail = g_strdup_printf (
          "From: Ana <ana@fernwood.example>\r\nSubject: Interview" REST "%s\r\n",
          links[i].link);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, "en"), own);
      g_assert_cmpstr (facts->scheduling_link, ==,
                       links[i].is_for_times ? links[i].link : NULL);
    }
}

/* A career site may have the employer's own domain: that a tracking system sent it tells. */
static void
test_meeting_of_career_site (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  static const struct
  {
    const char *from;
    gboolean is_for_times;
  } senders[] = { { "no-reply@teamtailor-mail.com", TRUE }, { "ana@fernwood.example", FALSE } };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (senders); i++)
    {
      g_autofree char *mail
          = g_strdup_printf ("From: %s\r\nSubject: Interview" REST
                             "https://career.fernwood.example/meetings/8fk2\r\n",
                             senders[i].from);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, "en"), own);
      g_assert_cmpint (facts->scheduling_link != NULL, ==, senders[i].is_for_times);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/office", test_office);
  g_test_add_func ("/facts/titles", test_titles);
  g_test_add_func ("/facts/pay words", test_pay_words);
  g_test_add_func ("/facts/reply-to", test_reply_to);
  g_test_add_func ("/facts/find", test_find);
  g_test_add_func ("/facts/role and place", test_role_and_place);
  g_test_add_func ("/facts/scheduling-link", test_scheduling_link);
  g_test_add_func ("/facts/meeting of a career site", test_meeting_of_career_site);
  return g_test_run ();
}
