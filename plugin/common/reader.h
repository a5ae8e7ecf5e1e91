/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one mail for the plugin, by the user's own files. */
#pragma once

#include "reply/draft.h"
#include "reply/page.h"

/* What is known of one mail; counts its holders. Nothing in it depends on the rules being
 * kept. */
typedef struct
{
  GBytes *mail;        /* as much as was read */
  char *verdict;       /* one line; NULL: no invitation */
  RgPage *page;        /* NULL: no invitation */
  RgDraft *draft;      /* NULL: nothing is to be written */
  char *outcome;       /* "decline", ... */
  char *language;      /* of the mail, "en"; NULL if unknown */
  char *pages;         /* the folder of the decision pages; NULL where files can't be read */
  gboolean is_said;    /* it lies in the folder of those that the user says are invitations */
  gboolean is_mistake; /* or in that of those which are none */
  char *fault;         /* what is wrong with the user's files, one line; NULL: nothing */
} RgReading;

RgReading *rg_reading_ref (RgReading *reading);
void rg_reading_unref (RgReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgReading, rg_reading_unref)

/* Which mail, and how to read it. */
typedef struct
{
  char *path;          /* a file; not asked for where `mail` is known */
  GBytes *mail;        /* NULL: read it from `path` */
  char *folder;        /* the mail's, with / between the levels; NULL: unknown */
  char *address;       /* the user's, of the account that the mail is in */
  char *template_name; /* the text that the user wants; NULL: as decided */
  GDateTime *now;      /* NULL: now */
} RgRequest;

void rg_request_free (RgRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgRequest, rg_request_free)

/* Keeps rules, profile and texts, and reads them again where a file has changed. Any number of
 * threads may use it. */
typedef struct _RgReader RgReader;

/* `config`: the folder of the user's files; NULL: the usual one. */
RgReader *rg_reader_new (const char *config);
RgReader *rg_reader_ref (RgReader *reader);
void rg_reader_unref (RgReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgReader, rg_reader_unref)

/* Never NULL: where the mail can't be read it is no invitation. Blocks. Transfer full. */
RgReading *rg_reader_read (RgReader *reader, const RgRequest *request);

/* The names of the texts in `language` (NULL: English). Transfer full. */
GStrv rg_reader_texts (RgReader *reader, const char *language);
