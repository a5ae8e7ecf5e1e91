/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of pay as people write them. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 high;      /* the largest amount named, a year, in whole units */
  char currency[4]; /* ISO 4217 */
} RgPay;

/* Reads "120000 EUR/year", "€70,000–80,000", "120k USD", "£450 a day". FALSE where amount,
 * currency or a year's worth of it can't be told. Without a period a year is meant from
 * 10,000 up; days are counted 220 and months 12 to the year; hours can't be told. */
gboolean rg_pay_parse (const char *text, RgPay *pay);
