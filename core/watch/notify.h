/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A word on the desktop. */
#pragma once

#include "base/entry.h"

/* Tells that a draft waits, through org.freedesktop.Notifications. Where there is no desktop it
 * is told on the log. */
void rg_notify_draft_waits (const RgEntry *entry);
