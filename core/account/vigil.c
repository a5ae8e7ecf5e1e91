/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A main loop of GLib asks for each of its sockets whenever anything happens, so that a
 * thousand accounts would cost a thousand questions for each word of one of them. Here the
 * kernel keeps the list (epoll), and the main loop has one descriptor for all. */
#include "account/vigil.h"

#include <glib-unix.h>
#include <sys/epoll.h>

#define EVENTS  64 /* that are taken at a time */
#define WATCHED (EPOLLIN | EPOLLRDHUP | EPOLLONESHOT)

typedef struct
{
  GSource source;
  int fd;
} Watch;

/* Those that nobody takes now are told again. */
static gboolean
on_events (int epoll, GIOCondition condition, gpointer data)
{
  struct epoll_event events[EVENTS];
  int count = epoll_wait (epoll, events, EVENTS, 0);
  for (int i = 0; i < count; i++)
    g_source_set_ready_time (events[i].data.ptr, 0);
  return G_SOURCE_CONTINUE;
}

static int
get_epoll (void)
{
  static int epoll = -1;
  if (epoll >= 0)
    return epoll;
  epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (epoll < 0)
    g_error ("out of descriptors");
  g_unix_fd_add (epoll, G_IO_IN, on_events, NULL);
  return epoll;
}

/* What has come since is told at once. */
static gboolean
watch_again (GSource *source)
{
  struct epoll_event event = { .events = WATCHED, .data.ptr = source };
  return epoll_ctl (get_epoll (), EPOLL_CTL_MOD, ((Watch *) source)->fd, &event) == 0;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  gboolean goes_on = callback && callback (data);
  if (goes_on && !g_source_is_destroyed (source) && !watch_again (source))
    g_source_set_ready_time (source, g_get_monotonic_time () + G_USEC_PER_SEC);
  return goes_on;
}

static void
finalize (GSource *source)
{
  epoll_ctl (get_epoll (), EPOLL_CTL_DEL, ((Watch *) source)->fd, NULL);
}

GSource *
rg_vigil_create_source (int fd)
{
  static GSourceFuncs functions = { .dispatch = dispatch, .finalize = finalize };
  GSource *source = g_source_new (&functions, sizeof (Watch));
  struct epoll_event event = { .events = WATCHED, .data.ptr = source };
  ((Watch *) source)->fd = fd;
  g_source_set_static_name (source, "regrets: mail server");
  if (epoll_ctl (get_epoll (), EPOLL_CTL_ADD, fd, &event) < 0)
    g_source_set_ready_time (source, 0);
  return source;
}
