/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-lease.h"

#include <stdio.h>
#include <string.h>

#include "rw-clock.h"

/* So long a machine's clock gets after its start to be set right by the network. */
#define DOUBT (10 * RW_MINUTE)

/* What the machine's own clock says, which nobody sets. */
static gint64
measured (RwLease *self, gint64 boot)
{
  return self->used + MAX (boot - (self->same_boot ? self->boot : self->opened), 0);
}

static gint64
passed (RwLease *self, gint64 wall, gint64 boot)
{
  gint64 sure = measured (self, boot);

  return self->same_boot ? sure : MAX (sure, wall - self->contact);
}

/**
 * rw_lease_open:
 * @self: (out caller-allocates): to be freed with rw_lease_clear()
 * @text: (nullable): what rw_lease_to_text() wrote; a lease that nothing is known of begins now
 * @boot_id: rw_clock_boot_id()
 */
void
rw_lease_open (RwLease *self, const char *text, const char *boot_id, gint64 wall, gint64 boot)
{
  char id[65] = "";
  int ended = 0;

  *self = (RwLease) { .length = RW_LEASE_DAYS * RW_DAY,
                      .contact = wall,
                      .boot = boot,
                      .opened = boot,
                      .boot_id = g_strdup (boot_id),
                      .same_boot = TRUE };
  if (text == NULL)
    return;
  if (sscanf (text,
              "1 %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
              " %d %64s",
              &self->length, &self->contact, &self->used, &self->boot, &ended, id) < 5 ||
      self->length < RW_DAY || self->length > RW_LEASE_DAYS_MOST * RW_DAY || self->used < 0)
    {
      /* Whoever wrote this did not mean to prolong anything. */
      self->length = RW_LEASE_DAYS * RW_DAY;
      self->used = self->length;
      ended = 1;
    }
  self->ended = ended != 0;
  self->same_boot = *id != '\0' && strcmp (id, boot_id) == 0 && self->boot <= boot;
}

void
rw_lease_clear (RwLease *self)
{
  g_clear_pointer (&self->boot_id, g_free);
}

/**
 * rw_lease_set_days:
 * @days: how long the server lets a copy be used without it; put into bounds
 */
void
rw_lease_set_days (RwLease *self, gint64 days)
{
  self->length = CLAMP (days, 1, RW_LEASE_DAYS_MOST) * RW_DAY;
}

/**
 * rw_lease_renew:
 *
 * The server answered: the lease begins again.
 */
void
rw_lease_renew (RwLease *self, gint64 wall, gint64 boot)
{
  self->contact = wall;
  self->used = 0;
  self->boot = boot;
  self->same_boot = TRUE;
  self->ended = FALSE;
}

/**
 * rw_lease_look:
 *
 * Returns: whether the copy may be used now
 */
RwLeaseState
rw_lease_look (RwLease *self, gint64 wall, gint64 boot)
{
  if (self->ended)
    return RW_LEASE_ENDED;
  if (passed (self, wall, boot) < self->length)
    return RW_LEASE_RUNNING;
  if (measured (self, boot) < self->length && boot - self->opened < DOUBT)
    return RW_LEASE_DOUBTFUL;
  self->ended = TRUE;
  return RW_LEASE_ENDED;
}

/**
 * rw_lease_get_left:
 *
 * Returns: microseconds until the lease ends, 0 when it has
 */
gint64
rw_lease_get_left (RwLease *self, gint64 wall, gint64 boot)
{
  return self->ended ? 0 : MAX (self->length - passed (self, wall, boot), 0);
}

/**
 * rw_lease_to_text:
 *
 * Returns: (transfer full): to be kept for the next start
 */
char *
rw_lease_to_text (RwLease *self, gint64 wall, gint64 boot)
{
  /* What is in doubt is not written down: the next start looks again, with a clock that may be right. */
  if (rw_lease_look (self, wall, boot) != RW_LEASE_DOUBTFUL)
    {
      self->used = MIN (passed (self, wall, boot), self->length);
      self->boot = boot;
      self->same_boot = TRUE;
    }
  return g_strdup_printf ("1 %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT " %d %s",
                          self->length, self->contact, self->used, self->boot, self->ended ? 1 : 0,
                          self->same_boot ? self->boot_id : "-");
}
