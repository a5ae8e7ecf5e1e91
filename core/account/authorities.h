/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may vouch for a mail server. */
#pragma once

#include <gio/gio.h>

/* Those in the file, as it is now, or those that the system trusts where `ca_file` is NULL.
 * They are loaded once, however many connections ask. Transfer full. Error: RG_ERROR_CONFIG. */
GTlsDatabase *rg_authorities_find (const char *ca_file, GError **error);
