/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that any program of gmime has to do: parse each file and decode its text. */
#include <gmime/gmime.h>
#include <stdio.h>

static void
decode (GMimeObject *parent, GMimeObject *part, gpointer bytes)
{
  (void) parent;
  if (!GMIME_IS_TEXT_PART (part))
    return;
  char *text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  *(gsize *) bytes += text ? strlen (text) : 0;
  g_free (text);
}

int
main (int argc, char **argv)
{
  gsize bytes = 0;
  g_mime_init ();
  for (int i = 1; i < argc; i++)
    {
      GMimeStream *stream = g_mime_stream_file_open (argv[i], "r", NULL);
      if (!stream)
        continue;
      GMimeParser *parser = g_mime_parser_new_with_stream (stream);
      GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);
      if (message)
        {
          g_mime_message_foreach (message, decode, &bytes);
          g_object_unref (message);
        }
      g_object_unref (parser);
      g_object_unref (stream);
    }
  printf ("%" G_GSIZE_FORMAT " bytes of text\n", bytes);
  return 0;
}
