/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/certificate.h"

static char *
certificate_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  if (!names || names->len == 0)
    return g_strdup (subject ? subject : "unnamed");
  GString *list = g_string_new (NULL);
  for (guint i = 0; i < MIN (names->len, 5); i++)
    {
      gsize length = 0;
      const char *name = g_bytes_get_data (g_ptr_array_index (names, i), &length);
      g_string_append_printf (list, "%s%.*s", i ? ", " : "", (int) MIN (length, 255), name);
    }
  return g_string_free (list, FALSE);
}

static char *
on_day (GDateTime *when)
{
  return when ? g_date_time_format (when, "on %Y-%m-%d") : NULL;
}

char *
rg_certificate_explain (GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  g_autofree char *names = certificate_names (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *issued = issuer ? g_strconcat ("issuer ", issuer, NULL) : NULL;
  g_autoptr (GDateTime) after = g_tls_certificate_get_not_valid_after (certificate);
  g_autoptr (GDateTime) before = g_tls_certificate_get_not_valid_before (certificate);
  g_autofree char *ended = on_day (after);
  g_autofree char *begins = on_day (before);
  const struct
  {
    GTlsCertificateFlags flag;
    const char *reason;
    const char *detail;
  } reasons[] = {
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "it is for another name", names },
    { G_TLS_CERTIFICATE_EXPIRED, "it has expired", ended },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is not valid yet", begins },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "its issuer is not trusted", issued },
    { G_TLS_CERTIFICATE_REVOKED, "it has been revoked", NULL },
    { G_TLS_CERTIFICATE_INSECURE, "its algorithm is not secure", NULL },
  };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (flags & reasons[i].flag)
      {
        g_autofree char *reason
            = reasons[i].detail
                  ? g_strdup_printf ("%s (%s)", reasons[i].reason, reasons[i].detail)
                  : g_strdup (reasons[i].reason);
        g_strv_builder_add (builder, reason);
      }
  g_auto (GStrv) list = g_strv_builder_end (builder);
  return list[0] ? g_strjoinv ("; ", list) : g_strdup ("it can't be verified");
}
