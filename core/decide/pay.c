/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/pay.h"

#include "base/text.h"

#include <string.h>

static const struct
{
  const char *sign;
  const char *code;
} currencies[] = {
  { "EUR", "EUR" }, { "€", "EUR" },   { "USD", "USD" }, { "US$", "USD" }, { "CHF", "CHF" },
  { "GBP", "GBP" }, { "£", "GBP" },   { "CAD", "CAD" }, { "CA$", "CAD" }, { "AUD", "AUD" },
  { "A$", "AUD" },  { "SGD", "SGD" }, { "S$", "SGD" },  { "BRL", "BRL" }, { "R$", "BRL" },
  { "JPY", "JPY" }, { "¥", "JPY" },   { "INR", "INR" }, { "₹", "INR" },   { "SEK", "SEK" },
  { "NOK", "NOK" }, { "DKK", "DKK" }, { "PLN", "PLN" }, { "AED", "AED" }, { "$", "USD" },
};

static const struct
{
  const char *word;
  int per_year; /* 0: can't be told */
} periods[] = {
  { "year", 1 },    { "annum", 1 }, { "annual", 1 }, { "month", 12 }, { "day", 220 },
  { "daily", 220 }, { "hour", 0 },  { "week", 48 },  { "p.a", 1 },
};

static gboolean
find_currency (const char *text, RgPay *pay)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (strstr (text, currencies[i].sign))
      {
        g_strlcpy (pay->currency, currencies[i].code, sizeof pay->currency);
        return TRUE;
      }
  return FALSE;
}

/* One amount at *p, with separators of thousands in any style; *p moves behind it. Decimals
 * (one or two digits behind the last separator) are dropped. */
static gint64
read_amount (const char **p)
{
  gint64 amount = 0;
  int digits = 0;
  for (; digits < 12; (*p)++)
    {
      if (g_ascii_isdigit (**p))
        {
          amount = amount * 10 + g_ascii_digit_value (**p);
          digits++;
          continue;
        }
      const char *next = *p + 1;
      if (!**p || !strchr (".,' ", **p) || !g_ascii_isdigit (next[0])
          || !g_ascii_isdigit (next[1]) || !g_ascii_isdigit (next[2]))
        break;
    }
  if (**p == 'k' || **p == 'K')
    amount *= 1000;
  return amount;
}

/* "70–80k": the k is meant for both; only the largest amount matters. */
static gint64
largest_amount (const char *text)
{
  gint64 high = 0;
  for (const char *p = text; *p;)
    {
      if (!g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }
      gint64 amount = read_amount (&p);
      high = MAX (high, amount);
    }
  return high;
}

static int
times_a_year (const char *text, gint64 amount)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    if (strstr (lower, periods[i].word))
      return periods[i].per_year;
  return amount >= 10000 ? 1 : 0;
}

gboolean
rg_pay_parse (const char *text, RgPay *pay)
{
  if (!text || !find_currency (text, pay))
    return FALSE;
  gint64 amount = largest_amount (text);
  pay->high = amount * times_a_year (text, amount);
  return pay->high > 0;
}
