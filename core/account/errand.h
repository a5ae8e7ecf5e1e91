/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for asynchronous GIO calls on a main context of its own, up to one deadline for all
 * of them, so that a blocking function can neither hang nor disturb the caller's context. */
#pragma once

#include <gio/gio.h>

typedef struct _RgErrand RgErrand;

/* The calling thread's default context is the errand's until rg_errand_free(). `outer` (may be
 * NULL) cancels it too. */
RgErrand *rg_errand_new (guint seconds, GCancellable *outer);
void rg_errand_free (RgErrand *errand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgErrand, rg_errand_free)

/* To be given to each call, with rg_errand_done() as the callback and the errand as its data.
 */
GCancellable *rg_errand_cancellable (RgErrand *errand);
void rg_errand_done (GObject *source, GAsyncResult *result, gpointer errand);

/* Until the call is done. Transfer full. */
GAsyncResult *rg_errand_wait (RgErrand *errand);

gboolean rg_errand_timed_out (const RgErrand *errand);
