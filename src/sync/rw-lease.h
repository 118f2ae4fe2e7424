/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So long a copy of the company's data may be used without a word from the server, where the server
 * says nothing else. */
#define RW_LEASE_DAYS      14
#define RW_LEASE_DAYS_MOST 365

/**
 * RwLease:
 *
 * How long the local copy may still be read without contact to the server: a laptop that was taken
 * away, or an account that was closed, must not show the data for ever.
 *
 * Time is not taken from the time of day alone, which anybody can set: while the machine runs or
 * sleeps, its own clock counts, which nobody sets. Only for the time it was switched off there is
 * nothing but the time of day; then what had passed before is kept, so that a clock set back wins
 * nothing but the time the machine is off. A lease that ran out by the time of day only comes back
 * when the time of day does, until that has been so for ten minutes: then it has run out.
 *
 * Pure: the caller brings the times, wall (rw_clock_now()) and boot (rw_clock_boot()).
 */
typedef struct
{
  gint64 contact; /* time of day at the last answer of the server, 0 for none yet */
  gint64 length;  /* microseconds */
  gint64 used;    /* microseconds of it that had passed at @boot */
  gint64 boot;
  gint64 opened; /* boot time at rw_lease_open() */
  char *boot_id;
  gboolean same_boot; /* @boot is of this start of the machine */
  gboolean ended;     /* for good, until rw_lease_renew() */
} RwLease;

/**
 * RwLeaseState:
 * @RW_LEASE_RUNNING: the copy may be used
 * @RW_LEASE_DOUBTFUL: it may not, by the time of day, which may be wrong
 * @RW_LEASE_ENDED: it may not until the next log-in
 */
typedef enum
{
  RW_LEASE_RUNNING,
  RW_LEASE_DOUBTFUL,
  RW_LEASE_ENDED,
} RwLeaseState;

void          rw_lease_open       (RwLease     *self,
                                   const char  *text,
                                   const char  *boot_id,
                                   gint64       wall,
                                   gint64       boot);
void          rw_lease_clear      (RwLease     *self);
void          rw_lease_set_days   (RwLease     *self,
                                   gint64       days);
void          rw_lease_renew      (RwLease     *self,
                                   gint64       wall,
                                   gint64       boot);
RwLeaseState  rw_lease_look       (RwLease     *self,
                                   gint64       wall,
                                   gint64       boot);
gint64        rw_lease_get_left   (RwLease     *self,
                                   gint64       wall,
                                   gint64       boot);
char         *rw_lease_to_text    (RwLease     *self,
                                   gint64       wall,
                                   gint64       boot);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwLease, rw_lease_clear)

G_END_DECLS
