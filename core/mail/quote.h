/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides a plain text body into what the sender wrote, what is quoted, and the signature. */
#pragma once

#include <glib.h>

typedef struct
{
  char *own;            /* the sender's own words, tidied; "" if none */
  char *quote;          /* quoted or forwarded text below or between them; "" if none */
  char *signature;      /* below "-- " or a disclaimer rule; "" if none */
  char *forwarded_from; /* the From line of a message that was handed on; NULL if it is none */
  char *forwarded_reply_to; /* its Reply-To line; NULL if it has none */
} RgBody;

/* Knows "> " quotes, "On ... wrote:" lines and header blocks of the big clients (From/Sent/To/
 * Subject and their forms in de, fr, es, it, nl, pt), "-- " signatures, "Sent from my ..."
 * and legal disclaimers. A text that is nothing but a forwarded message is `own`. The subject
 * tells whether a header block begins a forward ("FW:") or a quote. A forwarded message that
 * greets `forwarder`, a first name or NULL, is only a part of what that person writes. */
RgBody *rg_body_split (const char *text, const char *subject, const char *forwarder);
void rg_body_free (RgBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgBody, rg_body_free)
