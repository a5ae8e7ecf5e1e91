/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/kind.h"

const char *const rg_kind_names[RG_N_KINDS + 1] = {
  [RG_KIND_INVITATION] = "invitation",
  [RG_KIND_RESCHEDULE] = "reschedule",
  [RG_KIND_CANCELLATION] = "cancellation",
  [RG_KIND_ACKNOWLEDGEMENT] = "acknowledgement",
  [RG_KIND_REJECTION] = "rejection",
  [RG_KIND_OFFER] = "offer",
  [RG_KIND_ASSESSMENT] = "assessment",
  [RG_KIND_OUTREACH] = "outreach",
  [RG_KIND_ALERT] = "alert",
  [RG_KIND_THANKS] = "thanks",
  [RG_KIND_ASKS_WHY] = "asks-why",
  [RG_KIND_PERSUADES] = "persuades",
  [RG_KIND_OTHER] = "other",
};

const char *
rg_kind_name (RgKind kind)
{
  g_return_val_if_fail ((guint) kind < RG_N_KINDS, "other");
  return rg_kind_names[kind];
}
