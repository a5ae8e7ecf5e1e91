/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/pay.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 high; /* 0: can't be told */
    const char *currency;
  } cases[] = {
    { "120000 EUR/year", 120000, "EUR" },
    { "€70,000–80,000", 80000, "EUR" },
    { "120k USD", 120000, "USD" },
    { "70.000 - 80.000 € p.a.", 80000, "EUR" },
    { "CHF 110'000", 110000, "CHF" },
    { "£450 a day", 99000, "GBP" },
    { "4.500 EUR per month", 54000, "EUR" },
    { "$45.50 per hour", 0, NULL },
    { "EUR 500", 0, NULL },
    { "competitive", 0, NULL },
    { "60000", 0, NULL },
    { NULL, 0, NULL },
    { "€99999999999999999999999999999", 999999999999, "EUR" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgPay pay;
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (rg_pay_parse (cases[i].text, &pay), ==, cases[i].high > 0);
      if (cases[i].high)
        {
          g_assert_cmpint (pay.high, ==, cases[i].high);
          g_assert_cmpstr (pay.currency, ==, cases[i].currency);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pay/parse", test_parse);
  return g_test_run ();
}
