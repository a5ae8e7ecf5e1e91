/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose domains say nothing about an employer. */
#include "mail/address.h"

#include <string.h>

/* A relay's domain differs from the board's own (workablemail.com, not workable.com). */
static const char *const ats_domains[] = {
  "altamirahrm.com",
  "applytojob.com",
  "ashbyhq.com",
  "avature.net",
  "bamboohr.com",
  "beetween.com",
  "bizneo.com",
  "brassring.com",
  "breezy.hr",
  "carerix.com",
  "clearcompany.com",
  "comeet-notifications.com",
  "comeet.co",
  "concludis.de",
  "coveto.de",
  "darwinbox.in",
  "dayforcehcm.com",
  "digitalrecruiters.com",
  "dvinci-hr.com",
  "eightfold.ai",
  "emply.com",
  "eploy.net",
  "eteach.com",
  "factorialhr.com",
  "flatchr.io",
  "freshteam.com",
  "gem.com",
  "governmentjobs.com",
  "greenhouse-mail.io",
  "greenhouse.io",
  "gupy.com.br",
  "gupy.io",
  "hirebridge.com",
  "hireful.co.uk",
  "homerun.co",
  "hr4you.org",
  "icims.com",
  "icims.eu",
  "indeedemail.com",
  "infojobs.net",
  "inrecruiting.com",
  "interfolio.com",
  "intervieweb.it",
  "jazz.co",
  "jobadder.com",
  "jobaffinity.fr",
  "jobtrain.co.uk",
  "jobvite.com",
  "jobylon.com",
  "join.com",
  "keka.com",
  "kenoby.com",
  "lever.co",
  "m.personio.com",
  "mail.paylocity.com",
  "mhmhr.com",
  "mynewterm.com",
  "myworkday.com",
  "myworkdayjobs.com",
  "neogov.com",
  "networxrecruitment.com",
  "onapply.de",
  "onlyfy.io",
  "oraclecloud.com",
  "otys.com",
  "pageuppeople.com",
  "paradox.ai",
  "peopleadmin.com",
  "personio.com",
  "personio.de",
  "phenompeople.com",
  "pinpointhq.com",
  "prescreen.io",
  "reachmee.com",
  "recruitcrm.io",
  "recruitee-mailbox.com",
  "recruitee.com",
  "refline.ch",
  "rexx-systems.com",
  "rippling.com",
  "smartrecruiters.com",
  "softgarden.io",
  "successfactors.com",
  "successfactors.eu",
  "tal.net",
  "taleez.com",
  "talent-soft.com",
  "talention.com",
  "talentlyft.com",
  "talentreef.com",
  "talentsoft.com",
  "taleo.net",
  "teamtailor-mail.com",
  "teamtailor.com",
  "trac.jobs",
  "tribepad.com",
  "turbohire.co",
  "umantis.com",
  "varbi.com",
  "viterbit.com",
  "welcomekit.co",
  "werecruit.io",
  "workable.com",
  "workablemail.com",
  "zohorecruit.com",
  "zucchetti.com",
};

static const char *const freemail_domains[] = {
  "163.com",         "aim.com",      "alice.it",       "aol.com",       "aol.de",
  "arcor.de",        "bigpond.com",  "bigpond.net.au", "bluewin.ch",    "bol.com.br",
  "btinternet.com",  "casema.nl",    "chello.at",      "chello.nl",     "clix.pt",
  "comcast.net",     "disroot.org",  "duck.com",       "eircom.net",    "email.com",
  "email.de",        "email.it",     "fastmail.com",   "fastmail.fm",   "free.fr",
  "freenet.de",      "gmail.com",    "googlemail.com", "hetnet.nl",     "hey.com",
  "hispeed.ch",      "home.nl",      "hushmail.com",   "icloud.com",    "ig.com.br",
  "inwind.it",       "iol.pt",       "kpnmail.nl",     "laposte.net",   "libero.it",
  "mac.com",         "mail.com",     "mail.de",        "mail.pt",       "mail.ru",
  "mailbox.org",     "me.com",       "msn.com",        "naver.com",     "netcabo.pt",
  "neuf.fr",         "ntlworld.com", "numericable.fr", "onet.pl",       "online.de",
  "optusnet.com.au", "orange.fr",    "passport.com",   "planet.nl",     "pm.me",
  "posteo.de",       "posteo.net",   "proton.me",      "protonmail.ch", "protonmail.com",
  "qq.com",          "riseup.net",   "rocketmail.com", "sapo.pt",       "sbcglobal.net",
  "seznam.cz",       "sfr.fr",       "shaw.ca",        "sky.com",       "skynet.be",
  "sunrise.ch",      "sympatico.ca", "t-online.de",    "talktalk.net",  "telenet.be",
  "terra.com",       "terra.com.br", "terra.es",       "tim.it",        "tin.it",
  "tiscali.it",      "tuta.com",     "tuta.io",        "tutamail.com",  "tutanota.com",
  "tutanota.de",     "uol.com.br",   "upcmail.nl",     "verizon.net",   "videotron.ca",
  "virgilio.it",     "wanadoo.fr",   "web.de",         "wp.pl",         "xs4all.nl",
  "xtra.co.nz",      "yandex.com",   "yandex.ru",      "ymail.com",     "ziggo.nl",
  "zoho.com",        "zohomail.com", "zohomail.eu",    "zonnet.nl",
};

/* Providers with a domain in many countries: NAME.de, NAME.co.uk, NAME.com.br. */
static const char *const freemail_families[] = { "gmx", "hotmail", "live", "outlook", "yahoo" };

gboolean
rg_domain_is_within (const char *domain, const char *suffix)
{
  if (!domain || !suffix)
    return FALSE;
  gsize length = strlen (domain), tail = strlen (suffix);
  if (tail == 0 || tail > length || g_ascii_strcasecmp (domain + length - tail, suffix))
    return FALSE;
  return length == tail || domain[length - tail - 1] == '.';
}

static gboolean
is_top_level (const char *name)
{
  gsize length = strlen (name);
  return length >= 2
         && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == length
         && length <= 4;
}

/* "de", "com", "co.uk", "com.br": what may stand behind a provider's name. */
static gboolean
is_country (const char *name)
{
  if (!g_ascii_strncasecmp (name, "co.", 3))
    return strlen (name) == 5 && is_top_level (name + 3);
  if (!g_ascii_strncasecmp (name, "com.", 4))
    return strlen (name) == 6 && is_top_level (name + 4);
  return is_top_level (name);
}

static gboolean
is_of_family (const char *domain, const char *family)
{
  gsize length = strlen (family);
  return !g_ascii_strncasecmp (domain, family, length) && domain[length] == '.'
         && is_country (domain + length + 1);
}

gboolean
rg_domain_is_freemail (const char *domain)
{
  if (!domain)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (freemail_domains); i++)
    if (!g_ascii_strcasecmp (domain, freemail_domains[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (freemail_families); i++)
    if (is_of_family (domain, freemail_families[i]))
      return TRUE;
  return FALSE;
}

const char *
rg_domain_of_ats (const char *domain)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ats_domains); i++)
    if (rg_domain_is_within (domain, ats_domains[i]))
      return ats_domains[i];
  return strstr (domain, "-ats.") ? domain : NULL; /* "talentlab-ats.example" says so itself */
}

gboolean
rg_domain_is_ats (const char *domain)
{
  return rg_domain_of_ats (domain) != NULL;
}
