/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ctl-tail.h"

G_BEGIN_DECLS

/**
 * RwCtlRun:
 * @out: the end of what it wrote to standard output
 * @err: the same of standard error
 * @exit_code: as a shell has it: 127 when it could not be started, above 128 for a signal
 * @problem: (nullable): why it could not be started
 * @interrupted: whether somebody wanted it to end
 *
 * What became of a command. Zero it to begin.
 */
typedef struct
{
  RwCtlTail out;
  RwCtlTail err;
  int exit_code;
  char *problem;
  gboolean interrupted;
} RwCtlRun;

void rw_ctl_run_remember (void);
void rw_ctl_run          (RwCtlRun          *self,
                          const char *const *argv);
void rw_ctl_run_clear    (RwCtlRun          *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwCtlRun, rw_ctl_run_clear)

G_END_DECLS
