/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-watch.h"
#include "rw-conflict-watch.h"
#include "rw-inspector.h"
#include "rw-locked-page.h"
#include "rw-sync-status.h"
#include "rw-welcome.h"
#include "rw-window.h"

G_BEGIN_DECLS

/* The window in three files: what it is made of, where its data comes from, and what it does. */

/* Where the person was. */
typedef struct
{
  char *page_id;
  RwKind kind;
  RwId id;
} RwWindowPlace;

typedef struct _RwWindowRequest RwWindowRequest;

struct _RwWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  RwWelcome *welcome; /* not before it is needed: with data at hand it never is */
  AdwNavigationSplitView *split;
  AdwNavigationPage *content_page;
  GtkMenuButton *menu_button;
  GtkListBox *page_list;
  RwSyncStatus *sync_status;
  AdwHeaderBar *header_bar;
  GtkBox *narrow_bar; /* has the start of the header bar where that is too narrow */
  AdwWindowTitle *window_title;
  GtkStack *header_start;
  GtkStack *header_end;
  GtkWidget *search_button;
  GtkWidget *palette_button;
  GtkWidget *inspector_button;
  AdwBanner *banner;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwToastOverlay *toast_overlay;
  AdwOverlaySplitView *inspector_split;
  GtkStack *page_stack;
  RwInspector *inspector;

  RwLockedPage *locked; /* NULL until it was needed */

  char *state_dir;
  RwSession *session;
  GCancellable *cancellable; /* of the attempt to connect */
  char *wanted_server;       /* of that attempt */
  RwWindowRequest *request;  /* waits until the session before is closed */
  guint n_closing;
  RwChangeWatch *change_watch;
  RwConflictWatch *conflict_watch;
  guint n_conflicts; /* that the person was told of */
  char *pending_address;
  RwPage *page;
  GHashTable *searches; /* page id → what is typed there */
  GArray *back;         /* (element-type RwWindowPlace) */
  guint load_pages;     /* the pages that nobody has looked at yet come when the first one stands */
  guint load_tick;
  guint present_source; /* the window waits for its first page, a moment long */
  gint64 present_until;
  guint reveal_tick;
  AdwDialog *system_dialog; /* weak: the page of a system, when it is open */
  gboolean has_pages;
  gboolean first_page_whole;
  gboolean switching; /* the header's entry changes with the page, not by typing */
  gboolean arranging; /* the inspector comes or goes by itself */
  gboolean closing;
  gboolean asked_to_leave;
  RwKind selected_kind;
  RwId selected;
};

/* rw-window.c */
RwPage *rw_window_find_page      (RwWindow       *self,
                                  const char     *id);
void    rw_window_show_page      (RwWindow       *self,
                                  RwPage         *page);
void    rw_window_load_pages     (RwWindow       *self);
void    rw_window_unload_pages   (RwWindow       *self);
void    rw_window_inspect        (RwWindow       *self,
                                  RwKind          kind,
                                  const RwId     *id);
void    rw_window_remember_place (RwWindow       *self);

/* rw-window-session.c */
void       rw_window_bind_session_callbacks (GtkWidgetClass *widget_class);
RwWelcome *rw_window_show_welcome (RwWindow      *self);
void       rw_window_show_attempt (RwWindow      *self);
void    rw_window_cancel_attempt  (RwWindow      *self);
void    rw_window_release_session (RwWindow      *self);
RwSession *rw_window_let_go_of_session (RwWindow *self);
void    rw_window_session_gone    (RwWindow      *self);
void    rw_window_request_free    (RwWindowRequest *request);
void    rw_window_show_sign_in    (RwWindow      *self);
void    rw_window_update_undo     (RwWindow      *self);

/* rw-window-alerts.c */
void    rw_window_watch_changes   (RwWindow       *self);

/* rw-window-leave.c */
void    rw_window_ask_to_leave    (RwWindow      *self);
void    rw_window_export_edits    (RwWindow      *self);

/* rw-window-actions.c */
void    rw_window_install_actions (GtkWidgetClass *widget_class);
void    rw_window_cancel_reveal   (RwWindow       *self);
void    rw_window_open            (RwWindow       *self,
                                   RwKind          kind,
                                   const RwId     *id);

G_END_DECLS
