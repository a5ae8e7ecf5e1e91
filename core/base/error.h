/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors, graded by whose fault they are and when to try again. */
#pragma once

#include <glib.h>

/* One domain for the whole program; each code is one exit status of sysexits(3). */
typedef enum
{
  RG_ERROR_USAGE,       /* 64: the command line */
  RG_ERROR_INPUT,       /* 65: this message or file only; the next one may be fine */
  RG_ERROR_UNAVAILABLE, /* 69: the server is away; try again later */
  RG_ERROR_CERTIFICATE, /* 69: the server is there, but is not who it should be */
  RG_ERROR_INTERNAL,    /* 70: a fault of this program or of the installation */
  RG_ERROR_STORAGE,     /* 74: the disk: journal or output can't be written */
  RG_ERROR_TEMPORARY,   /* 75: the server said "not now" */
  RG_ERROR_MAILBOX,     /* 75: one mailbox refuses (quota, read-only, gone) */
  RG_ERROR_LOGIN,       /* 77: login refused: never try again with the same secret */
  RG_ERROR_CONFIG,      /* 78: a configuration file, profile, rule or template */
} RgError;

#define RG_ERROR (rg_error_quark ())
GQuark rg_error_quark (void);

/* The exit status (0 done, 64 usage, ...) for `error`; 0 for NULL. An error of a
 * foreign domain counts as 70. */
int rg_error_exit_status (const GError *error);

/* Logs what the user has to do something about, with the priority of a warning. Unlike
 * g_warning() it means no fault of the program. */
void rg_error_warn (const char *format, ...) G_GNUC_PRINTF (1, 2);
