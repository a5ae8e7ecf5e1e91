/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within the mail room only: gmime's address lists as ours. */
#pragma once

#include "mail/address.h"
#include "mail/mime.h"

/* Mailboxes of `list` (NULL: none), those of groups too. Transfer full. */
GPtrArray *rg_address_list_from_gmime (InternetAddressList *list);
