/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-security-page.h"
#include "rw-security-table.h"

G_BEGIN_DECLS

/* What the parts of the page share: the page itself reads and shows, rw-security-page-work.c does what a person asks
 * for. */
struct _RwSecurityPage
{
  RwPage parent_instance;

  GtkStack *stack;
  GtkStack *views;
  AdwBanner *banner;
  RwSecurityTable *tables[RW_SECURITY_N_VIEWS];
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GSettings *settings;

  RwSecurityView view;
  RwSecurityScope scope;
  char *scope_name; /* (nullable) */
  char *words;      /* folded, (nullable) */
  RwKind wanted_kind;
  RwId wanted;
  gint64 today; /* of what is shown */
  guint n_weak;

  GCancellable *cancellable;
  guint reload_source;
  gboolean loading, stale, loaded, is_shown;
};

gint64 rw_security_page_today        (void);
void   rw_security_page_set_view     (RwSecurityPage        *self,
                                      RwSecurityView         view);
void   rw_security_page_set_scope    (RwSecurityPage        *self,
                                      const RwSecurityScope *scope,
                                      const char            *name);
void   rw_security_page_install_work (GtkWidgetClass        *widget_class);
void   rw_security_page_activated    (RwSecurityPage        *self,
                                      RwSecurityItem        *item);

G_END_DECLS
