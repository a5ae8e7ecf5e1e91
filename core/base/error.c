/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <sysexits.h>

G_DEFINE_QUARK (rg - error - quark, rg_error)

static const int exit_statuses[] = {
  [RG_ERROR_USAGE] = EX_USAGE,
  [RG_ERROR_INPUT] = EX_DATAERR,
  [RG_ERROR_UNAVAILABLE] = EX_UNAVAILABLE,
  [RG_ERROR_CERTIFICATE] = EX_UNAVAILABLE,
  [RG_ERROR_INTERNAL] = EX_SOFTWARE,
  [RG_ERROR_STORAGE] = EX_IOERR,
  [RG_ERROR_TEMPORARY] = EX_TEMPFAIL,
  [RG_ERROR_MAILBOX] = EX_TEMPFAIL,
  [RG_ERROR_LOGIN] = EX_NOPERM,
  [RG_ERROR_CONFIG] = EX_CONFIG,
};

int
rg_error_exit_status (const GError *error)
{
  if (!error)
    return EX_OK;
  if (error->domain != RG_ERROR || (guint) error->code >= G_N_ELEMENTS (exit_statuses))
    return EX_SOFTWARE;
  return exit_statuses[error->code];
}

void
rg_error_warn (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "PRIORITY", "4", "MESSAGE", "%s",
                    message);
}
