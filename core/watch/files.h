/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when the user's files have changed. */
#pragma once

#include "desk/places.h"

typedef struct _RgFiles RgFiles;

/* Calls `changed` on the main loop, a second after the last of several changes to a file that
 * is read, in the configuration folder or below. Borrows `places`. */
RgFiles *rg_files_new (const RgPlaces *places, void (*changed) (gpointer data), gpointer data);
void rg_files_free (RgFiles *files);

/* Also when the user's calendar has changed, a file or folder; NULL: there is none. */
void rg_files_set_calendar (RgFiles *files, const char *path);
