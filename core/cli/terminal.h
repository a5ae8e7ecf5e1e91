/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from and written to the terminal. */
#pragma once

#include "account/secret.h"

/* From now on log messages go to standard error as "regrets: ...", one line each, without
 * control characters. Where that is the systemd journal they begin with their priority. */
void rg_terminal_take_log (void);

/* The same for what ends the program. */
void rg_terminal_tell_error (const GError *error);

/* Writes text to standard output; what a stranger's mail could do to a terminal (escape
 * sequences) is taken out where it is one. */
void rg_terminal_print (const char *text);

/* Whether all that was printed has reached its file. Error: RG_ERROR_STORAGE. */
gboolean rg_terminal_flush (GError **error);

/* A line from the terminal without echo, or from standard input where that is none. Error:
 * RG_ERROR_INPUT. Transfer full. */
RgSecret *rg_terminal_ask_password (const char *prompt, GError **error);
