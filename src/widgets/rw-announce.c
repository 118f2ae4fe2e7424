/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-announce.h"

/* GTK 4.18 calls a null pointer when the accessibility backend is the one for tests (GTK_A11Y=test), which
 * cannot announce; there nothing happens. */
static void
announce (GtkWidget *widget, const char *message, GtkAccessibleAnnouncementPriority priority)
{
  g_autoptr (GtkATContext) context = NULL;

  if (message == NULL || message[0] == '\0')
    return;
  context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (widget));
  if (context == NULL || g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkTestATContext"))
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message, priority);
}

/**
 * rw_announce:
 * @message: (nullable): one sentence; nothing is said for %NULL or an empty one
 *
 * Has an outcome read out.
 */
void
rw_announce (GtkWidget *widget, const char *message)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  announce (widget, message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * rw_announce_urgent:
 * @message: (nullable): one sentence; nothing is said for %NULL or an empty one
 *
 * The same for what the person waits for or must not miss: it breaks in on what is being read out.
 */
void
rw_announce_urgent (GtkWidget *widget, const char *message)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  announce (widget, message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
