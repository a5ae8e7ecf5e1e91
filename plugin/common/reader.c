/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/reader.h"

#include "base/error.h"
#include "base/text.h"
#include "desk/desk.h"
#include "explain.h"
#include "reply/page_words.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define READ_BYTES  (16u * 1024 * 1024)
#define PAGES       "Regrets"
#define TREE_LEVELS 3
#define TREE_FILES  2000

struct _RgReader
{
  GMutex lock;
  RgPlaces *places;
  char *stamp;          /* of the files that were read last */
  RgDesk *desk;         /* the last one without a fault; NULL: none yet */
  RgSettings *settings; /* NULL: there is no regrets.conf */
  char *fault;
};

/* ---- what is kept ---- */

RgReader *
rg_reader_new (const char *config)
{
  RgReader *reader = g_atomic_rc_box_new0 (RgReader);
  g_mutex_init (&reader->lock);
  reader->places = rg_places_new ();
  if (!config)
    return reader;
  g_free (reader->places->config);
  reader->places->config = g_strdup (config);
  return reader;
}

RgReader *
rg_reader_ref (RgReader *reader)
{
  return g_atomic_rc_box_acquire (reader);
}

static void
reader_clear (gpointer data)
{
  RgReader *reader = data;
  g_mutex_clear (&reader->lock);
  rg_places_free (reader->places);
  g_clear_pointer (&reader->desk, rg_desk_unref);
  rg_settings_free (reader->settings);
  g_free (reader->stamp);
  g_free (reader->fault);
}

void
rg_reader_unref (RgReader *reader)
{
  g_atomic_rc_box_release_full (reader, reader_clear);
}

/* Names, times and sizes of all files below `path`: they change when a file does. */
static void
stamp_tree (GString *stamp, const char *path, int levels, guint *files)
{
  g_autoptr (GDir) dir = levels > 0 ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  while (dir && *files < TREE_FILES && (name = g_dir_read_name (dir)))
    {
      GStatBuf status;
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_stat (child, &status) != 0)
        continue;
      ++*files;
      if (S_ISDIR (status.st_mode))
        stamp_tree (stamp, child, levels - 1, files);
      else
        g_string_append_printf (stamp, "%s %lld.%09ld %lld\n", child,
                                (long long) status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                                (long long) status.st_size);
    }
}

static RgSettings *
load_settings (const RgPlaces *places, GError **error)
{
  g_autofree char *path = g_build_filename (places->config, "regrets.conf", NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? rg_places_load_settings (places, error)
                                                : NULL;
}

/* Where a file is bad the last good ones stay in force. */
static void
load (RgReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&reader->fault, g_free);
  RgDesk *desk = rg_desk_load_whole (reader->places, &error);
  RgSettings *settings = desk ? load_settings (reader->places, &error) : NULL;
  if (error)
    {
      reader->fault = rg_text_one_line (error->message);
      g_clear_pointer (&desk, rg_desk_unref);
      return;
    }
  g_clear_pointer (&reader->desk, rg_desk_unref);
  rg_settings_free (reader->settings);
  reader->desk = desk;
  reader->settings = settings;
}

static void
load_if_changed (RgReader *reader)
{
  guint files = 0;
  GString *stamp = g_string_new (NULL);
  stamp_tree (stamp, reader->places->config, TREE_LEVELS, &files);
  if (g_strcmp0 (stamp->str, reader->stamp) == 0)
    {
      g_string_free (stamp, TRUE);
      return;
    }
  g_free (reader->stamp);
  reader->stamp = g_string_free (stamp, FALSE);
  load (reader);
}

/* The account of regrets.conf that has this address. */
static const RgAccount *
find_account (const RgReader *reader, const char *address)
{
  for (guint i = 0; reader->settings && i < reader->settings->accounts->len; i++)
    {
      const RgAccount *account = g_ptr_array_index (reader->settings->accounts, i);
      for (char **own = account->addresses; *own; own++)
        if (rg_address_is_same (*own, address))
          return account;
    }
  return NULL;
}

/* ---- one mail ---- */

void
rg_request_free (RgRequest *request)
{
  g_free (request->path);
  g_clear_pointer (&request->mail, g_bytes_unref);
  g_free (request->folder);
  g_free (request->address);
  g_free (request->template_name);
  g_clear_pointer (&request->now, g_date_time_unref);
  g_free (request);
}

RgReading *
rg_reading_ref (RgReading *reading)
{
  return g_atomic_rc_box_acquire (reading);
}

static void
reading_clear (gpointer data)
{
  RgReading *reading = data;
  g_clear_pointer (&reading->mail, g_bytes_unref);
  g_free (reading->verdict);
  rg_page_free (reading->page);
  rg_draft_free (reading->draft);
  g_free (reading->outcome);
  g_free (reading->language);
  g_free (reading->pages);
  g_free (reading->fault);
}

void
rg_reading_unref (RgReading *reading)
{
  g_atomic_rc_box_release_full (reading, reading_clear);
}

/* The beginning of a big one, which has all the text that counts. */
static GBytes *
read_file (const char *path)
{
  FILE *file = path ? g_fopen (path, "rb") : NULL;
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gsize length;
  while (file && bytes->len < READ_BYTES
         && (length = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_byte_array_append (bytes, buffer, (guint) length);
  if (file)
    fclose (file);
  return g_byte_array_free_to_bytes (bytes);
}

/* Whether `folder` is that of the pages, or the one called `name` below it. */
static gboolean
is_in (const char *folder, const char *pages, const char *name)
{
  g_autofree char *path = g_strconcat ("/", pages, name ? "/" : NULL, name, NULL);
  g_autofree char *whole = g_strconcat ("/", folder, NULL);
  return folder && g_str_has_suffix (whole, path);
}

static void
tell_place (RgReading *reading, const RgRequest *request, const RgAccount *account)
{
  reading->pages = g_strdup (account && account->pages ? account->pages : PAGES);
  reading->is_said = is_in (request->folder, reading->pages, RG_PAGE_MISSED_FOLDER);
  reading->is_mistake = is_in (request->folder, reading->pages, RG_PAGE_MISTAKES_FOLDER);
}

static void
tell_outcome (RgReading *reading, const RgSetting *setting, RgOutcome *outcome)
{
  reading->verdict = rg_explain_verdict (outcome);
  if (!reading->verdict)
    return;
  g_autoptr (RgEntry) entry = rg_outcome_entry (setting, outcome);
  reading->page = rg_outcome_page (setting, outcome, entry);
  reading->outcome = g_strdup (rg_outcome_names[outcome->decision->outcome]);
  reading->language = g_strdup (outcome->detection->language);
  reading->draft = g_steal_pointer (&outcome->draft);
  if (!reading->page)
    g_clear_pointer (&reading->verdict, g_free);
}

static GDateTime *
choose_time (const RgRequest *request, const RgProfile *profile)
{
  if (request->now)
    return g_date_time_ref (request->now);
  return profile->zone ? g_date_time_new_now (profile->zone) : g_date_time_new_now_local ();
}

/* The same as the daemon does with this account's mail: so that both make one draft. */
static void
look (const RgReader *reader, const RgRequest *request, RgReading *reading)
{
  const RgAccount *account = find_account (reader, request->address);
  const char *const alone[] = { request->address, NULL };
  g_autoptr (GDateTime) now = choose_time (request, reader->desk->profile);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  const char *bytes = g_bytes_get_data (reading->mail, &length);
  tell_place (reading, request, account);
  if (reading->is_mistake || is_in (request->folder, reading->pages, NULL))
    return;
  RgSetting setting = rg_desk_setting (reader->desk);
  setting.now = now;
  setting.addresses = account ? (const char *const *) account->addresses : alone;
  setting.template_name = request->template_name;
  setting.is_invitation = reading->is_said;
  g_autoptr (RgOutcome) outcome
      = rg_pipeline_run (&setting, bytes ? bytes : "", length, &error);
  if (outcome)
    tell_outcome (reading, &setting, outcome);
  else if (!g_error_matches (error, RG_ERROR, RG_ERROR_INPUT) && !reading->fault)
    reading->fault = rg_text_one_line (error->message);
}

RgReading *
rg_reader_read (RgReader *reader, const RgRequest *request)
{
  RgReading *reading = g_atomic_rc_box_new0 (RgReading);
  reading->mail = request->mail ? g_bytes_ref (request->mail) : read_file (request->path);
  g_mutex_lock (&reader->lock);
  load_if_changed (reader);
  reading->fault = g_strdup (reader->fault);
  if (reader->desk)
    look (reader, request, reading);
  g_mutex_unlock (&reader->lock);
  return reading;
}

GStrv
rg_reader_texts (RgReader *reader, const char *language)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *folder = g_strconcat (language ? language : "en", "/", NULL);
  g_mutex_lock (&reader->lock);
  g_auto (GStrv) ids = reader->desk ? rg_templates_ids (reader->desk->templates) : NULL;
  g_mutex_unlock (&reader->lock);
  for (char **id = ids; id && *id; id++)
    if (g_str_has_prefix (*id, folder))
      g_strv_builder_add (names, *id + strlen (folder));
  return g_strv_builder_end (names);
}
