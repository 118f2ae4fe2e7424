/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimFault:
 * @SIM_FAULT_NONE: all is well
 * @SIM_FAULT_KILL: the process ends at the Nth write; what it wrote is there
 * @SIM_FAULT_POWER: the power fails at the Nth write; of what was not synced, anything may be lost
 * @SIM_FAULT_FULL: from the Nth write on, files do not get longer
 * @SIM_FAULT_DISK: from the Nth write or sync on, the disk reports errors
 * @SIM_FAULT_MEMORY: SQLite's Nth allocation fails, and only that one
 *
 * What happens to a computer.
 */
typedef enum
{
  SIM_FAULT_NONE,
  SIM_FAULT_KILL,
  SIM_FAULT_POWER,
  SIM_FAULT_FULL,
  SIM_FAULT_DISK,
  SIM_FAULT_MEMORY,
} SimFault;

/*
 * A file system for SQLite, and the few calls to the system's own that the stores make beside it
 * (fsync, rename, unlink). It remembers what was written and not synced, so that a power cut can
 * take any part of it back, and which files were made, renamed and deleted while their folder was not
 * synced, so that it can take back the last of that. Every path below a domain's folder belongs to
 * that domain: a computer of the simulation.
 */
void     sim_vfs_install   (void);
guint    sim_vfs_add       (const char *folder);
void     sim_vfs_clear     (void);
void     sim_vfs_arm       (guint       domain,
                            SimFault    fault,
                            guint       operations);
void     sim_vfs_arm_at_rename (guint   domain,
                                SimFault fault,
                                guint   operations);
void     sim_vfs_heal      (guint       domain);
void     sim_vfs_settle    (guint       domain);
void     sim_vfs_enter     (guint       domain);
void     sim_vfs_leave     (void);
SimFault sim_vfs_get_death (guint       domain);
void     sim_vfs_kill      (guint       domain,
                            SimFault    how);
void     sim_vfs_revive    (guint       domain,
                            GRand      *rand);

G_END_DECLS
