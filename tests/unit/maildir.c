/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Maildir's files and the UIDs that they are given. */
#include "account/maildir_folder.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define CROWD 2000
#define LOOKS 100

typedef struct
{
  char *path;
  RgMaildirFolder *folder;
} Place;

static void
place_set_up (Place *place, gconstpointer data)
{
  static const char *const parts[] = { "tmp", "new", "cur" };
  place->path = g_dir_make_tmp ("rg-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = g_build_filename (place->path, parts[i], NULL);
      g_assert_cmpint (g_mkdir (part, 0700), ==, 0);
    }
  place->folder = rg_maildir_folder_new (place->path);
}

static void
remove_all (const char *path)
{
  const char *name;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      remove_all (inner);
    }
  g_remove (path);
}

static void
place_tear_down (Place *place, gconstpointer data)
{
  rg_maildir_folder_free (place->folder);
  remove_all (place->path);
  g_free (place->path);
}

static void
put (const Place *place, const char *file)
{
  g_autofree char *path = g_build_filename (place->path, file, NULL);
  g_assert_true (g_file_set_contents (path, "Subject: x\n\n", -1, NULL));
}

static void
move (const Place *place, const char *from, const char *to)
{
  g_autofree char *source = g_build_filename (place->path, from, NULL);
  g_autofree char *target = g_build_filename (place->path, to, NULL);
  g_assert_cmpint (g_rename (source, target), ==, 0);
}

static guint
count (const Place *place)
{
  g_assert_true (rg_maildir_folder_refresh (place->folder, NULL));
  return rg_maildir_folder_messages (place->folder)->len;
}

/* The UID of a base; 0: it isn't there. */
static guint32
uid_of (const Place *place, const char *base)
{
  const RgMaildirMessage *message = rg_maildir_folder_find_base (place->folder, base);
  return message ? message->uid : 0;
}

static void
test_names (Place *place, gconstpointer data)
{
  put (place, "new/100.M1P1.host");
  put (place, "cur/101.M1P1.host,S=12,W=14:2,RS");
  put (place, "cur/.hidden");
  g_assert_cmpuint (count (place), ==, 2);
  guint32 first = uid_of (place, "100.M1P1.host"), second = uid_of (place, "101.M1P1.host");
  g_assert_true (first && second && first != second);
  move (place, "new/100.M1P1.host", "cur/100.M1P1.host,U=7:2,FS");
  g_assert_cmpuint (count (place), ==, 2);
  g_assert_cmpuint (uid_of (place, "100.M1P1.host"), ==, first);
  const RgMaildirMessage *message = rg_maildir_folder_find (place->folder, first);
  g_assert_true (rg_maildir_message_has (message, 'F'));
  g_assert_false (rg_maildir_message_has (message, 'R'));
  g_assert_true (rg_maildir_message_has (rg_maildir_folder_find (place->folder, second), 'R'));
}

static void
test_flag_after_a_rename (Place *place, gconstpointer data)
{
  put (place, "new/100.M1P1.host");
  count (place);
  move (place, "new/100.M1P1.host", "cur/100.M1P1.host,U=7:2,ST");
  g_assert_true (rg_maildir_folder_flag (place->folder, 1, 'F', NULL));
  g_assert_cmpstr (rg_maildir_folder_find (place->folder, 1)->file, ==,
                   "cur/100.M1P1.host,U=7:2,FST");
}

static void
test_uids_grow (Place *place, gconstpointer data)
{
  guint32 uid = 0;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Subject: x\r\n\r\n", 14);
  for (guint32 wanted = 1; wanted <= 3; wanted++)
    {
      g_assert_true (rg_maildir_folder_add (place->folder, "S", bytes, &uid, NULL));
      g_assert_cmpuint (uid, ==, wanted);
    }
  g_assert_true (rg_maildir_folder_remove (place->folder, 3, NULL));
  g_assert_cmpuint (count (place), ==, 2);
  g_assert_true (rg_maildir_folder_add (place->folder, "", bytes, &uid, NULL));
  g_assert_cmpuint (uid, ==, 4);
}

/* ---- while another program renames ---- */

static gint is_over;

static gpointer
rename_all_the_time (gpointer data)
{
  const Place *place = data;
  for (guint round = 0; !g_atomic_int_get (&is_over); round++)
    for (guint i = 0; i < CROWD && !g_atomic_int_get (&is_over); i++)
      {
        g_autofree char *from = g_strdup_printf ("%s/cur/%u.M1P1.host:2,%s", place->path, i,
                                                 round % 2 ? "S" : "FS");
        g_autofree char *to = g_strdup_printf ("%s/cur/%u.M1P1.host:2,%s", place->path, i,
                                               round % 2 ? "FS" : "S");
        g_rename (from, to);
      }
  return NULL;
}

static void
test_renamed_meanwhile (Place *place, gconstpointer data)
{
  for (guint i = 0; i < CROWD; i++)
    {
      g_autofree char *file = g_strdup_printf ("cur/%u.M1P1.host:2,FS", i);
      put (place, file);
    }
  g_assert_cmpuint (count (place), ==, CROWD);
  g_atomic_int_set (&is_over, FALSE);
  GThread *thread = g_thread_new ("rename", rename_all_the_time, place);
  guint lost = 0;
  for (guint look = 0; look < LOOKS; look++)
    lost += CROWD - count (place);
  g_atomic_int_set (&is_over, TRUE);
  g_thread_join (thread);
  g_test_message ("%u lost in %u looks", lost, LOOKS);
  g_assert_cmpuint (lost, ==, 0);
  g_assert_cmpuint (rg_maildir_folder_uidnext (place->folder), ==, CROWD + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Place, NULL, place_set_up, test, place_tear_down)
  ADD ("/maildir/names", test_names);
  ADD ("/maildir/flag-after-a-rename", test_flag_after_a_rename);
  ADD ("/maildir/uids-grow", test_uids_grow);
  ADD ("/maildir/renamed-meanwhile", test_renamed_meanwhile);
  return g_test_run ();
}
