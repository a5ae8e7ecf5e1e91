/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading mail as it comes. */
#include "mail/authentication.h"
#include "mail/html.h"
#include "mail/message.h"
#include "mail/quote.h"

#include "base/error.h"

#include <string.h>

#define HEAD                                                                                   \
  "From: Priya <priya@Fernwood.example>\r\nTo: sam@example.net\r\nSubject: "                   \
  "Hi\r\nMIME-Version: 1.0\r\n"

static RgMessage *
read_mail (const char *text)
{
  g_autoptr (GError) error = NULL;
  RgMessage *message = rg_message_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return message;
}

static void
test_text (void)
{
  static const struct
  {
    const char *mail, *text;
  } cases[] = {
    { HEAD "\r\nplain\r\n", "plain\n" },
    { HEAD "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
           "base64\r\n\r\nTcO8bmNoZW4=\r\n",
      "München\n" },
    { HEAD "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nM\xfcnchen \x93x\x94\r\n",
      "München “x”\n" },
    { HEAD "Content-Type: text/plain; charset=us-ascii\r\n\r\nM\xc3\xbcnchen\r\n",
      "München\n" },
    { HEAD "Content-Type: text/plain; format=flowed\r\n\r\none \r\ntwo\r\n", "one two\n" },
    { HEAD "Content-Type: text/html; charset=utf-8\r\n\r\n<p>one<br>two</p><p style='display: "
           "none'>no</p><style>no</style>\r\n",
      "one\ntwo\n" },
    { HEAD "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: "
           "text/plain\r\n\r\nplain words\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich "
           "words</p>\r\n--b--\r\n",
      "plain words\n" },
    { HEAD "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: "
           "text/plain\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich "
           "words</p>\r\n--b--\r\n",
      "rich words\n" },
    { HEAD "Content-Type: multipart/mixed; "
           "boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Disposition: attachment; "
           "filename=x.txt\r\n\r\nno\r\n--b--\r\n",
      "one\n" },
    { HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ncut off in the mid",
      "cut off in the mid\n" },
    { HEAD "\r\nown\r\n\r\nOn Mon, 16 Nov 2026 at 10:00, Sam <sam@example.net> wrote:\r\n> "
           "quoted\r\n",
      "own\n" },
    { HEAD "\r\nown\r\n\r\nOn Monday, Sam wrote:\r\n\r\n> quoted\r\n", "own\n" },
    { HEAD "\r\nown\r\n\r\nSam <sam@example.net> schrieb am 14.11.2026 um 19:33:\r\n\r\n| "
           "quoted\r\n",
      "own\n" },
    { HEAD "\r\nown\r\n\r\nSam wrote on November 14, 2026 7:33 PM:\r\nquoted\r\n", "own\n" },
    { HEAD "\r\nAs I wrote on 14/11/2026, these are the times:\r\nMonday at 9\r\n",
      "As I wrote on 14/11/2026, these are the times:\nMonday at 9\n" },
    { HEAD "\r\nown\r\n\r\nSam wrote on the 14th:\r\na poem.\r\n",
      "own\n\nSam wrote on the 14th:\na poem.\n" },
    { HEAD "\r\nown\r\n\r\nOn Monday, Sam wrote:\r\na poem.\r\n",
      "own\n\nOn Monday, Sam wrote:\na poem.\n" },
    { HEAD "\r\nown\r\n\r\nVon: Sam\r\nGesendet: Montag\r\nAn: Priya\r\nBetreff: "
           "x\r\n\r\nquoted\r\n",
      "own\n" },
    { HEAD "\r\nown\r\n-- \r\nPriya\r\n", "own\n" },
    { HEAD "\r\nKind regards,\r\nPriya\r\n", "Kind regards,\nPriya\n" },
    { HEAD "\r\nFYI\r\n\r\n---------- Forwarded message ----------\r\nFrom: X "
           "<x@y.example>\r\nSubject: s\r\n\r\ninner words\r\n",
      "inner words\n" },
    { "From a@b Mon Nov 23 09:00:00 2026\n" HEAD "\r\nplain\r\n", "plain\n" },
    /* A list that is marked like a quote, and a quote below somebody's name. */
    { HEAD "\r\nChoose a slot :\r\n> Monday, 9:00\r\n> Tuesday, 10:00\r\n\r\nAda\r\n",
      "Choose a slot :\nMonday, 9:00\nTuesday, 10:00\n\nAda\n" },
    { HEAD "\r\nown\r\n\r\nSam <sam@example.net>:\r\n> quoted\r\n\r\nAda\r\n",
      "own\n\nSam <sam@example.net>:\n\nAda\n" },
    { HEAD "\r\nown\r\n\r\nSam skrev:\r\n> quoted\r\n", "own\n\nSam skrev:\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      g_test_message ("%s", cases[i].mail);
      g_assert_cmpstr (message->text, ==, cases[i].text);
    }
}

/* A message that was handed on counts with its own text and its own writer; below an answer the
 * same header lines begin a quote. */
static void
test_forward (void)
{
#define OUTLOOK(words)                                                                         \
  "\r\n" words "\r\n\r\nVon: Hanna Ott <h.ott@y.example>\r\nGesendet: Montag\r\nAn: Team\r\n"  \
  "Betreff: x\r\n\r\ninner words\r\n"
#define NOTE   "what they ask of you stands below, tell me how it suits "
#define LETTER NOTE NOTE NOTE NOTE NOTE NOTE NOTE NOTE NOTE NOTE NOTE NOTE
  static const struct
  {
    const char *mail, *text, *author;
  } cases[] = {
    { "From: A B <a@b.example>\r\nSubject: WG: x\r\n" OUTLOOK ("Siehe unten."), "inner words\n",
      "h.ott@y.example" },
    { "From: A B <a@b.example>\r\nSubject: AW: x\r\n" OUTLOOK ("Siehe unten."),
      "Siehe unten.\n", "a@b.example" },
    { "From: A B <a@b.example>\r\nSubject: RV: x\r\n\r\nReenv\303\255o.\r\n\r\n"
      "-------- Mensaje reenviado --------\r\nAsunto: x\r\nDe: Ana Gil <ana@y.example>\r\n"
      "Para: c@d.example\r\n\r\ninner words\r\n",
      "inner words\n", "ana@y.example" },
    { "From: A B <a@b.example>\r\nSubject: Fwd: x\r\n\r\nTi giro.\r\n\r\n"
      "-------- Messaggio Inoltrato --------\r\nOggetto: x\r\nMittente: Ada Re "
      "<ada@y.example>\r\nA: c@d.example\r\n\r\ninner words\r\n",
      "inner words\n", "ada@y.example" },
    /* Apple quotes what it hands on. */
    { "From: A B <a@b.example>\r\nSubject: Tr : x\r\n\r\nPour toi.\r\n\r\n"
      "D\303\251but du message r\303\251exp\303\251di\303\251 :\r\n\r\n> De: Zo\303\251 Roy "
      "<zoe@y.example>\r\n> Objet: x\r\n>\r\n> inner words\r\n",
      "inner words\n", "zoe@y.example" },
    { "From: A B <a@b.example>\r\nSubject: Re: Fwd: x\r\n\r\nGood luck.\r\n\r\n"
      "On 3 Dec 2026, C wrote:\r\n> ---------- Forwarded message ---------\r\n"
      "> From: HR <hr@y.example>\r\n> Subject: x\r\n>\r\n> inner words\r\n",
      "Good luck.\n", "a@b.example" },
    { "From: A B <a@b.example>\r\nSubject: WG: x\r\n" OUTLOOK ("Geht es am 3.12. um 10:30?"),
      "Geht es am 3.12. um 10:30?\n", "a@b.example" },
    /* A note of some length counts too, and comes last. */
    { "From: A B <a@b.example>\r\nSubject: WG: x\r\n" OUTLOOK (NOTE NOTE NOTE NOTE "Alba"),
      "inner words\n\n" NOTE NOTE NOTE NOTE "Alba\n", "a@b.example" },
    /* What greets who hands it on is a part of what that person writes, unless a friend does.
     */
    { "From: Tess Ott <a@b.example>\r\nTo: c@d.example\r\nSubject: RV: x\r\n\r\nSam, see "
      "below.\r\nTess\r\n\r\n-----Mensaje original-----\r\nDe: Hanna Ott <h.ott@y.example>"
      "\r\nPara: Tess\r\n\r\nTess, Sam can come.\r\n",
      "Tess, Sam can come.\n\nSam, see below.\nTess\n", "a@b.example" },
    { "From: Tess Ott <a@b.example>\r\nTo: c@d.example\r\nSubject: RV: x\r\n\r\nSam, see "
      "below.\r\nTess\r\n\r\n-----Mensaje original-----\r\nDe: Hanna Ott <h.ott@y.example>"
      "\r\nPara: Tess\r\n\r\nDear Sam, please come.\r\n",
      "Dear Sam, please come.\n", "h.ott@y.example" },
    { "From: Tess Ott <a@b.example>\r\nTo: c@d.example\r\nSubject: Fwd: x\r\n\r\nWrite to her, "
      "not to me!\r\n\r\n---------- Forwarded message ----------\r\nFrom: Hanna Ott "
      "<h.ott@y.example>\r\nTo: Tess\r\n\r\nTess, Sam can come.\r\n",
      "Tess, Sam can come.\n", "h.ott@y.example" },
    { "From: Tess Ott <tess@gmail.com>\r\nTo: c@d.example\r\nSubject: RV: x\r\n\r\nSam, see "
      "below.\r\nTess\r\n\r\n-----Mensaje original-----\r\nDe: Hanna Ott <h.ott@y.example>"
      "\r\nPara: Tess\r\n\r\nTess, Sam can come.\r\n",
      "Tess, Sam can come.\n", "h.ott@y.example" },
    /* Below a letter it is an appendix. */
    { "From: A B <a@b.example>\r\nSubject: WG: x\r\n" OUTLOOK (LETTER "Alba"), LETTER "Alba\n",
      "a@b.example" },
  };
#undef NOTE
#undef LETTER
#undef OUTLOOK
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      g_assert_cmpstr (message->text, ==, cases[i].text);
      g_assert_cmpstr (message->author->address, ==, cases[i].author);
    }
}

/* A text that only says that it isn't one is no letter; a short one that speaks of HTML is. */
static void
test_excuse (void)
{
#define ALTERNATIVE(plain, rich)                                                               \
  "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n"        \
  "Content-Type: text/plain\r\n\r\n" plain                                                     \
  "\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>" rich "</p>\r\n--x--\r\n"
  static const struct
  {
    const char *mail, *text;
  } cases[] = {
    { ALTERNATIVE ("View this message in a browser.",
                   "Your interview for the paint department is on Tuesday."),
      "Your interview for the paint department is on Tuesday.\n" },
    { ALTERNATIVE ("We look for somebody who knows HTML.", "We look for you."),
      "We look for somebody who knows HTML.\n" },
    { ALTERNATIVE ("Your interview is on Tuesday.",
                   "Your interview is on Tuesday, dear Robin."),
      "Your interview is on Tuesday.\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      g_assert_cmpstr (message->text, ==, cases[i].text);
    }
}

/* Whoever hands a message on isn't to be answered, whatever their own Reply-To says. */
static void
test_forward_reply_to (void)
{
  static const struct
  {
    const char *mail, *reply_to;
  } cases[] = {
    { "From: A B <a@b.example>\r\nReply-To: c@b.example\r\nSubject: Fwd: x\r\n\r\n"
      "-------- Forwarded Message --------\r\nSubject: x\r\nFrom: HR <hr@y.example>\r\n"
      "Reply-To: Ana Gil <ana@y.example>\r\n\r\ninner words\r\n",
      "ana@y.example" },
    { "From: A B <a@b.example>\r\nReply-To: c@b.example\r\nSubject: Fwd: x\r\n\r\n"
      "-------- Forwarded Message --------\r\nSubject: x\r\nFrom: HR <hr@y.example>\r\n"
      "\r\ninner words\r\n",
      NULL },
    { "From: A B <a@b.example>\r\nSubject: Fwd: x\r\n"
      "Content-Type: message/rfc822\r\n\r\nFrom: HR <hr@y.example>\r\n"
      "Reply-To: Ana Gil <ana@y.example>\r\nSubject: x\r\n\r\ninner words\r\n",
      "ana@y.example" },
    { "From: A B <a@b.example>\r\nReply-To: c@b.example\r\nSubject: x\r\n\r\nwords\r\n",
      "c@b.example" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      const RgAddress *first
          = message->reply_to->len ? g_ptr_array_index (message->reply_to, 0) : NULL;
      g_assert_cmpstr (first ? first->address : NULL, ==, cases[i].reply_to);
    }
}

/* What nobody can see isn't read; what a style sheet may show, is. */
static void
test_hidden_text (void)
{
  static const struct
  {
    const char *html, *text;
  } cases[] = {
    { "a<span style='display:none'>x</span>b", "ab" },
    { "a<span style='visibility: hidden'>x</span>b", "ab" },
    { "a<s>x</s><del>y</del>b", "ab" },
    { "a<p style='color:#888; text-decoration: line-through'>x</p>b", "a\n\nb" },
    { "a<span style='font-size:0'>x</span>b", "ab" },
    { "a<span style='font-size:1px'>x</span>b", "ab" },
    { "a<span style='font-size:0.9em'>b</span>", "ab" },
    { "a<span style='opacity:0'>x</span>b", "ab" },
    { "a<span style='opacity:0.6'>b</span>", "ab" },
    { "a<div style='max-height:0;overflow:hidden'>x</div>b", "a\n\nb" },
    { "a<span style='color:#ffffff'>x</span>b", "ab" },
    { "a<font color=white>x</font>b", "ab" },
    { "a<span style='color: #fefefe !important'>x</span>b", "ab" },
    { "a<span style='color:rgb(255, 255, 255)'>x<b style='color:#333'>b</b></span>c", "abc" },
    { "<div style='background-color:#0a66c2'>a<span style='color:#fff'>b</span></div>", "ab" },
    { "<div style='background:#000'>a<span style='color:black'>x</span>b</div>", "ab" },
    { "<table bgcolor='#003366'><tr><td>a<font color='#ffffff'>b</font></td></tr></table>",
      "ab" },
    { "<a class='button' style='color:#ffffff'>a</a>", "a" },
    { "<div style='background:url(x.png)'><span style='color:#fff'>a</span></div>", "a" },
    { "<span style='color:#fff'></span>a<p style='color:#fff'>x</p>b", "a\n\nb" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rg_html_to_text (cases[i].html, strlen (cases[i].html), NULL);
      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (g_strstrip (text), ==, cases[i].text);
    }
}

static void
test_forged (void)
{
#define OWN                                                                                    \
  "Received: from a.example by mx1.post.example (Postfix); Mon, 23 Nov 2026 09:00:00 "         \
  "+0000\r\n"
#define STRANGE "Received: from b by mail.evil.test; Mon, 23 Nov 2026 08:00:00 +0000\r\n"
  static const struct
  {
    const char *head;
    gboolean is_forged;
  } cases[] = {
    { OWN, FALSE },
    { "Authentication-Results: mx.post.example; dmarc=fail (p=REJECT) header.from=x\r\n" OWN,
      TRUE },
    { OWN "Authentication-Results: mx2.post.example; spf=pass; dmarc=fail\r\n", TRUE },
    { OWN "Authentication-Results: spf=fail (sender IP is 1.2.3.4); dkim=none; dmarc=fail "
          "action=quarantine\r\n",
      TRUE },
    { OWN "Authentication-Results: mx.post.example; dmarc=fail (p=NONE)\r\n", FALSE },
    { OWN "Authentication-Results: mx.post.example; dmarc=pass; spf=fail\r\n", FALSE },
    { OWN "Authentication-Results: mx.post.example; arc=pass; dmarc=fail\r\n", FALSE },
    { OWN "Authentication-Results: mx.post.example;\r\n\tspf=fail smtp.mailfrom=x\r\n", TRUE },
    { OWN "Authentication-Results: mx.post.example; spf=softfail\r\n", FALSE },
    { OWN "Authentication-Results: mx.post.example; spf=fail; dkim=pass\r\n", FALSE },
    { OWN "Authentication-Results: mx.other.example; dmarc=fail\r\n", FALSE },
    { OWN STRANGE "Authentication-Results: mx.post.example; dmarc=fail\r\n", FALSE },
    { "Received: by 2002:a05:6a00::1; Mon, 23 Nov 2026 09:00:00 +0000\r\n" OWN
      "Authentication-Results: mx.post.example; dmarc=fail\r\n",
      TRUE },
  };
#undef OWN
#undef STRANGE
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mail = g_strconcat (cases[i].head, HEAD, "\r\nx\r\n", NULL);
      g_autoptr (RgMessage) message = read_mail (mail);
      g_test_message ("%s", cases[i].head);
      g_assert_cmpint (rg_message_is_forged (message), ==, cases[i].is_forged);
    }
}

static void
test_headers (void)
{
  g_autoptr (RgMessage) message
      = read_mail ("From: =?utf-8?Q?Zo=C3=AB?= \"X\" <zoe@a.example>\r\nTo: Sam "
                   "<sam@example.net>, b@c.example\r\n"
                   "Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n  folded\r\nMessage-ID: "
                   "<a@b>\r\nReferences: <1@x> <2@x>\r\n\t<bad id> <3@x>\r\n"
                   "In-Reply-To: <3@x>\r\nDate: Mon, 23 Nov 2026 09:00:00 "
                   "+0100\r\nDelivered-To: sam@example.net\r\n"
                   "List-Id: <x.example>\r\nAuto-Submitted: auto-replied\r\n\r\nsee "
                   "https://a.example/b. and http://c.example\r\n");
  g_assert_cmpstr (message->subject, ==, "Grüße folded");
  g_assert_cmpstr (message->from->address, ==, "zoe@a.example");
  g_assert_cmpuint (message->to->len, ==, 2);
  g_assert_cmpstr (message->message_id, ==, "a@b");
  g_assert_cmpstr (message->in_reply_to, ==, "3@x");
  g_assert_cmpuint (g_strv_length (message->references), ==, 3);
  g_assert_cmpint (g_date_time_get_utc_offset (message->date), ==, 3600 * G_TIME_SPAN_SECOND);
  g_assert_cmpstr (message->delivered_to[0], ==, "sam@example.net");
  g_assert_true (message->is_bulk && message->is_automatic && !message->is_encrypted);
  g_assert_cmpuint (message->links->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (message->links, 0), ==, "https://a.example/b");
}

/* The parser isn't given all fields, but none is lost, nor does the text begin elsewhere. What
 * isn't a header as it should be is left to the parser as it is. */
static void
test_fields (void)
{
  static const struct
  {
    const char *mail, *x, *from, *text;
  } cases[] = {
    { "X-A: one\nFrom: a@b.example\nX-B: two\n\ntext\n", "one", "a@b.example", "text\n" },
    { "X-A: one\r\nFrom: a@b.example\r\nX-B: two\r\n\r\ntext\r\n", "one", "a@b.example",
      "text\n" },
    { "From: a@b.example\nX-A:one\n two\n\tthree\n\ntext\n", "one two three", "a@b.example",
      "text\n" },
    { "X-A: =?utf-8?q?M=C3=BCnchen?=\nX-B: x\nFrom: =?utf-8?q?M=C3=BC?=\n "
      "<a@b.example>\n\n\ntext\n",
      "München", "a@b.example", "text\n" },
    { "x-a: one\nX-A: two\nfrom: a@b.example\n\ntext\n", "one", "a@b.example", "text\n" },
    { "X-A: one\nX-B: two\n\ntext\n", "one", NULL, "text\n" },
    { "X-A: one", "one", NULL, "" },
    { "X-A:\nFrom: a@b.example\n\ntext\n", "", "a@b.example", "text\n" },
    { "X-A: one\nFrom: a@b.example", "one", "a@b.example", "" },
    { "From a@b Mon Nov 16 10:00:00 2026\nX-A: one\nFrom: a@b.example\n\ntext\n", "one",
      "a@b.example", "text\n" },
    { "X-A: one\nFrom : a@b.example\n\ntext\n", "one", "a@b.example", "text\n" },
    { "X-A: one\nX-B.c: two\nFrom: a@b.example\n\ntext\n", "one", "a@b.example", "text\n" },
    { "X-A: one\nFrom: a@b.example\nX-Content: no\nContent-Type: text/html\n\n<b>text</b>\n",
      "one", "a@b.example", "text\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      g_assert_cmpstr (rg_message_header (message, "X-A"), ==, cases[i].x);
      g_assert_cmpstr (message->from ? message->from->address : NULL, ==, cases[i].from);
      g_assert_cmpstr (message->text, ==, cases[i].text);
    }
}

/* What a system writes by itself is no answer unless it answers. */
static void
test_automatic (void)
{
  static const struct
  {
    const char *fields;
    gboolean is_automatic;
  } cases[] = {
    { "Auto-Submitted: auto-generated\n", FALSE },
    { "Auto-Submitted: auto-generated\nIn-Reply-To: <a@b.example>\n", TRUE },
    { "Auto-Submitted: auto-replied (vacation)\n", TRUE },
    { "Auto-Submitted: auto-notified\n", TRUE },
    { "Auto-Submitted: no\nIn-Reply-To: <a@b.example>\n", FALSE },
    { "Content-Type: multipart/report; boundary=b\n", TRUE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mail
          = g_strconcat ("From: a@b.example\n", cases[i].fields, "\ntext\n", NULL);
      g_autoptr (RgMessage) message = read_mail (mail);
      g_test_message ("%s", cases[i].fields);
      g_assert_cmpint (message->is_automatic, ==, cases[i].is_automatic);
    }
}

/* In the order in which they stand, those too that the parser keeps with the body. */
static void
test_field_order (void)
{
  static const char *const names[] = { "Received", "To", "Content-Type", "X-A", "received" };
  g_autoptr (RgMessage) message
      = read_mail ("Received: a\nTo: a@b.example\nContent-Type: multipart/report; "
                   "boundary=b\nX-A: b\nreceived: c\n\n--b\n\ntext\n--b--\n");
  g_assert_cmpuint (message->headers->len, ==, G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const RgHeader *header = g_ptr_array_index (message->headers, i);
      g_assert_cmpstr (header->name, ==, names[i]);
    }
  g_assert_true (message->is_automatic);
  g_assert_cmpstr (message->text, ==, "text\n");
}

static void
test_addresses (void)
{
  g_assert_true (rg_domain_is_within ("us.greenhouse-mail.io", "greenhouse-mail.io"));
  g_assert_true (rg_domain_is_within ("Greenhouse-Mail.io", "greenhouse-mail.io"));
  g_assert_false (rg_domain_is_within ("greenhouse-mail.io.evil.test", "greenhouse-mail.io"));
  g_assert_false (rg_domain_is_within ("notgreenhouse-mail.io", "greenhouse-mail.io"));
  g_autoptr (GPtrArray) halves
      = rg_address_parse_list ("Nair, Priya <priya@fernwood.example>, root");
  g_assert_cmpuint (halves->len, ==, 2);
  g_assert_cmpstr (((RgAddress *) g_ptr_array_index (halves, 0))->name, ==, "Nair, Priya");
  g_autoptr (GPtrArray) unnamed = rg_address_parse_list ("Nair, priya@fernwood.example");
  g_assert_cmpuint (unnamed->len, ==, 1);
  g_assert_cmpstr (((RgAddress *) g_ptr_array_index (unnamed, 0))->name, ==, "Nair");
  g_assert_true (rg_address_is_same ("Sam+jobs@Example.net", "sam@example.net"));
  g_assert_false (rg_address_is_same ("sam@example.net", "sam@example.org"));
  g_assert_true (rg_domain_is_ats ("us.greenhouse-mail.io")
                 && rg_domain_is_ats ("mail.talentlab-ats.example")
                 && !rg_domain_is_ats ("fernwood.example"));
  g_assert_cmpstr (rg_domain_of_ats ("fernwood.teamtailor-mail.com"), ==,
                   "teamtailor-mail.com");
  g_assert_null (rg_domain_of_ats ("fernwood.example"));
  g_assert_true (rg_domain_is_freemail ("gmail.com")
                 && !rg_domain_is_freemail ("gmail.com.evil.test"));
}

/* A name that goes on for ever is cut between two letters. */
static void
test_long_name (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  for (int i = 0; i < 300; i++)
    g_string_append (name, "é");
  g_autoptr (RgAddress) address = rg_address_new (name->str, "ada@fernwood.example");
  g_assert_cmpint (g_utf8_strlen (address->name, -1), ==, 200);
  g_assert_true (g_utf8_validate (address->name, -1, NULL));
}

static void
test_wants_more (void)
{
  static const struct
  {
    const char *prefix;
    gboolean more;
  } cases[] = {
    { "Subject: x\r\nFr", TRUE },
    { HEAD "\r\ntext", TRUE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none", TRUE },
    { HEAD
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: "
      "application/pdf\r\n\r\nAAAA",
      FALSE },
    { HEAD
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: "
      "text/plain\r\nContent-Disposition: attachment\r\n\r\nAAAA",
      FALSE },
    { HEAD
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: "
      "text/calendar\r\nContent-Disposition: attachment\r\n\r\nBEGIN",
      TRUE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].prefix);
      g_test_message ("%s", cases[i].prefix);
      g_assert_cmpint (rg_message_wants_more (cases[i].prefix, length, length + 100), ==,
                       cases[i].more);
      g_assert_false (rg_message_wants_more (cases[i].prefix, length, length));
    }
}

static void
test_no_mail (void)
{
  static const char *const texts[] = { "", "just words\n", "\n\nbody\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (rg_message_read (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, RG_ERROR, RG_ERROR_INPUT);
    }
}

/* Nothing a stranger writes may cost much. */
static void
test_hostile (void)
{
  static const struct
  {
    const char *head, *unit;
  } cases[] = {
    { HEAD "Content-Type: text/html\r\n\r\n", "<div><blockquote>" },
    { HEAD "Content-Type: text/html\r\n\r\n", "<a href='http://x.example/" },
    { HEAD "\r\n", "On Mon 1\n" },
    { HEAD "\r\n", "---------- Forwarded message\n\n" },
    { HEAD "\r\n", "http://" },
    { HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
      "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" },
    { HEAD, "References: <a@b>\r\n" },
    { HEAD "References: ", "<a@b> " },
    { HEAD "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) mail = g_string_new (cases[i].head);
      while (mail->len < 100000) /* sanitizers make strstr() quadratic */
        g_string_append (mail, cases[i].unit);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (RgMessage) message = rg_message_read (mail->str, mail->len, NULL);
      g_test_message ("%s: %.3f s", cases[i].unit, g_timer_elapsed (timer, NULL));
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <,
                         5.0); /* under sanitizers, on a busy machine */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/automatic", test_automatic);
  g_test_add_func ("/mail/text", test_text);
  g_test_add_func ("/mail/hidden-text", test_hidden_text);
  g_test_add_func ("/mail/forged", test_forged);
  g_test_add_func ("/mail/forward", test_forward);
  g_test_add_func ("/mail/forward-reply-to", test_forward_reply_to);
  g_test_add_func ("/mail/excuse", test_excuse);
  g_test_add_func ("/mail/headers", test_headers);
  g_test_add_func ("/mail/fields", test_fields);
  g_test_add_func ("/mail/field-order", test_field_order);
  g_test_add_func ("/mail/addresses", test_addresses);
  g_test_add_func ("/mail/long-name", test_long_name);
  g_test_add_func ("/mail/wants-more", test_wants_more);
  g_test_add_func ("/mail/no-mail", test_no_mail);
  g_test_add_func ("/mail/hostile", test_hostile);
  return g_test_run ();
}
