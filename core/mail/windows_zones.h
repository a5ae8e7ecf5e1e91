/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows' names of time zones (Unicode CLDR, windowsZones). */
#pragma once

/* The IANA name ("Europe/Berlin" for "W. Europe Standard Time"); NULL if not known. */
const char *rg_windows_zone_to_iana (const char *name);
