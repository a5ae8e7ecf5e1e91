/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mailbox of an address header (RFC 5322 §3.4), decoded. */
#pragma once

#include <glib.h>

typedef struct
{
  char *name;    /* display name on one line, without quotes; NULL if none */
  char *address; /* addr-spec, "local@domain"; domain in lower case; never NULL */
} RgAddress;

RgAddress *rg_address_new (const char *name, const char *address);
RgAddress *rg_address_copy (const RgAddress *address); /* NULL for NULL */
void rg_address_free (RgAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgAddress, rg_address_free)

/* Reads a decoded address-list header; never NULL, elements RgAddress. Transfer full. */
GPtrArray *rg_address_parse_list (const char *header);

/* The part behind the last '@'; "" if there is none. Transfer none. */
const char *rg_address_domain (const RgAddress *address);

/* Whether the two addr-specs are the same mailbox: case ignored, and "+tag" too. */
gboolean rg_address_is_same (const char *a, const char *b);

/* Whether `domain` is `suffix` or lies below it; only at a label boundary, so that
 * "greenhouse-mail.io.evil.test" isn't within "greenhouse-mail.io". Case ignored. */
gboolean rg_domain_is_within (const char *domain, const char *suffix);

/* A mailbox that nobody reads: no-reply, notifications, mailer-daemon, ... */
gboolean rg_address_is_robot (const RgAddress *address);

/* A provider of mailboxes for everybody (gmail.com, gmx.de, ...), so that the domain says
 * nothing about an employer. */
gboolean rg_domain_is_freemail (const char *domain);

/* An applicant tracking system: its domain never names the employer. */
gboolean rg_domain_is_ats (const char *domain);

/* The part of `domain` that is the system's own: "teamtailor-mail.com" of
 * "acme.teamtailor-mail.com", where acme is its customer; NULL where it is none. Belongs to
 * `domain` or is constant. */
const char *rg_domain_of_ats (const char *domain);
