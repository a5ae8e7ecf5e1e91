/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/translate.h"

#include <libintl.h>
#include <locale.h>

#define DOMAIN "regrets"

const char *
rg_translate (const char *text)
{
  return *text ? dgettext (DOMAIN, text) : text;
}

const char *
rg_translate_number (const char *one, const char *many, gulong number)
{
  return dngettext (DOMAIN, one, many, number);
}

/* In the locale "C" nothing is translated, whatever LANGUAGE says. */
static void
leave_c_locale (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);
  if (!messages || g_str_equal (messages, "C") || g_str_equal (messages, "POSIX"))
    setlocale (LC_MESSAGES, "C.UTF-8");
}

void
rg_translate_begin (const char *folder)
{
  setlocale (LC_MESSAGES, "");
  bindtextdomain (DOMAIN, folder);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
}

void
rg_translate_prefer (const char *language)
{
  if (!language)
    return;
  leave_c_locale ();
  g_setenv ("LANGUAGE", language, TRUE);
}

/* Every catalogue names its own. */
const char *
rg_translate_language (void)
{
  /* Translators: the code of your language, such as "de". */
  return _ ("en");
}
