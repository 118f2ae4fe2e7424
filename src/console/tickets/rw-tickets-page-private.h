/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"
#include "rw-ticket-actions.h"
#include "rw-ticket-board.h"
#include "rw-ticket-filter.h"
#include "rw-ticket-item.h"
#include "rw-ticket-marks.h"
#include "rw-ticket-view.h"
#include "rw-tickets-list.h"
#include "rw-tickets-page.h"

G_BEGIN_DECLS

/* What the parts of the page share: the page itself reads and shows, rw-tickets-page-work.c does what a person
 * asks for, rw-tickets-page-marks.c marks tickets to do it to all of them, rw-tickets-page-desk.c does what is
 * asked for within one ticket, rw-tickets-page-setup.c is about how the page is set up. */

typedef enum
{
  RW_TICKETS_PAGE_BOARD,
  RW_TICKETS_PAGE_LIST,
} RwTicketsPageView;

struct _RwTicketsPage
{
  RwPage parent_instance;

  GtkWidget *stack;
  GtkWidget *board;
  GtkWidget *list;
  GtkWidget *ticket_view;
  GtkWidget *filter; /* the popover; in the header once it is made */
  GtkWidget *filter_button; /* not owned */
  AdwToggleGroup *toggles;  /* not owned */

  GListStore *store;
  RwTicketsPageView view;
  RwId open;        /* the ticket that is shown in full, or nil */
  int writing;      /* type of message to be written once that is shown, -1 for none */
  RwTicketDetail *detail; /* (nullable): as it was when it was last read */
  RwId selected;
  GSettings *settings;       /* (nullable) */
  GSimpleActionGroup *setup; /* how the page is set up, for the menu in the header */
  RwTicketLanes lanes;
  guint n_closed;           /* how many closed tickets are asked for; 0 until somebody wants to see them */
  GtkWidget *show_closed[3]; /* below what is resolved, below the list, and where nothing is open */
  GtkWidget *closed_bar;
  GtkWidget *closed_label;
  GtkWidget *more_closed;
  RwTicketMarks *marks;
  GtkWidget *marks_bar;
  GtkWidget *marks_label;
  GtkWidget *marks_news; /* why there are fewer than before */
  char *words;
  GPtrArray *people; /* (nullable): RwChoice */

  GCancellable *cancellable;
  GCancellable *open_cancellable;
  gboolean loading;
  gboolean stale;
  gboolean loaded;
  gboolean opening;
  guint refresh_id;
  guint wake_id;  /* until the next ticket comes back that is snoozed */
  gint64 woken;   /* whoever was to come back until then is back */
  guint n_snoozed;
};

gboolean           rw_tickets_page_may_edit        (gpointer           data);
void               rw_tickets_page_load            (RwTicketsPage     *self);
void               rw_tickets_page_update_subtitle (RwTicketsPage     *self);
RwTicketItem      *rw_tickets_page_find_item       (RwTicketsPage     *self,
                                                    const RwId        *id,
                                                    guint             *position);
void               rw_tickets_page_open_ticket     (RwTicketsPage     *self,
                                                    const RwId        *id);
void               rw_tickets_page_set_view        (RwTicketsPage     *self,
                                                    RwTicketsPageView  view);
void               rw_tickets_page_install_work    (GtkWidgetClass    *widget_class);
void               rw_tickets_page_connect_work    (RwTicketsPage     *self);
void               rw_tickets_page_install_marks   (GtkWidgetClass    *widget_class);
void               rw_tickets_page_connect_marks   (RwTicketsPage     *self,
                                                    GtkBox            *box);
void               rw_tickets_page_keep_marks      (RwTicketsPage     *self);
void               rw_tickets_page_arm_wake        (RwTicketsPage     *self);
void               rw_tickets_page_refresh         (RwTicketsPage     *self);
void               rw_tickets_page_install_setup   (GtkWidgetClass    *widget_class);
void               rw_tickets_page_connect_setup   (RwTicketsPage     *self,
                                                    GtkBox            *box);
GtkWidget         *rw_tickets_page_create_setup_button (RwTicketsPage *self);
void               rw_tickets_page_update_bars     (RwTicketsPage     *self);
void               rw_tickets_page_update_closed   (RwTicketsPage     *self,
                                                    guint              n,
                                                    gboolean           more);

/* What else is shown of an open ticket. */
#define RW_TICKETS_PAGE_DESK_KINDS \
  (RW_KIND_BIT (RW_KIND_LINK) | RW_KIND_BIT (RW_KIND_MACRO) | RW_KIND_BIT (RW_KIND_CHECKLIST) | \
   RW_KIND_BIT (RW_KIND_CHECKLIST_ITEM) | RW_KIND_BIT (RW_KIND_CONTACT) | RW_KIND_BIT (RW_KIND_CHANGE))

void               rw_tickets_page_install_desk    (GtkWidgetClass    *widget_class);
void               rw_tickets_page_connect_desk    (RwTicketsPage     *self);
void               rw_tickets_page_write           (RwTicketsPage     *self,
                                                    RwMessageType      type);

G_END_DECLS
