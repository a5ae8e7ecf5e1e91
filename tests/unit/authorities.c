/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/authorities.h"

#include "base/error.h"

#include <glib/gstdio.h>

/* Anybody's. */
static const char certificate[]
    = "-----BEGIN CERTIFICATE-----\n"
      "MIIBcTCCARegAwIBAgIUAl53oZEcrWFfoSasjPba4GX7Kd8wCgYIKoZIzj0EAwIw\n"
      "DTELMAkGA1UEAwwCQ0EwIBcNMjYxMTIzMjEwNDE1WhgPMjEyNjEwMzAyMTA0MTVa\n"
      "MA0xCzAJBgNVBAMMAkNBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEB9xanmAH\n"
      "OBOUZp6gs17c8uWXVVoIXYnLxNgFE2YuATdFf2meX8nxyaYlVtDC0YCWFZM6Kvro\n"
      "/u9p2Ydc+fSLIqNTMFEwHQYDVR0OBBYEFJJYZ4JOv84UUTlQ9LnJgHaQT4okMB8G\n"
      "A1UdIwQYMBaAFJJYZ4JOv84UUTlQ9LnJgHaQT4okMA8GA1UdEwEB/wQFMAMBAf8w\n"
      "CgYIKoZIzj0EAwIDSAAwRQIgfzuNsJrAdQlebKNWMJiT/292g3vr3PJH/Iwd6wop\n"
      "BokCIQCjQVSdw6CP49479ZFkFXJ0c7wQhGJYBlrl9t1/5ER2hQ==\n"
      "-----END CERTIFICATE-----\n";

static GTlsDatabase *
find (const char *ca_file)
{
  g_autoptr (GError) error = NULL;
  GTlsDatabase *authorities = rg_authorities_find (ca_file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (authorities);
  return authorities;
}

static void
assert_same (const char *ca_file, gboolean is_same, GTlsDatabase *before)
{
  g_autoptr (GTlsDatabase) authorities = find (ca_file);
  g_assert_true ((authorities == before) == is_same);
}

static void
test_loaded_once (void)
{
  g_autoptr (GTlsDatabase) system = find (NULL);
  assert_same (NULL, TRUE, system);
}

static void
test_changed_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "regrets-authorities.crt", NULL);
  g_assert_true (g_file_set_contents (path, certificate, -1, NULL));
  g_autoptr (GTlsDatabase) before = find (path);
  assert_same (path, TRUE, before);
  assert_same (NULL, FALSE, before);
  g_autofree char *twice = g_strconcat (certificate, certificate, NULL);
  g_assert_true (g_file_set_contents (path, twice, -1, NULL));
  assert_same (path, FALSE, before);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_authorities_find (path, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authorities/loaded-once", test_loaded_once);
  g_test_add_func ("/authorities/changed-file", test_changed_file);
  return g_test_run ();
}
