/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ways of signing in share: asking the provider. */
#pragma once

#include "account/errand.h"
#include "account/oauth2.h"
#include "base/error.h"

#include <json-glib/json-glib.h>

/* How long the user has to sign in. */
#define RG_SIGN_IN_SECONDS 600

typedef struct
{
  guint status;     /* of HTTP */
  JsonParser *json; /* its root is an object */
} RgReply;

void rg_reply_clear (RgReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RgReply, rg_reply_clear)

/* Posts a form to the provider and reads its answer. Error: RG_ERROR_TEMPORARY. */
gboolean rg_oauth2_ask (const char *url, GHashTable *form, RgErrand *errand, RgReply *reply,
                        GError **error);

/* A member of the answer; NULL if it has none. Belongs to the answer. */
const char *rg_reply_text (const RgReply *reply, const char *name);
gint64 rg_reply_number (const RgReply *reply, const char *name, gint64 otherwise);

/* A field of a form, which borrows both. NULL: none. */
void rg_oauth2_put (GHashTable *form, const char *name, const char *value);

/* A form with the client's id and secret and one more field. Transfer full. */
GHashTable *rg_oauth2_form (const RgOauth2 *client, const char *name, const char *value);

/* How bad an error code of RFC 6749 is. */
RgError rg_oauth2_grade (const char *code, guint status);

/* The tokens of an answer, which is wiped. Error: as rg_oauth2_refresh(). */
RgTokens *rg_oauth2_take_tokens (const RgAccount *account, RgReply *reply, GError **error);
