/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a mail, through the whole corridor, to JSON, text, draft and page. */
#include "desk.h"

#include "explain.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  const RgSetting *setting = fuzz_setting ();
  g_autoptr (RgOutcome) outcome = rg_pipeline_run (setting, (const char *) bytes, length, NULL);
  if (!outcome)
    return 0;
  g_autofree char *json = rg_explain_json (outcome, "f");
  g_autofree char *text = rg_explain_text (setting, outcome, "f");
  g_assert_true (g_utf8_validate (json, -1, NULL) && g_utf8_validate (text, -1, NULL));
  return 0;
}
