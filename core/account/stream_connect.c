/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting, TLS and trust. */
#include "account/authorities.h"
#include "account/certificate.h"
#include "account/errand.h"
#include "account/stream_private.h"
#include "base/error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#define CONNECT_SECONDS 30

/* ---- classes ---- */

/* GDBus does the same for its own, for the same reason. */
void
rg_stream_prepare (void)
{
  GTlsBackend *tls = g_tls_backend_get_default ();
  GType types[] = { G_TYPE_SOCKET,
                    G_TYPE_INET_ADDRESS,
                    G_TYPE_INET_SOCKET_ADDRESS,
                    G_TYPE_NETWORK_ADDRESS,
                    G_TYPE_NETWORK_SERVICE,
                    G_TYPE_PROXY_ADDRESS,
                    G_TYPE_TCP_CONNECTION,
                    G_TYPE_SOCKET_CLIENT,
                    g_tls_backend_get_certificate_type (tls),
                    g_tls_backend_get_client_connection_type (tls),
                    g_tls_backend_get_file_database_type (tls) };
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (G_TYPE_IS_OBJECT (types[i]))
      g_type_class_ref (types[i]); /* for good */
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
}

/* ---- connecting ---- */

static const char *
why_not (const RgErrand *errand, const GError *inner)
{
  return rg_errand_timed_out (errand) ? "no answer in time" : inner->message;
}

static gboolean
connect_socket (RgStream *stream, RgErrand *errand, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client,
                                    FALSE); /* asking for one may wake a D-Bus service */
  g_socket_client_connect_async (client, stream->address, rg_errand_cancellable (errand),
                                 rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  g_autoptr (GError) inner = NULL;
  stream->connection = g_socket_client_connect_finish (client, result, &inner);
  if (!stream->connection)
    {
      g_autofree char *server = g_socket_connectable_to_string (stream->address);
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "can't connect to %s: %s", server,
                   why_not (errand, inner));
      return FALSE;
    }
  GSocket *socket = g_socket_connection_get_socket (stream->connection);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_keepalive (socket, TRUE);
  stream->io = G_IO_STREAM (stream->connection);
  return TRUE;
}

/* ---- TLS ---- */

/* What was wrong with the peer's certificate, noted while GIO refuses it. */
typedef struct
{
  GTlsCertificate *certificate;
  GTlsCertificateFlags flags;
} Refusal;

static gboolean
on_bad_certificate (GTlsConnection *connection, GTlsCertificate *certificate,
                    GTlsCertificateFlags flags, gpointer data)
{
  Refusal *refusal = data;
  g_set_object (&refusal->certificate, certificate);
  refusal->flags = flags;
  return FALSE;
}

static gboolean
refuse_handshake (RgStream *stream, const RgErrand *errand, const Refusal *refusal,
                  const GError *inner, GError **error)
{
  if (!refusal->certificate)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "can't speak TLS with %s: %s",
                   stream->host, why_not (errand, inner));
      return FALSE;
    }
  g_autofree char *reasons = rg_certificate_explain (refusal->certificate, refusal->flags);
  g_set_error (error, RG_ERROR, RG_ERROR_CERTIFICATE, "certificate of %s is refused: %s",
               stream->host, reasons);
  return FALSE;
}

static gboolean
shake_hands (RgStream *stream, GTlsConnection *tls, RgErrand *errand, GError **error)
{
  Refusal refusal = { NULL, 0 };
  g_autoptr (GError) inner = NULL;
  gulong handler
      = g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_bad_certificate), &refusal);
  g_tls_connection_handshake_async (tls, G_PRIORITY_DEFAULT, rg_errand_cancellable (errand),
                                    rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  gboolean fine = g_tls_connection_handshake_finish (tls, result, &inner)
                  || refuse_handshake (stream, errand, &refusal, inner, error);
  g_signal_handler_disconnect (tls, handler);
  g_clear_object (&refusal.certificate);
  return fine;
}

static GTlsConnection *
begin_tls (const RgStream *stream, GTlsDatabase *authorities, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GType type = g_tls_backend_get_client_connection_type (g_tls_backend_get_default ());
  GTlsConnection *tls
      = g_initable_new (type, NULL, &inner, "base-io-stream", stream->io, "server-identity",
                        stream->address, "database", authorities, NULL);
  if (!tls)
    g_set_error (error, RG_ERROR, RG_ERROR_INTERNAL, "can't begin TLS with %s: %s",
                 stream->host, inner->message);
  return tls;
}

static gboolean
protect (RgStream *stream, RgErrand *errand, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = rg_authorities_find (stream->ca_file, error);
  g_autoptr (GTlsConnection) tls = authorities ? begin_tls (stream, authorities, error) : NULL;
  if (!tls || !shake_hands (stream, tls, errand, error))
    return FALSE;
  stream->tls = G_IO_STREAM (g_steal_pointer (&tls));
  stream->io = stream->tls;
  return TRUE;
}

RgStream *
rg_stream_open (const RgAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (RgStream) stream = g_new0 (RgStream, 1);
  stream->host = g_strdup (account->host);
  stream->ca_file = g_strdup (account->ca_file);
  stream->address = g_network_address_new (account->host, account->port);
  stream->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  stream->guard = rg_guard_new ();
  stream->unread = g_byte_array_new ();
  g_autoptr (RgErrand) errand
      = rg_errand_new (rg_stream_limited (CONNECT_SECONDS), cancellable);
  if (!connect_socket (stream, errand, error)
      || (account->security == RG_SECURITY_TLS && !protect (stream, errand, error)))
    return NULL;
  return g_steal_pointer (&stream);
}

gboolean
rg_stream_start_tls (RgStream *stream, GError **error)
{
  if (rg_stream_has_unread (stream)
      || g_socket_condition_check (rg_stream_socket (stream), G_IO_IN))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CERTIFICATE,
                   "%s is refused: it sent more than its answer to STARTTLS before TLS began",
                   stream->host);
      return FALSE;
    }
  g_autoptr (RgErrand) errand
      = rg_errand_new (rg_stream_limited (CONNECT_SECONDS), stream->cancellable);
  return protect (stream, errand, error);
}

gboolean
rg_stream_is_private (RgStream *stream)
{
  if (stream->tls)
    return TRUE;
  g_autoptr (GSocketAddress) peer
      = g_socket_connection_get_remote_address (stream->connection, NULL);
  return G_IS_INET_SOCKET_ADDRESS (peer)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
}
