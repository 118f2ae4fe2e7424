/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimStepType:
 * @SIM_STEP_WAIT: time passes; what is under way arrives
 * @SIM_STEP_EDIT: a person edits: one record, or a few as a group
 * @SIM_STEP_NETWORK: the network changes: what fails, and how often
 * @SIM_STEP_NUDGE: back from suspend, another network, "try now", a live stream that breaks
 * @SIM_STEP_CRASH: a client's process or computer ends
 * @SIM_STEP_RESTART: a client is closed and opened
 * @SIM_STEP_FAULT: a client's disk or memory fails in a while
 * @SIM_STEP_SERVER_CRASH: the server's process or computer ends
 * @SIM_STEP_SERVER_FAULT: its disk fails in a while
 * @SIM_STEP_BACKUP: the server's file is copied
 * @SIM_STEP_RESTORE: and put back
 * @SIM_STEP_COLLECT: the server forgets tombstones
 * @SIM_STEP_ROLE: a client's person may see and do something else
 * @SIM_STEP_VERSION: a client becomes older or newer than the server
 * @SIM_STEP_DAYS: a month passes
 * @SIM_STEP_DELETE: a person deletes a record
 * @SIM_STEP_MEET: a person edits the record that everybody edits
 * @SIM_STEP_FORGET: a client's cache is gone, and its first sync begins
 * @SIM_STEP_AT_SWAP: its power fails when a new cache takes the place of the old one
 * @SIM_STEP_LATE: its next edits are long on their way
 */
typedef enum
{
  SIM_STEP_WAIT,
  SIM_STEP_EDIT,
  SIM_STEP_NETWORK,
  SIM_STEP_NUDGE,
  SIM_STEP_CRASH,
  SIM_STEP_RESTART,
  SIM_STEP_FAULT,
  SIM_STEP_SERVER_CRASH,
  SIM_STEP_SERVER_FAULT,
  SIM_STEP_BACKUP,
  SIM_STEP_RESTORE,
  SIM_STEP_COLLECT,
  SIM_STEP_ROLE,
  SIM_STEP_VERSION,
  SIM_STEP_DAYS,
  SIM_STEP_DELETE,
  SIM_STEP_MEET,
  SIM_STEP_FORGET,
  SIM_STEP_AT_SWAP,
  SIM_STEP_LATE,
  SIM_N_STEPS,
} SimStepType;

/**
 * SimStep:
 * @type: what happens
 * @client: to whom
 * @dice: decides the rest, and all chance until the next step: a step that is taken out of a list
 *   leaves the dice of the others as they are
 *
 * One thing that happens.
 */
typedef struct
{
  SimStepType type;
  guint client;
  guint32 dice;
} SimStep;

/* The exit status of a run in which I1 was broken is one more, and so on. */
#define SIM_BROKEN 10

GArray  *sim_steps_new   (guint32      seed);
char    *sim_steps_write (GArray      *steps);
GArray  *sim_steps_parse (const char  *text);

/**
 * SimCounts:
 *
 * How much happened in a run, so that nobody takes silence for soundness.
 */
typedef struct
{
  guint edits;
  guint conflicts;
  guint pages;
  guint crashes;
  guint restores;
  guint rebuilds;
} SimCounts;

/* A run begins with a copy of what sim_prepare() made, also in a process of its own. */
char    *sim_set_template (gboolean   make);
void     sim_prepare     (const char  *folder);

/* Runs in a process of its own: a broken invariant is told on standard error and ends it. */
void     sim_run         (guint32      seed,
                          GArray      *steps,
                          gboolean     trace,
                          SimCounts   *counts);

G_END_DECLS
