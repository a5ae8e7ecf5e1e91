# SPDX-License-Identifier: GPL-3.0-or-later
# Flags interview invitations. Where the filter fails, the mail is kept as it came.
require ["vnd.dovecot.filter", "imap4flags"];

if not filter "regrets-filter" {
  keep;
  stop;
}
if header :matches "X-Regrets-Status" "yes;*" {
  addflag "\\Flagged";
}
