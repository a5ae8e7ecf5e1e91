/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/token_lock.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longer than a renewal may take. */
#define WAIT_SECONDS 40
#define PAUSE_MS     50

/* In the folder of the status socket, which systemd's unit may write to. */
static char *
path_of (const RgAccount *account)
{
  g_autofree char *key
      = g_strdup_printf ("%s\n%s\n%s", account->name, account->host, account->login);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strdup_printf ("token-%.16s.lock", digest);
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "regrets", NULL);
  (void) g_mkdir_with_parents (folder, S_IRWXU);
  return g_build_filename (folder, name, NULL);
}

int
rg_token_lock_take (const RgAccount *account, GCancellable *cancellable)
{
  g_autofree char *path = path_of (account);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;
  while (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (g_get_monotonic_time () > end || g_cancellable_is_cancelled (cancellable))
        {
          close (lock);
          return -1;
        }
      g_usleep (PAUSE_MS * 1000);
    }
  return lock;
}

void
rg_token_lock_release (int lock)
{
  if (lock >= 0)
    close (lock);
}
