/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reply that waits in Drafts. */
#pragma once

#include "decide/decision.h"
#include "reply/templates.h"

typedef struct
{
  char *message_id;  /* without <>; a hash of account and invitation, the same everywhere */
  char *template_id; /* "en/mobility" */
  char *text;        /* the reply alone, as the user reads it */
  GBytes *bytes;     /* the whole message, RFC 5322, CRLF */
} RgDraft;

/* Pure. NULL without error where nothing is to be written: the outcome asks for no reply, or
 * nobody would read it (no human address). Of the user's addresses the one that was written
 * to becomes From. Error: RG_ERROR_CONFIG (template). Transfer full. */
RgDraft *
rg_draft_write (const RgCase *the_case, const RgDetection *detection,
                const RgDecision *decision, const RgTemplates *templates, GError **error);
void rg_draft_free (RgDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgDraft, rg_draft_free)

/* The parent's References and then its Message-ID (RFC 5322 §3.6.4). Transfer full. */
GStrv rg_draft_references (const RgMessage *message);

/* The address that a reply is from: that of the user's `addresses` (NULL-terminated) which was
 * written to, else the first of them, else whom the mail is for; NULL if nobody is named.
 * Transfer full. */
char *rg_draft_identity (const RgMessage *message, const char *const *addresses);

/* `text` with the signature of the profile below it, in which a line break is written as \n.
 * NULL: none. Transfer full. */
char *rg_draft_sign (const char *text, const char *signature);
