/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail that is named on standard input, a file a line, as the fitting scripts do. */
#pragma once

#include <glib.h>

typedef void (*NamedMailFunc) (const char *file, const char *bytes, gsize length,
                               gpointer data);

/* Files that can't be read are passed over. */
void named_mail_each (NamedMailFunc func, gpointer data);

/* Where the shipped data of that name is. Transfer full. */
char *named_mail_data (const char *name);
