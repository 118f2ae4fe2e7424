/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RW_ICS_TENTATIVE,
  RW_ICS_CONFIRMED,
  RW_ICS_CANCELLED,
} RwIcsStatus;

/**
 * RwIcsEvent:
 * @uid: the same for as long as the event exists
 * @stamp: when it last changed, microseconds since 1970
 * @start: microseconds since 1970; written in whole seconds
 * @end: the same
 * @sequence: how often it was given another time
 * @status: whether it is sure to take place
 * @summary: one line
 * @description: (nullable): more
 */
typedef struct
{
  char *uid;
  gint64 stamp;
  gint64 start;
  gint64 end;
  guint sequence;
  RwIcsStatus status;
  char *summary;
  char *description;
} RwIcsEvent;

RwIcsEvent *rw_ics_event_new  (void);
void        rw_ics_event_free (RwIcsEvent *event);
GString    *rw_ics_write      (const char *name,
                               GPtrArray  *events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwIcsEvent, rw_ics_event_free)

G_END_DECLS
