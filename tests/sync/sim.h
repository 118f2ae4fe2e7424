/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-sync-machine.h"

G_BEGIN_DECLS

/**
 * Sim:
 *
 * One server, a few clients and a network between them that loses, doubles, delays and cuts, all in
 * memory and all from one seed. It drives the real #RwSyncMachine of each client and checks the
 * invariants of the design at every step; a broken one ends the process and names the seed.
 */
typedef struct _Sim Sim;

/**
 * SimFlags:
 * @SIM_LOSSES: requests and answers get lost, doubled, cut
 * @SIM_CRASHES: clients end without notice and start again from their files
 * @SIM_RESTORES: the server is put back to an earlier state under a new epoch
 * @SIM_FLOORS: the server forgets tombstones; scopes change
 */
typedef enum
{
  SIM_FAIR = 0,
  SIM_LOSSES = 1 << 0,
  SIM_CRASHES = 1 << 1,
  SIM_RESTORES = 1 << 2,
  SIM_FLOORS = 1 << 3,
  SIM_ALL = 15,
} SimFlags;

Sim   *sim_new       (guint32   seed,
                      guint     n_clients,
                      SimFlags  flags);
void   sim_free      (Sim      *sim);
void   sim_run       (Sim      *sim,
                      guint     n_actions);
void   sim_settle    (Sim      *sim);
guint  sim_get_steps (Sim      *sim);
guint  sim_get_conflicts (Sim  *sim);

G_END_DECLS
