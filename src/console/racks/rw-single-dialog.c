/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-single-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-loss-words.h"
#include "rw-save.h"
#include "rw-text.h"

struct _RwSingleDialog
{
  RwWiringDialog parent_instance;
};

G_DEFINE_FINAL_TYPE (RwSingleDialog, rw_single_dialog, RW_TYPE_WIRING_DIALOG)

/* --- Rows ------------------------------------------------------------------------------------------ */

/* By service, those without one last; rw_loss_single() has them by name. */
static int
compare_services (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RwWiring *wiring = user_data;
  int x = wiring->systems[(*(const RwSingleCord *const *) a)->system].service,
      y = wiring->systems[(*(const RwSingleCord *const *) b)->system].service, order;

  if (x == y || x < 0 || y < 0)
    return (x < 0) - (y < 0);
  order = rw_text_collate (wiring->services[x].name, wiring->services[y].name);
  return order != 0 ? order : x - y;
}

static void
rw_single_dialog_fill (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  const RwWiring *wiring = answer->wiring;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref),
                        singles = g_ptr_array_new ();
  g_autofree char *heading = NULL;
  guint section = 0;

  if (answer->singles->len == 0)
    {
      rw_wiring_dialog_show_calm (
        dialog, "object-select-symbolic", _ ("No System Hangs on a Single Cord"),
        _ ("Every system whose cords are recorded has two of them, on two feeds."));
      return;
    }
  for (guint i = 0; i < answer->singles->len; i++)
    g_ptr_array_add (singles, &g_array_index (answer->singles, RwSingleCord, i));
  g_ptr_array_sort_with_data (singles, compare_services, (gpointer) wiring);
  for (guint i = 0; i < singles->len; i++)
    {
      const RwSingleCord *single = g_ptr_array_index (singles, i);
      const RwWireSystem *system = &wiring->systems[single->system];
      g_autofree char *reason = rw_single_reason (wiring, single);
      RwWiringRowInfo info = { .status = -1,
                               .title = system->name,
                               .detail = reason,
                               .index = single->system,
                               .kind = system->kind,
                               .id = system->id };

      if (i > 0 &&
          wiring->systems[((const RwSingleCord *) g_ptr_array_index (singles, i - 1))->system]
              .service != system->service)
        section++;
      info.section = section;
      info.aside = system->rack >= 0 ? wiring->racks[system->rack].name : NULL;
      g_ptr_array_add (rows, rw_wiring_row_new (&info));
    }
  heading = rw_singles_heading (answer->singles);
  rw_wiring_dialog_show_rows (dialog, heading,
                              _ ("Either they have one cord, or all of them come from one feed."),
                              rows);
}

static char *
rw_single_dialog_dup_text (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  return rw_singles_to_text (answer->wiring, answer->singles);
}

static const char *
rw_single_dialog_section_label (RwWiringDialog *dialog,
                                const RwWiringAnswer *answer,
                                const RwWiringRowInfo *first)
{
  RwSingleCord single = { .system = first->index };

  return rw_single_service (answer->wiring, &single);
}

/* --- Export ---------------------------------------------------------------------------------------- */

/* Returns: (transfer full) (nullable): what is written, NULL for nothing */
static GBytes *
make_csv (RwSingleDialog *self)
{
  const RwWiringAnswer *answer = rw_wiring_dialog_get_answer (RW_WIRING_DIALOG (self));
  char *text;

  if (answer == NULL)
    return NULL;
  text = rw_singles_to_csv (answer->wiring, answer->singles);
  return g_bytes_new_take (text, strlen (text));
}

static void
export_cb (RwSingleDialog *self)
{
  g_autoptr (GBytes) bytes = make_csv (self);
  const char *title = _ ("Export Single Cords");

  if (bytes != NULL)
    rw_save_as (GTK_WIDGET (self), title,
                /* Translators: the name of a file */
                _ ("single-cords.csv"), bytes, rw_wiring_dialog_tell);
}

static void
rw_single_dialog_class_init (RwSingleDialogClass *klass)
{
  RwWiringDialogClass *dialog_class = RW_WIRING_DIALOG_CLASS (klass);

  dialog_class->fill = rw_single_dialog_fill;
  dialog_class->dup_text = rw_single_dialog_dup_text;
  dialog_class->section_label = rw_single_dialog_section_label;
}

static void
rw_single_dialog_init (RwSingleDialog *self)
{
  RwWiringDialog *dialog = RW_WIRING_DIALOG (self);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("Single Cords"));
  rw_wiring_dialog_set_filter (dialog, _ ("System, feed or rack"));
  rw_wiring_dialog_add_button (dialog, _ ("_Export as CSV…"), "<Control>s", G_CALLBACK (export_cb));
}

/**
 * rw_single_dialog_new:
 * @page: that is asked from
 */
AdwDialog *
rw_single_dialog_new (RwPage *page)
{
  RwSingleDialog *self = g_object_new (RW_TYPE_SINGLE_DIALOG, NULL);
  RwWiringQuestion question = { .type = RW_WIRING_SINGLES };

  rw_wiring_dialog_load (RW_WIRING_DIALOG (self), page, &question);
  return ADW_DIALOG (self);
}

/**
 * rw_single_dialog_export:
 * @file: is replaced
 *
 * Writes the report as CSV; a toast says whether that worked.
 *
 * Returns: whether there was something to write
 */
gboolean
rw_single_dialog_export (RwSingleDialog *self, GFile *file)
{
  g_autoptr (GBytes) bytes = make_csv (self);

  if (bytes != NULL)
    rw_save_to (GTK_WIDGET (self), file, bytes, rw_wiring_dialog_tell);
  return bytes != NULL;
}
