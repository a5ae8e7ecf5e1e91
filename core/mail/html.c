/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/html.h"

#include "mail/extent.h"
#include "mail/style.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define CHUNK_BYTES 4096

/* No letter has more, in all or one within the other; what stands behind is left out. libxml2
 * goes through all that are open at each that begins. */
#define MAX_ELEMENTS 10000
#define MAX_OPEN     1000

/* libxml2 compares each attribute of an element with each other. */
#define MAX_ATTRIBUTES 100

typedef struct
{
  GString *text;
  GPtrArray *links;
  guint hidden; /* open elements since a hidden one began; 0: visible */
  guint quote;  /* open quote elements */
  guint pre;
  GArray *quote_at; /* depth of each open quote element */
  guint depth;
  guint elements; /* so far */
  guint breaks;   /* line breaks owed before the next word */
  gboolean space; /* a space is owed */
  GArray *coats;  /* Coat, of each open element that sets a colour */
} Reader;

typedef struct
{
  guint depth;
  RgPaint paint;
} Coat;

static const char *const block_elements[]
    = { "p",  "div", "table", "tr",         "ul",      "ol",      "h1",     "h2",     "h3",
        "h4", "h5",  "h6",    "blockquote", "section", "article", "header", "footer", "dl",
        "dt", "dd",  "hr",    "form",       "center",  "pre",     NULL };
static const char *const hidden_elements[] = { "head",     "style",    "script", "title",
                                               "noscript", "template", "s",      "strike",
                                               "del",      NULL };
static const char *const void_elements[]
    = { "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", NULL };

static const char *
attribute (const xmlChar **attributes, const char *name)
{
  for (; attributes && attributes[0]; attributes += 2)
    if (!g_ascii_strcasecmp ((const char *) attributes[0], name))
      return attributes[1] ? (const char *) attributes[1] : "";
  return NULL;
}

static gboolean
is_quote (const char *name, const xmlChar **attributes)
{
  const char *class = attribute (attributes, "class");
  const char *type = attribute (attributes, "type");
  return (g_str_equal (name, "blockquote")
          && (!g_strcmp0 (type, "cite") || (class && strstr (class, "quote"))))
         || (class && (strstr (class, "gmail_quote") || strstr (class, "yahoo_quoted")));
}

static void
owe_breaks (Reader *reader, guint breaks)
{
  reader->breaks = MAX (reader->breaks, breaks);
  reader->space = FALSE;
}

static void
pay (Reader *reader)
{
  if (reader->breaks && reader->text->len)
    for (guint i = 0; i < reader->breaks; i++)
      g_string_append_c (reader->text, '\n');
  else if (reader->space && reader->text->len)
    g_string_append_c (reader->text, ' ');
  gboolean at_start = reader->breaks || !reader->text->len;
  for (guint i = 0; at_start && i < MIN (reader->quote, 5); i++)
    g_string_append (reader->text, "> ");
  reader->breaks = 0;
  reader->space = FALSE;
}

static RgPaint
current_paint (const Reader *reader)
{
  static const RgPaint plain = { RG_COLOUR_UNKNOWN, 0xFFFFFF };
  guint count = reader->coats->len;
  return count ? g_array_index (reader->coats, Coat, count - 1).paint : plain;
}

/* A style sheet may give any background to an element that has a class. */
static void
put_coat (Reader *reader, const xmlChar **attributes)
{
  RgPaint before = current_paint (reader), paint = before;
  const char *style = attribute (attributes, "style");
  if (attribute (attributes, "class") || attribute (attributes, "background"))
    paint.background = RG_COLOUR_UNKNOWN;
  if (attribute (attributes, "bgcolor"))
    paint.background = rg_colour_parse (attribute (attributes, "bgcolor"));
  if (attribute (attributes, "color"))
    paint.text = rg_colour_parse (attribute (attributes, "color"));
  paint.background = rg_style_colour (style, "background", paint.background);
  paint.background = rg_style_colour (style, "background-color", paint.background);
  if (style && strstr (style, "background-image"))
    paint.background = RG_COLOUR_UNKNOWN;
  paint.text = rg_style_colour (style, "color", paint.text);
  Coat coat = { reader->depth, paint };
  if (paint.text != before.text || paint.background != before.background)
    g_array_append_val (reader->coats, coat);
}

static void
on_start (void *data, const xmlChar *xml_name, const xmlChar **attributes)
{
  Reader *reader = data;
  const char *name = (const char *) xml_name;
  gboolean is_void = g_strv_contains (void_elements, name);
  reader->elements++;
  if (reader->hidden)
    {
      reader->hidden += !is_void;
      return;
    }
  if (g_strv_contains (hidden_elements, name) || attribute (attributes, "hidden")
      || rg_style_hides (attribute (attributes, "style")))
    {
      reader->hidden = !is_void;
      return;
    }
  if (g_str_equal (name, "br"))
    reader->breaks = MIN (reader->breaks + 1, 2), reader->space = FALSE;
  else if (g_str_equal (name, "li"))
    {
      owe_breaks (reader, 1);
      pay (reader);
      g_string_append (reader->text, "- ");
    }
  else if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    reader->space = TRUE;
  else if (g_strv_contains (block_elements, name))
    owe_breaks (reader, g_str_equal (name, "p") || name[0] == 'h' ? 2 : 1);
  if (!is_void)
    {
      reader->depth++;
      put_coat (reader, attributes);
    }
  if (is_quote (name, attributes))
    {
      reader->quote++;
      g_array_append_val (reader->quote_at, reader->depth);
      owe_breaks (reader, 2);
    }
  const char *href = g_str_equal (name, "a") ? attribute (attributes, "href") : NULL;
  if (href && reader->links && g_ascii_strncasecmp (href, "http", 4) == 0)
    g_ptr_array_add (reader->links, g_strdup (href));
}

static void
on_end (void *data, const xmlChar *xml_name)
{
  Reader *reader = data;
  const char *name = (const char *) xml_name;
  if (reader->hidden)
    {
      reader->hidden--;
      return;
    }
  if (g_strv_contains (block_elements, name))
    owe_breaks (reader, g_str_equal (name, "p") || name[0] == 'h' ? 2 : 1);
  if (reader->quote_at->len
      && g_array_index (reader->quote_at, guint, reader->quote_at->len - 1) == reader->depth)
    {
      g_array_set_size (reader->quote_at, reader->quote_at->len - 1);
      reader->quote--;
      owe_breaks (reader, 2);
    }
  guint coats = reader->coats->len;
  if (coats && g_array_index (reader->coats, Coat, coats - 1).depth == reader->depth)
    g_array_set_size (reader->coats, coats - 1);
  if (reader->depth)
    reader->depth--;
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  Reader *reader = data;
  const char *p = (const char *) text, *end = p + length;
  if (reader->hidden || reader->text->len > RG_EXTENT_TEXT
      || rg_paint_hides (current_paint (reader)))
    return;
  for (; p < end; p++)
    {
      gboolean white = g_ascii_isspace (*p)
                       || (p + 1 < end && (guchar) p[0] == 0xC2 && (guchar) p[1] == 0xA0);
      if (white)
        {
          p += (guchar) *p == 0xC2;
          reader->space = reader->breaks == 0;
          continue;
        }
      if (reader->breaks || reader->space || !reader->text->len)
        pay (reader);
      g_string_append_c (reader->text, *p);
    }
}

/* Where the attributes of the tag that begins at `tag` become too many; NULL if they don't.
 * `*next` is where to go on looking for tags. */
static const char *
excess_of_tag (const char *tag, const char *end, const char **next)
{
  guint attributes = 0;
  const char *excess = NULL, *p = tag + 1;
  for (; p < end && *p != '>'; p++)
    if (g_ascii_isspace (*p) && !g_ascii_isspace (p[-1]))
      {
        if (++attributes > MAX_ATTRIBUTES && !excess)
          excess = p;
      }
    else if ((*p == '"' || *p == '\'') && p[-1] == '=')
      {
        const char *closing = memchr (p + 1, *p, (gsize) (end - p - 1));
        p = closing ? closing : end - 1;
      }
  *next = p;
  return excess;
}

static void
parse_piece (htmlParserCtxtPtr parser, const Reader *reader, const char *from, const char *to)
{
  while (from < to && reader->text->len <= RG_EXTENT_TEXT && reader->elements < MAX_ELEMENTS
         && reader->depth + reader->hidden < MAX_OPEN)
    {
      gsize length = MIN (CHUNK_BYTES, (gsize) (to - from));
      htmlParseChunk (parser, from, (int) length, 0);
      from += length;
    }
}

/* Without the attributes that are too many. */
static void
parse (htmlParserCtxtPtr parser, const Reader *reader, const char *html, gsize length)
{
  const char *end = html + length, *from = html;
  for (const char *p = html; (p = memchr (p, '<', (gsize) (end - p)));)
    {
      if (p + 1 == end || !g_ascii_isalpha (p[1]))
        {
          p++;
          continue;
        }
      const char *excess = excess_of_tag (p, end, &p);
      if (excess)
        {
          parse_piece (parser, reader, from, excess);
          from = p;
        }
    }
  parse_piece (parser, reader, from, end);
}

char *
rg_html_to_text (const char *html, gsize length, GPtrArray *links)
{
  static htmlSAXHandler handler = { .startElement = on_start,
                                    .endElement = on_end,
                                    .characters = on_text,
                                    .cdataBlock = NULL,
                                    .ignorableWhitespace = on_text };
  Reader reader = { .text = g_string_new (NULL),
                    .links = links,
                    .coats = g_array_new (FALSE, FALSE, sizeof (Coat)),
                    .quote_at = g_array_new (FALSE, FALSE, sizeof (guint)) };
  htmlParserCtxtPtr parser
      = htmlCreatePushParserCtxt (&handler, &reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  htmlCtxtUseOptions (parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                                  | HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
  parse (parser, &reader, html, length);
  htmlParseChunk (parser, html, 0, 1);
  htmlFreeParserCtxt (parser);
  g_array_unref (reader.quote_at);
  g_array_unref (reader.coats);
  g_autofree char *raw = g_string_free (reader.text, FALSE);
  return g_utf8_make_valid (raw, -1);
}
