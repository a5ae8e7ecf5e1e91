/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/status_header.h"

#include <string.h>

#define NEW "X-Regrets-Status: no"

static void
test_put (void)
{
  static const struct
  {
    const char *mail, *value, *want;
  } cases[] = {
    { "A: b\n\nbody\n", "no", NEW "\nA: b\n\nbody\n" },
    { "A: b\r\n\r\nbody\n", "no", NEW "\r\nA: b\r\n\r\nbody\n" },
    { "From a@b Mon\nA: b\n\nFrom c\n", "no", "From a@b Mon\n" NEW "\nA: b\n\nFrom c\n" },
    { "From: a@b\n\n", "no", NEW "\nFrom: a@b\n\n" },
    { "A: b\nX-Regrets-Status: yes\nC: d\n\n", "no", NEW "\nA: b\nC: d\n\n" },
    { "A: b\nx-REGRETS-other : a\n b\n\tc\nC: d\n e\n\n", "no", NEW "\nA: b\nC: d\n e\n\n" },
    { "X-Regrets-A: 1\r\nX-Regrets-B: 2\r\n\r\nx", "no", NEW "\r\n\r\nx" },
    { "A: b\n\nX-Regrets-Status: yes\n", "no", NEW "\nA: b\n\nX-Regrets-Status: yes\n" },
    { "A: b\n folded X-Regrets-A: 1\n\n", "no", NEW "\nA: b\n folded X-Regrets-A: 1\n\n" },
    { "A: b\nX-Regrets: 1\n\n", "no", NEW "\nA: b\nX-Regrets: 1\n\n" },
    { "A: b\nX-Regrets-A: 1\n\nx\n", NULL, "A: b\n\nx\n" },
    { "\nbody", "no", NEW "\n\nbody" },
    { "A: b", "no", NEW "\nA: b" },
    { "X-Regrets-A: 1", "no", NEW "\n" },
    { "From a@b", "no", NEW "\nFrom a@b" },
    { " folded\nA: b\n\n", "no", NULL },
    { "From a@b Mon\n\tfolded\n\n", "no", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *mail = cases[i].mail;
      g_autoptr (GBytes) got = rg_status_header_put (mail, strlen (mail), cases[i].value);
      gsize length = 0;
      const char *bytes = got ? g_bytes_get_data (got, &length) : NULL;
      g_autofree char *text = bytes ? g_strndup (bytes, length) : NULL;
      g_assert_cmpstr (text, ==, cases[i].want);
    }
}

static void
test_keeps_zero_bytes (void)
{
  static const char mail[] = "A: b\n\nx\0y\n";
  g_autoptr (GBytes) got = rg_status_header_put (mail, sizeof mail - 1, NULL);
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), mail, sizeof mail - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status-header/put", test_put);
  g_test_add_func ("/status-header/keeps-zero-bytes", test_keeps_zero_bytes);
  return g_test_run ();
}
