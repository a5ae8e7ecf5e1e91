/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message is, to a candidate. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_KIND_INVITATION,
  RG_KIND_RESCHEDULE,
  RG_KIND_CANCELLATION,
  RG_KIND_ACKNOWLEDGEMENT,
  RG_KIND_REJECTION,
  RG_KIND_OFFER,
  RG_KIND_ASSESSMENT,
  RG_KIND_OUTREACH,
  RG_KIND_ALERT,
  RG_KIND_THANKS,
  RG_KIND_ASKS_WHY,
  RG_KIND_PERSUADES,
  RG_KIND_OTHER,
  RG_N_KINDS
} RgKind;

/* "invitation", "asks-why", ... NULL-terminated, in the order of RgKind. */
extern const char *const rg_kind_names[RG_N_KINDS + 1];

const char *rg_kind_name (RgKind kind);
