/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_PAGE (rw_page_get_type ())

/**
 * RwPage:
 *
 * One view of the console: overview, racks, systems … A page knows the session and nothing of the
 * shell or of other pages. The shell puts the page's header widgets into its header bar, listens to
 * the signals, and tells the page what to reveal.
 *
 * Signals: "select" (RwKind kind, const RwId *id): the person selected a record: the inspector shows
 * it (id %NULL: nothing selected); "open" (RwKind kind, const RwId *id): the person wants to go to
 * a record, wherever it is shown best; "edit" (GArray *keys of RwRecordKey): the person wants to edit
 * these records together; "header-changed": title, subtitle, badge changed.
 */
G_DECLARE_DERIVABLE_TYPE (RwPage, rw_page, RW, PAGE, AdwBin)

/**
 * RwPageClass:
 * @id: "racks"; also the first word of the names of the page's actions and settings
 * @title: untranslated (N_ ()) name in the sidebar
 * @icon_name: symbolic icon in the sidebar
 * @session_set: called once, when there is a session; load here
 * @data_changed: the view's data changed (change set of RwSession::changed); reload what is hit
 * @reveal: show and select this record; %FALSE when the page does not show its kind
 * @shown: the page became the visible one, or ceased to be
 * @search: the person types into the header's search; @text is never %NULL
 * @create_header_start: (nullable): (transfer floating): widgets for the start of the header bar
 * @create_header_end: (nullable): (transfer floating): widgets for the end of the header bar
 * @can_undo: (nullable): whether undo, or redo, belongs to the page at this moment: a step of something that is
 *   not an edit yet; "header-changed" says that it may have changed
 * @undo: (nullable): does it; %FALSE when there was nothing to do
 * @settled: for pictures and tests: %TRUE once all that was asked for is loaded and laid out
 */
struct _RwPageClass
{
  AdwBinClass parent_class;

  const char *id;
  const char *title;
  const char *icon_name;

  void       (*session_set)         (RwPage            *self,
                                     RwSession         *session);
  void       (*data_changed)        (RwPage            *self,
                                     const RwChangeSet *changes);
  gboolean   (*reveal)              (RwPage            *self,
                                     RwKind             kind,
                                     const RwId        *id);
  void       (*shown)               (RwPage            *self,
                                     gboolean           shown);
  void       (*search)              (RwPage            *self,
                                     const char        *text);
  GtkWidget *(*create_header_start) (RwPage            *self);
  GtkWidget *(*create_header_end)   (RwPage            *self);
  gboolean   (*can_undo)            (RwPage            *self,
                                     gboolean           redo);
  gboolean   (*undo)                (RwPage            *self,
                                     gboolean           redo);
  gboolean   (*settled)             (RwPage            *self);
};

RwSession  *rw_page_get_session    (RwPage       *self);
void        rw_page_set_session    (RwPage       *self,
                                    RwSession    *session);
const char *rw_page_get_title      (RwPage       *self);
void        rw_page_set_title      (RwPage       *self,
                                    const char   *title,
                                    const char   *subtitle);
const char *rw_page_get_subtitle   (RwPage       *self);
void        rw_page_set_badge      (RwPage       *self,
                                    const char   *text,
                                    gboolean      urgent);
const char *rw_page_get_badge      (RwPage       *self,
                                    gboolean     *urgent);
void        rw_page_select         (RwPage       *self,
                                    RwKind        kind,
                                    const RwId   *id);
void        rw_page_open           (RwPage       *self,
                                    RwKind        kind,
                                    const RwId   *id);
void        rw_page_edit           (RwPage       *self,
                                    GArray       *keys);
gboolean    rw_page_reveal         (RwPage       *self,
                                    RwKind        kind,
                                    const RwId   *id);

gboolean    rw_page_can_undo       (RwPage       *self,
                                    gboolean      redo);
gboolean    rw_page_undo           (RwPage       *self,
                                    gboolean      redo);

/* Validates and queues the edits as one group and offers undo in a toast that says @label; a
 * refusal is shown as a toast with the reason. */
void        rw_page_submit         (RwPage       *self,
                                    GPtrArray    *edits,
                                    const char   *label);
void        rw_page_submit_and_open (RwPage      *self,
                                    GPtrArray    *edits,
                                    const char   *label,
                                    RwKind        kind,
                                    const RwId   *id);
void        rw_page_toast          (RwPage       *self,
                                    const char   *message);

G_END_DECLS
