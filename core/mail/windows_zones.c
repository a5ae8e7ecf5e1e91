/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/windows_zones.h"

#include <glib.h>

static const struct
{
  const char *windows, *iana;
} zones[] = {
  { "UTC", "Etc/UTC" },
  { "GMT Standard Time", "Europe/London" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "Romance Standard Time", "Europe/Paris" },
  { "E. Europe Standard Time", "Europe/Chisinau" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "E. Africa Standard Time", "Africa/Nairobi" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "Arabian Standard Time", "Asia/Dubai" },
  { "Arab Standard Time", "Asia/Riyadh" },
  { "Pakistan Standard Time", "Asia/Karachi" },
  { "India Standard Time", "Asia/Kolkata" },
  { "Sri Lanka Standard Time", "Asia/Colombo" },
  { "Bangladesh Standard Time", "Asia/Dhaka" },
  { "SE Asia Standard Time", "Asia/Bangkok" },
  { "Singapore Standard Time", "Asia/Singapore" },
  { "China Standard Time", "Asia/Shanghai" },
  { "Taipei Standard Time", "Asia/Taipei" },
  { "Tokyo Standard Time", "Asia/Tokyo" },
  { "Korea Standard Time", "Asia/Seoul" },
  { "W. Australia Standard Time", "Australia/Perth" },
  { "Cen. Australia Standard Time", "Australia/Adelaide" },
  { "E. Australia Standard Time", "Australia/Brisbane" },
  { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "New Zealand Standard Time", "Pacific/Auckland" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "Alaskan Standard Time", "America/Anchorage" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "US Mountain Standard Time", "America/Phoenix" },
  { "Mountain Standard Time", "America/Denver" },
  { "Central Standard Time", "America/Chicago" },
  { "Canada Central Standard Time", "America/Regina" },
  { "Central America Standard Time", "America/Guatemala" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" },
  { "Eastern Standard Time", "America/New_York" },
  { "SA Pacific Standard Time", "America/Bogota" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "SA Western Standard Time", "America/La_Paz" },
  { "Pacific SA Standard Time", "America/Santiago" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Argentina Standard Time", "America/Buenos_Aires" },
  { "SA Eastern Standard Time", "America/Cayenne" },
  { "Newfoundland Standard Time", "America/St_Johns" },
  { "Azores Standard Time", "Atlantic/Azores" },
};

const char *
rg_windows_zone_to_iana (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (!g_ascii_strcasecmp (zones[i].windows, name))
      return zones[i].iana;
  return NULL;
}
