/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user says by moving mail into the two folders below the pages. */
#pragma once

#include "watch/office.h"

/* A mail in the one folder is no invitation: its entry is mistaken. A mail in the other is one,
 * whatever its score. Of each a copy is kept in the office's examples, in others/ and in
 * invitations/, readable by the user alone. */
gboolean rg_feedback_look (const RgOffice *office, GError **error);
