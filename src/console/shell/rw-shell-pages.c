/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-shell-pages.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-inbox-page.h"
#ifdef RW_HAVE_PAGE_OVERVIEW
#include "rw-overview-page.h"
#endif
#ifdef RW_HAVE_PAGE_RACKS
#include "rw-racks-page.h"
#endif
#ifdef RW_HAVE_PAGE_SYSTEMS
#include "rw-systems-page.h"
#endif
#ifdef RW_HAVE_PAGE_NETWORKS
#include "rw-networks-page.h"
#endif
#ifdef RW_HAVE_PAGE_TICKETS
#include "rw-tickets-page.h"
#endif
#ifdef RW_HAVE_PAGE_PROBLEMS
#include "rw-problems-page.h"
#endif
#ifdef RW_HAVE_PAGE_CHANGES
#include "rw-changes-page.h"
#endif
#ifdef RW_HAVE_PAGE_BACKUPS
#include "rw-backups-page.h"
#endif
#ifdef RW_HAVE_PAGE_DISKS
#include "rw-disks-page.h"
#endif
#ifdef RW_HAVE_PAGE_SECURITY
#include "rw-security-page.h"
#endif
#ifdef RW_HAVE_PAGE_REPORTS
#include "rw-reports-page.h"
#endif

typedef struct
{
  GType (*get_type) (void);
  const char *action;
  const char *id;                                                    /* of a page that can: */
  void (*foresee) (const char *server_url, const char *state_dir);
} ShellPage;

static const ShellPage pages[] = {
#ifdef RW_HAVE_PAGE_OVERVIEW
  { rw_overview_page_get_type, "win.page-overview", "overview", rw_overview_page_foresee },
#endif
#ifdef RW_HAVE_PAGE_RACKS
  { rw_racks_page_get_type, "win.page-racks" },
#endif
#ifdef RW_HAVE_PAGE_SYSTEMS
  { rw_systems_page_get_type, "win.page-systems" },
#endif
#ifdef RW_HAVE_PAGE_NETWORKS
  { rw_networks_page_get_type, "win.page-networks" },
#endif
#ifdef RW_HAVE_PAGE_TICKETS
  { rw_tickets_page_get_type, "win.page-tickets" },
#endif
#ifdef RW_HAVE_PAGE_PROBLEMS
  { rw_problems_page_get_type, "win.page-problems" },
#endif
#ifdef RW_HAVE_PAGE_CHANGES
  { rw_changes_page_get_type, "win.page-changes" },
#endif
#ifdef RW_HAVE_PAGE_BACKUPS
  { rw_backups_page_get_type, "win.page-backups" },
#endif
#ifdef RW_HAVE_PAGE_DISKS
  { rw_disks_page_get_type, "win.page-disks" },
#endif
#ifdef RW_HAVE_PAGE_SECURITY
  { rw_security_page_get_type, "win.page-security" },
#endif
#ifdef RW_HAVE_PAGE_REPORTS
  { rw_reports_page_get_type, "win.page-reports" },
#endif
  { rw_inbox_page_get_type, "win.page-inbox" },
};

#define SECTION_GENERAL N_ ("General")
#define SECTION_GO      N_ ("Go To")
#define SECTION_EDIT    N_ ("Edit")

static const RwAction shell_actions[] = {
  { "win.page-overview", N_ ("Overview"), SECTION_GO, "<Control>1", NULL, 0, "rw-overview-symbolic" },
  { "win.page-racks", N_ ("Racks"), SECTION_GO, "<Control>2", NULL, 0, "rw-racks-symbolic" },
  { "win.page-systems", N_ ("Systems"), SECTION_GO, "<Control>3", NULL, 0, "rw-systems-symbolic" },
  { "win.page-networks", N_ ("Networks"), SECTION_GO, "<Control>4", NULL, 0, "rw-networks-symbolic" },
  { "win.page-tickets", N_ ("Tickets"), SECTION_GO, "<Control>5", NULL, 0, "rw-tickets-symbolic" },
  { "win.page-changes", N_ ("Changes"), SECTION_GO, "<Control>6", NULL, 0, "rw-changes-symbolic" },
  { "win.page-backups", N_ ("Backups"), SECTION_GO, "<Control>7", NULL, 0, "rw-backups-symbolic" },
  { "win.page-disks", N_ ("Disks"), SECTION_GO, "<Control><Shift>d", NULL, 0, "rw-disks-symbolic" },
  { "win.page-problems", N_ ("Problems"), SECTION_GO, "<Control><Shift>o", NULL, 0, "rw-problems-symbolic" },
  { "win.page-security", N_ ("Security"), SECTION_GO, "<Control><Shift>s", NULL, 0, "rw-security-symbolic" },
  { "win.page-reports", N_ ("Reports"), SECTION_GO, "<Control><Shift>r", NULL, 0, "rw-reports-symbolic" },
  { "win.page-inbox", N_ ("Your Edits"), SECTION_GO, "<Control><Shift>e", NULL, 0, "document-edit-symbolic" },
  { "win.open-system", N_ ("Open System Page"), SECTION_GO, "<Alt>Return", NULL, 0, "rw-systems-symbolic" },
  { "win.measures", N_ ("Security Measures of the Selected Record"), SECTION_GO, "<Alt>m", NULL, 0, "rw-security-symbolic" },
  { "win.back", N_ ("Back"), SECTION_GO, "<Alt>Left", NULL, 0, "go-previous-symbolic" },

  { "win.palette", N_ ("Search and Commands"), SECTION_GENERAL, "<Control>k", NULL, RW_ACTION_NO_PALETTE,
    "system-search-symbolic" },
  { "win.search", N_ ("Filter This Page"), SECTION_GENERAL, "<Control>f slash", NULL, 0, "rw-filter-symbolic" },
  { "win.inspector", N_ ("Show Inspector"), SECTION_GENERAL, "F9", NULL, 0, "rw-inspector-symbolic" },
  { "win.sync", N_ ("Sync Now"), SECTION_GENERAL, "F5", NULL, 0, "view-refresh-symbolic" },
  { "win.fullscreen", N_ ("Full Screen"), SECTION_GENERAL, "F11", NULL, 0, "view-fullscreen-symbolic" },
  { "win.shortcuts", N_ ("Keyboard Shortcuts"), SECTION_GENERAL, "<Control>question question", NULL, 0,
    "preferences-desktop-keyboard-shortcuts-symbolic" },
  { "app.preferences", N_ ("Preferences"), SECTION_GENERAL, "<Control>comma", NULL, 0, "preferences-system-symbolic" },
  { "app.about", N_ ("About Rackward"), SECTION_GENERAL, NULL, NULL, 0, "help-about-symbolic" },
  { "win.sign-out", N_ ("Sign Out"), SECTION_GENERAL, NULL, NULL, 0, "system-log-out-symbolic" },
  { "window.close", N_ ("Close Window"), SECTION_GENERAL, "<Control>w", NULL, RW_ACTION_NO_PALETTE, NULL },
  { "app.quit", N_ ("Quit"), SECTION_GENERAL, "<Control>q", NULL, 0, "application-exit-symbolic" },

  { "win.undo", N_ ("Undo"), SECTION_EDIT, "<Control>z", NULL, 0, "edit-undo-symbolic" },
  { "win.redo", N_ ("Redo"), SECTION_EDIT, "<Control><Shift>z", NULL, 0, "edit-redo-symbolic" },
  { "win.calendars", N_ ("Opening Hours and Holidays…"), SECTION_EDIT, NULL, NULL, 0, "x-office-calendar-symbolic" },
  { "win.windows", N_ ("Maintenance Windows and Freezes…"), SECTION_EDIT, NULL, NULL, 0, "rw-changes-symbolic" },
  { "win.calendar-feeds", N_ ("Calendar Feeds…"), SECTION_EDIT, NULL, NULL, 0, "rw-changes-symbolic" },
  { "win.change-templates", N_ ("Change Templates…"), SECTION_EDIT, NULL, NULL, 0, "rw-changes-symbolic" },
  { "win.risk-questions", N_ ("Questions on Risk…"), SECTION_EDIT, NULL, NULL, 0, "rw-changes-symbolic" },
  { "win.import-notice", N_ ("Import Carrier Notice…"), SECTION_EDIT, NULL, NULL, 0, "document-open-symbolic" },
  { "win.import-device-types", N_ ("Import Device Types…"), SECTION_EDIT, NULL, NULL, 0, "document-open-symbolic" },
  { "win.copy-address", N_ ("Copy the Record's Address"), SECTION_EDIT, "<Control><Shift>c", NULL, 0,
    "edit-copy-symbolic" },
};

/**
 * rw_shell_actions_init:
 *
 * Fills the table of actions: the shell's own, then each page's. Call it once GTK runs; again it does nothing.
 */
void
rw_shell_actions_init (void)
{
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  rw_actions_register (shell_actions, G_N_ELEMENTS (shell_actions));
  /* A page registers in class_init. */
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_type_class_unref (g_type_class_ref (pages[i].get_type ()));
}

/**
 * rw_shell_foresee:
 * @server_url: of the session that will be opened
 * @page_id: of the page that will be shown first
 *
 * Reads what that page will show, in another thread, before GTK runs. Does nothing for a page that has no use
 * for it.
 */
void
rw_shell_foresee (const char *server_url,
                  const char *state_dir,
                  const char *page_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].foresee != NULL && g_str_equal (pages[i].id, page_id))
      pages[i].foresee (server_url, state_dir);
}

guint
rw_shell_n_pages (void)
{
  return G_N_ELEMENTS (pages);
}

GType
rw_shell_page_type (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (pages), G_TYPE_INVALID);
  return pages[index].get_type ();
}

/**
 * rw_shell_page_action:
 *
 * Returns: the name of the action that goes to the page
 */
const char *
rw_shell_page_action (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (pages), NULL);
  return pages[index].action;
}
