/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-status-page.h"

/**
 * rw_status_page_add:
 * @stack: where it is shown
 * @name: its name in @stack
 * @icon_name: (nullable): symbolic icon over the title
 * @title: the state in a few words, for the person
 * @description: (nullable): what it means, or what to do next; markup, as #AdwStatusPage takes it
 *
 * Adds a page that stands in for the content of a view: empty, nothing found, failed.
 *
 * Returns: (transfer none): the page, which @stack owns
 */
AdwStatusPage *
rw_status_page_add (GtkStack   *stack,
                    const char *name,
                    const char *icon_name,
                    const char *title,
                    const char *description)
{
  AdwStatusPage *page;

  g_return_val_if_fail (GTK_IS_STACK (stack), NULL);

  page = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (page, icon_name);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
  gtk_stack_add_named (stack, GTK_WIDGET (page), name);
  return page;
}

/**
 * rw_status_page_add_loading:
 * @stack: where it is shown
 * @title: what is being done, for the person
 *
 * Adds the page "loading", with a spinner that turns while the page is seen.
 *
 * Returns: (transfer none): the page, which @stack owns
 */
AdwStatusPage *
rw_status_page_add_loading (GtkStack   *stack,
                            const char *title)
{
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;
  AdwStatusPage *page;

  g_return_val_if_fail (GTK_IS_STACK (stack), NULL);

  page = rw_status_page_add (stack, "loading", NULL, title, NULL);
  spinner = adw_spinner_paintable_new (GTK_WIDGET (page));
  adw_status_page_set_paintable (page, GDK_PAINTABLE (spinner));
  return page;
}
