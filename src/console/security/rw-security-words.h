/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-security.h"
#include "rw-security-item.h"

G_BEGIN_DECLS

/* What the page shows, in this order. */
typedef enum
{
  RW_SECURITY_SERVICES,
  RW_SECURITY_MEASURES,
  RW_SECURITY_FINDINGS,
  RW_SECURITY_CATALOGUE,
  RW_SECURITY_N_VIEWS,
} RwSecurityView;

/**
 * RwSecurityColumn:
 * @title: untranslated (N_ ())
 * @width: 0 for all that is left
 */
typedef struct
{
  const char *title;
  int width;
} RwSecurityColumn;

const char             *rw_security_view_name    (RwSecurityView    view);
const char             *rw_security_view_label   (RwSecurityView    view);
const RwSecurityColumn *rw_security_columns      (RwSecurityView    view,
                                                  guint            *n_columns);
GPtrArray              *rw_security_items        (const RwSecurity *security,
                                                  RwSecurityView    view,
                                                  gint64            now,
                                                  gint64            today);
const char             *rw_security_state_label  (RwHardeningState  state);
char                   *rw_security_category     (const char       *category);

G_END_DECLS
