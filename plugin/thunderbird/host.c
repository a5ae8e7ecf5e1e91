/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Native messaging: on both streams a length, four bytes as the machine has them, then as many
 * bytes of JSON. It ends when Thunderbird closes the stream. */
#include "thunderbird/answer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>

/* A mail of 25 MB in base64, with room to spare. */
#define REQUEST_BYTES (64u * 1024 * 1024)

/* Mail passes through this process: leave no core file of it. */
static void
protect_memory (void)
{
  const struct rlimit none = { 0, 0 };
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0);
}

/* NULL at the end of the stream, or where what comes is no request. Transfer full. */
static char *
read_request (guint32 *length)
{
  if (fread (length, sizeof *length, 1, stdin) != 1 || *length > REQUEST_BYTES)
    return NULL;
  g_autofree char *request = g_try_malloc ((gsize) *length + 1);
  if (!request || fread (request, 1, *length, stdin) != *length)
    return NULL;
  request[*length] = '\0';
  return g_steal_pointer (&request);
}

static gboolean
write_answer (const char *answer)
{
  guint32 length = (guint32) strlen (answer);
  return fwrite (&length, sizeof length, 1, stdout) == 1
         && fwrite (answer, 1, length, stdout) == length && fflush (stdout) == 0;
}

int
main (void)
{
  guint32 length;
  protect_memory ();
  for (char *request; (request = read_request (&length)); g_free (request))
    {
      g_autofree char *answer = rg_answer_request (request, length);
      if (!write_answer (answer))
        return EX_IOERR;
    }
  return feof (stdin) && !ferror (stdin) ? EX_OK : EX_DATAERR;
}
