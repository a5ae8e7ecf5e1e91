/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a certificate, in words. */
#pragma once

#include <gio/gio.h>

/* "it is for another name (mail.other.test); it has expired (on 2024-01-01)". Transfer full. */
char *rg_certificate_explain (GTlsCertificate *certificate, GTlsCertificateFlags flags);
