/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/summary.h"

void
rg_summary_free (RgSummary *summary)
{
  if (!summary)
    return;
  g_bytes_unref (summary->header);
  g_free (summary);
}
