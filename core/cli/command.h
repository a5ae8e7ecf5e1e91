/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program; main.c has their table. */
#pragma once

#include "desk/desk.h"
#include "journal/journal.h"

/* Parses its own options out of `argv` (argv[0] is the command's name) and does its work.
 * Error: any of RG_ERROR; its exit status becomes the program's. */
typedef gboolean (*RgCommandRun) (RgPlaces *places, int argc, char **argv, GError **error);

gboolean rg_command_agenda (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_check (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_doctor (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_filter (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_init (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_log (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_login (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_rebuild (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_reconnect (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_redraft (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_report (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_rules (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_status (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_templates (RgPlaces *places, int argc, char **argv, GError **error);
gboolean rg_command_watch (RgPlaces *places, int argc, char **argv, GError **error);

/* Parses the options of a command; what is left stays in argv. `entries` may be NULL. --config
 * and --state are understood by every command. Error: RG_ERROR_USAGE. Prints help and exits
 * on --help. */
gboolean
rg_command_parse (RgPlaces *places, const char *synopsis, const char *summary,
                  const GOptionEntry *entries, int *argc, char ***argv, GError **error);

/* Refuses arguments that are left over. */
gboolean rg_command_takes_no_more (int argc, char **argv, GError **error);

/* The journal in the state folder, created where there is none. Error: RG_ERROR_STORAGE.
 * Transfer full. */
RgJournal *rg_command_open_journal (const RgPlaces *places, GError **error);
