/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/guard.h"

#include "base/error.h"

#include <string.h>

#define MIB (1024 * 1024)

static gboolean
see (RgGuard *guard, const char *bytes, gsize length, gsize piece, GError **error)
{
  for (gsize i = 0; i < length; i += piece)
    if (!rg_guard_see (guard, bytes + i, MIN (piece, length - i), error))
      return FALSE;
  return TRUE;
}

/* Whole, and byte by byte: the answer must be the same. Returns what is said of it, or NULL. */
static char *
refusal (const char *bytes, gsize length)
{
  static const gsize pieces[] = { G_MAXSIZE / 2, 1, 7 };
  char *said[G_N_ELEMENTS (pieces)] = { NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (RgGuard) guard = rg_guard_new ();
      g_autoptr (GError) error = NULL;
      if (!see (guard, bytes, length, pieces[i], &error))
        {
          g_assert_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE);
          said[i] = g_strdup (error->message);
        }
    }
  g_assert_cmpstr (said[0], ==, said[1]);
  g_assert_cmpstr (said[0], ==, said[2]);
  g_free (said[1]);
  g_free (said[2]);
  return said[0];
}

static void
test_honest (void)
{
  static const char *const answers[] = {
    "* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+] Dovecot ready.\r\n",
    "* OK Gimap ready for requests from 1.2.3.4 123456789012345mwc\r\n",
    "* OK say \"hi, {and 99999999999999 more\r\n",
    "* OK Still here\r\n",
    "12 OK [READ-WRITE] Select completed (0.001 + 0.000 secs).\r\n",
    "* 172 EXISTS\r\n* 1 RECENT\r\n* FLAGS (\\Answered \\Flagged $Label12345678901)\r\n",
    "* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] Limited\r\n",
    "* OK [HIGHESTMODSEQ 18446744073709551615] x\r\n",
    "* OK [MAILBOXID (12345678901234)] x\r\n",
    "* OK [UIDVALIDITY 4294967295] x\r\n",
    "* 1 FETCH (UID 4294967295 MODSEQ (12345678901234) FLAGS ())\r\n",
    "* 1 FETCH (BODY[HEADER]<0> {14}\r\n((((\0\"{99}\r\n\"( UID 1)\r\n",
    "* 1 FETCH (BODY[] \"quoted \\\" { 99999999999999 (((\" UID 1)\r\n",
    "* 1 FETCH (BODY[] {0}\r\n BODY[1] {3}\r\nabc)\r\n",
    "* LIST (\\HasNoChildren) \"/\" 20231231235959\r\n",
    "* LIST (\\HasNoChildren) \"/\" \"a {5}\"\r\n",
    "* LIST () \"/\" {9}\r\nname (\"{x\r\n",
    "* SEARCH 1 2 3\r\n* SEARCH\r\n",
    "* CAPABILITY IMAP4rev1 APPENDLIMIT=18446744073709551615\r\n",
    "* BYE Logging out\r\n",
    "+ idling\r\n+\r\n+ \r\n",
    "rg12 NO [AUTHENTICATIONFAILED] x\r\n",
    "* OK [PERMANENTFLAGS ()] none\r\n",
    "* OK [PERMANENTFLAGS (\\*)] x\r\n",
    "* OK [PERMANENTFLAGS ($a b)] x\r\n",
    "* OK [UNSEEN 1] PERMANENTFLAGS (%\r\n",
    "",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gsize length
          = i == 11 ? strlen (answers[i]) + strlen (answers[i] + strlen (answers[i]) + 1) + 1
                    : strlen (answers[i]);
      g_autofree char *said = refusal (answers[i], length);
      g_assert_cmpstr (said, ==, NULL);
    }
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *answer, *said;
  } cases[] = {
    { "* 1 FETCH (BODY[] {8388609}\r\n", "literal over 8 MiB" },
    { "* 1 FETCH (BODY[] {4294967295}\r\n", "literal over 8 MiB" },
    { "* 1 FETCH (BODY[] {99999999999999999999999999999}\r\n", "literal over 8 MiB" },
    { "* OK [BADCHARSET ({99999999}\r\n", "literal over 8 MiB" },
    { "* OK [BADCHARSET ({5}\r\n", "where none belongs" },
    { "* OK hello {5}\r\n", "where none belongs" },
    { "* OK [BADCHARSET (\"]\" { 5}\r\n", "where none belongs" },
    { "*OK {5}\r\n", "where none belongs" },
    { "*  OK {5}\r\n", "where none belongs" },
    { "rg1 OK {5}\r\n", "where none belongs" },
    { "+ {5}\r\n", "where none belongs" },
    { "* SEARCH {5}\r\n", "where none belongs" },
    { "* 1 FETCH (BODY[] { 5}\r\n", "malformed literal" },
    { "* 1 FETCH (BODY[] {5 }\r\n", "malformed literal" },
    { "* 1 FETCH (BODY[] {5+}\r\n", "malformed literal" },
    { "* 1 FETCH (BODY[] {}\r\n", "malformed literal" },
    { "* 1 FETCH (BODY[] {5\r\n", "malformed literal" },
    { "* 1 FETCH (BODY[] {5} \r\n", "malformed literal" },
    { "* LIST () \"/\" {5x}\r\n", "malformed literal" },
    { "* 1 FETCH (UID 4294967296)\r\n", "number too big" },
    { "* 1 FETCH (UID 99999999999999)\r\n", "number too big" },
    { "* 99999999999 EXISTS\r\n", "number too big" },
    { "* SEARCH 1 4294967296\r\n", "number too big" },
    { "* OK [UIDNEXT 4294967296] x\r\n", "number too big" },
    { "12 OK [APPENDUID 1 1:4294967296] x\r\n", "number too big" },
    { "* OK [HIGHESTMODSEQ 18446744073709551616] x\r\n", "number too big" },
    { "* 1 FETCH (MODSEQ (1) UID 4294967296)\r\n", "number too big" },
    { "* 1 FETCH (BODY[] \"a\r\n", "inside a quoted string" },
    { "* LIST () \"/\" \"a\\\"\r\n", "inside a quoted string" },
    { "* OK [PERMANENTFLAGS (*Seen)] x\r\n", "PERMANENTFLAGS" },
    { "* OK [permanentflags ( \\*)] x\r\n", "PERMANENTFLAGS" },
    { "* OK [PERMANENTFLAGS ((\\Seen))] x\r\n", "PERMANENTFLAGS" },
    { "* OK [PERMANENTFLAGS (\\ Seen)] x\r\n", "PERMANENTFLAGS" },
    { "* OK [PERMANENTFLAGS (\\)] x\r\n", "PERMANENTFLAGS" },
    { "* OK [PERMANENTFLAGS  (\r\n", "PERMANENTFLAGS" },
    { "2 OK [PERMANENTFLAGS (\n", "PERMANENTFLAGS" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = refusal (cases[i].answer, strlen (cases[i].answer));
      g_test_message ("%s: %s", cases[i].answer, said);
      g_assert_nonnull (said);
      g_assert_nonnull (strstr (said, cases[i].said));
    }
}

static void
test_nul (void)
{
  g_autofree char *said = refusal ("* OK a\0b\r\n", 10);
  g_assert_nonnull (strstr (said, "NUL"));
}

/* `head`, then `count` times `part`. */
static char *
refusal_of_many (const char *head, const char *part, gsize count)
{
  GString *text = g_string_new (head);
  for (gsize i = 0; i < count; i++)
    g_string_append (text, part);
  char *said = refusal (text->str, text->len);
  g_string_free (text, TRUE);
  return said;
}

static void
test_limits (void)
{
  static const struct
  {
    const char *head, *part;
    gsize count;
    const char *said; /* NULL: taken */
  } cases[] = {
    { "* 1 FETCH (BODY ", "(", 199, NULL },
    { "* 1 FETCH (BODY ", "(", 200, "nested too deep" },
    { "* OK ", "(", 201, "nested too deep" },
    { "* 1 FETCH (BODY ", "()", 10000, NULL },
    { "* 1 FETCH (\r\n", "* 1 FETCH (\r\n", 1000, NULL },
    { "* 1 FETCH (BODY[] \"", "(", 1000, NULL },
    { "* OK ", "x", MIB - 5, NULL },
    { "* OK ", "x", MIB - 4, "a line over 1 MiB" },
    { "", "x", MIB + 1, "a line over 1 MiB" },
    { "", "* OK 3456789012345678901234567\r\n", 4 * MIB / 32, NULL },
    { "* OK 3456789012345678901234567\r\n", "* OK 3456789012345678901234567\r\n", 4 * MIB / 32,
      "over 4 MiB of lines" },
    { "* 1 FETCH (BODY[] {8388608}\r\n", "x", 8 * MIB, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = refusal_of_many (cases[i].head, cases[i].part, cases[i].count);
      g_test_message ("%s%s...: %s", cases[i].head, cases[i].part, said ? said : "taken");
      g_assert_cmpint (said != NULL, ==, cases[i].said != NULL);
      if (said)
        g_assert_nonnull (strstr (said, cases[i].said));
    }
}

/* A literal of 8 MiB, seven times and once more. */
static void
test_sum (void)
{
  static const char head[] = "* 1 FETCH (BODY[] {8388000}\r\n";
  g_autofree char *body = g_malloc0 (8388000);
  g_autoptr (RgGuard) guard = rg_guard_new ();
  for (guint reset = 0; reset < 2; reset++)
    {
      for (guint i = 0; i < 8; i++)
        g_assert_true (rg_guard_see (guard, head, strlen (head), NULL)
                       && rg_guard_see (guard, body, 8388000, NULL)
                       && rg_guard_see (guard, ")\r\n", 3, NULL));
      if (reset == 0)
        rg_guard_reset (guard);
    }
  g_autoptr (GError) error = NULL;
  g_assert_true (rg_guard_see (guard, head, strlen (head), &error));
  g_assert_false (rg_guard_see (guard, body, 8388000, &error));
  g_assert_nonnull (strstr (error->message, "over 64 MiB"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guard/honest", test_honest);
  g_test_add_func ("/guard/hostile", test_hostile);
  g_test_add_func ("/guard/nul", test_nul);
  g_test_add_func ("/guard/limits", test_limits);
  g_test_add_func ("/guard/sum", test_sum);
  return g_test_run ();
}
