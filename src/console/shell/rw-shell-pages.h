/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

/* The pages of the sidebar, in its order. Nothing but the shell knows more than one of them. */

guint        rw_shell_n_pages        (void);
GType        rw_shell_page_type      (guint  index);
const char  *rw_shell_page_action    (guint  index);
void         rw_shell_actions_init   (void);
void         rw_shell_foresee        (const char *server_url,
                                      const char *state_dir,
                                      const char *page_id);

G_END_DECLS
