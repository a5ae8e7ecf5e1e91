/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/authorities.h"

#include "base/error.h"

#include <glib/gstdio.h>

/* ---- the verifier ---- */

/* Lets a database verify and does nothing else. glib-networking would load all certificates
 * again for each connection that it gives one of its own databases, and keep them with it: with
 * those of the system 3.7 MB an account. It does not with a class that it doesn't know. */
typedef struct
{
  GTlsDatabase parent;
  GTlsDatabase *database;
} RgVerifier;

typedef struct
{
  GTlsDatabaseClass parent;
} RgVerifierClass;

GType rg_verifier_get_type (void);
G_DEFINE_FINAL_TYPE (RgVerifier, rg_verifier, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
verify_chain (GTlsDatabase *verifier, GTlsCertificate *chain, const char *purpose,
              GSocketConnectable *identity, GTlsInteraction *interaction,
              GTlsDatabaseVerifyFlags flags, GCancellable *cancellable, GError **error)
{
  return g_tls_database_verify_chain (((RgVerifier *) verifier)->database, chain, purpose,
                                      identity, interaction, flags, cancellable, error);
}

static void
rg_verifier_finalize (GObject *object)
{
  g_object_unref (((RgVerifier *) object)->database);
  G_OBJECT_CLASS (rg_verifier_parent_class)->finalize (object);
}

static void
rg_verifier_class_init (RgVerifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = rg_verifier_finalize;
  G_TLS_DATABASE_CLASS (class)->verify_chain = verify_chain;
}

static void
rg_verifier_init (RgVerifier *verifier)
{
}

/* ---- what was loaded ---- */

typedef struct
{
  GTlsDatabase *verifier;
  GStatBuf file; /* as it was then */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_object_unref (loaded->verifier);
  g_free (loaded);
}

static gboolean
is_current (const Loaded *loaded, const GStatBuf *file)
{
  return loaded->file.st_ino == file->st_ino && loaded->file.st_size == file->st_size
         && loaded->file.st_mtim.tv_sec == file->st_mtim.tv_sec
         && loaded->file.st_mtim.tv_nsec == file->st_mtim.tv_nsec;
}

static GTlsDatabase *
load (const char *ca_file, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GTlsBackend *backend = g_tls_backend_get_default ();
  if (!g_tls_backend_supports_tls (backend))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_INTERNAL,
                   "TLS is not available: glib-networking is not installed");
      return NULL;
    }
  GTlsDatabase *database = ca_file ? g_tls_file_database_new (ca_file, &inner)
                                   : g_tls_backend_get_default_database (backend);
  if (!database)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "can't read the certificates in ca_file %s: %s", ca_file, inner->message);
      return NULL;
    }
  RgVerifier *verifier = g_object_new (rg_verifier_get_type (), NULL);
  verifier->database = database;
  return G_TLS_DATABASE (verifier);
}

static Loaded *
load_anew (GHashTable *all, const char *ca_file, const GStatBuf *file, GError **error)
{
  GTlsDatabase *verifier = load (ca_file, error);
  if (!verifier)
    return NULL;
  Loaded *loaded = g_new0 (Loaded, 1);
  loaded->verifier = verifier;
  loaded->file = *file;
  g_hash_table_insert (all, g_strdup (ca_file ? ca_file : ""), loaded);
  return loaded;
}

GTlsDatabase *
rg_authorities_find (const char *ca_file, GError **error)
{
  static GMutex mutex;
  static GHashTable *all; /* by file; the system's by "" */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GStatBuf file = { 0 };
  if (ca_file)
    g_stat (ca_file, &file);
  if (!all)
    all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) loaded_free);
  Loaded *loaded = g_hash_table_lookup (all, ca_file ? ca_file : "");
  if (!loaded || !is_current (loaded, &file))
    loaded = load_anew (all, ca_file, &file, error);
  return loaded ? g_object_ref (loaded->verifier) : NULL;
}
