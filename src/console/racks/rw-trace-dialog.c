/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trace-dialog.h"

#include <glib/gi18n.h>

#include "rw-racks-cables.h"
#include "rw-trace-path.h"
#include "rw-trace-words.h"

/* So many ports without a cable are named in the list; the copied text names them all. */
#define MOST_UNPLUGGED 16

enum
{
  SECTION_POWER,
  SECTION_NETWORK,
  SECTION_PATCH,
  SECTION_CONSOLE,
  SECTION_UNPLUGGED,
};

struct _RwTraceDialog
{
  RwWiringDialog parent_instance;

  RwKind kind;
  RwId id;
};

G_DEFINE_FINAL_TYPE (RwTraceDialog, rw_trace_dialog, RW_TYPE_WIRING_DIALOG)

static guint
section_of (RwPortType type)
{
  switch (type)
    {
    case RW_PORT_TYPE_POWER_INLET:
    case RW_PORT_TYPE_POWER_OUTLET:
      return SECTION_POWER;
    case RW_PORT_TYPE_PATCH_FRONT:
    case RW_PORT_TYPE_PATCH_REAR:
      return SECTION_PATCH;
    case RW_PORT_TYPE_CONSOLE:
      return SECTION_CONSOLE;
    default:
      return SECTION_NETWORK;
    }
}

static RwWiringRow *
way_row_new (const RwWiring *wiring, guint index)
{
  g_autoptr (GArray) hops = rw_trace_hops (wiring, index);
  const RwWirePort *port = &wiring->ports[index];
  const RwTraceHop *first = &g_array_index (hops, RwTraceHop, 0);
  const RwWireCable *cable = &wiring->cables[port->cable];
  double metres = rw_trace_length (wiring, hops);
  /* The way of a port in the middle begins at the other end. */
  gboolean begins_here = first->port == (int) index;
  g_autofree char *line = rw_trace_line (wiring, hops, begins_here ? 1 : 0),
                  *length = metres > 0 ? rw_trace_length_text (metres) : NULL, *aside = NULL;
  const char *colour = rw_cable_colour_label (cable->colour);
  g_autoptr (GString) words = g_string_new (colour);
  RwWiringRowInfo info = { .section = section_of (port->type),
                           .status = -1,
                           .title = port->name,
                           .detail = *line != '\0' ? line : _ ("Nobody recorded where it ends"),
                           .colour = cable->colour,
                           .has_cable = TRUE,
                           .index = index,
                           .kind = RW_KIND_PORT,
                           .id = port->id };

  if (cable->label != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", cable->label);
  if (length != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", length);
  info.aside = words->str;
  return rw_wiring_row_new (&info);
}

/* --- A whole device ---------------------------------------------------------------------------------- */

static void
add_unplugged (GPtrArray *rows, const RwWiring *wiring, guint system)
{
  g_autoptr (GPtrArray) names = rw_trace_unplugged (wiring, system);
  g_autofree char *title = NULL, *text = NULL;

  if (names->len == 0)
    return;
  title = g_strdup_printf (ngettext ("%u port is not plugged in", "%u ports are not plugged in",
                                     names->len),
                           names->len);
  text = rw_trace_unplugged_text (names, MOST_UNPLUGGED);
  g_ptr_array_add (rows,
                   rw_wiring_row_new (&(RwWiringRowInfo) {
                     .section = SECTION_UNPLUGGED, .status = -1, .title = title, .detail = text }));
}

static void
show_system (RwTraceDialog *self, const RwWiring *wiring, guint system)
{
  g_autoptr (GArray) ports = rw_trace_plugged (wiring, system);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const RwWireSystem *of = &wiring->systems[system];
  g_autofree char *heading = NULL;

  if (ports->len == 0)
    {
      heading = g_strdup_printf (_ ("No Cable Is Recorded at %s"), of->name);
      rw_wiring_dialog_show_calm (RW_WIRING_DIALOG (self), "network-wired-disconnected-symbolic",
                                  heading,
                                  of->n_ports == 0 ? _ ("It has no ports.")
                                                   : _ ("None of its ports is plugged in."));
      return;
    }
  for (guint i = 0; i < ports->len; i++)
    g_ptr_array_add (rows, way_row_new (wiring, g_array_index (ports, guint, i)));
  add_unplugged (rows, wiring, system);
  /* Translators: a number of cables, a device */
  heading =
    g_strdup_printf (ngettext ("%u cable leads from %s", "%u cables lead from %s", ports->len),
                     ports->len, of->name);
  rw_wiring_dialog_show_rows (RW_WIRING_DIALOG (self), heading,
                              of->rack >= 0 ? wiring->racks[of->rack].name : "", rows);
}

static void
go_cb (gpointer data, RwKind kind, const RwId *id)
{
  rw_wiring_dialog_go_to (data, kind, id);
}

static int
find_system (RwTraceDialog *self, const RwWiring *wiring)
{
  int index = rw_wiring_find (wiring, &self->id);

  return index >= 0 && index < (int) wiring->n_systems &&
             rw_id_equal (&wiring->systems[index].id, &self->id)
           ? index
           : -1;
}

static int
find_port (RwTraceDialog *self, const RwWiring *wiring)
{
  int index = rw_wiring_find (wiring, &self->id);

  return index >= 0 && index < (int) wiring->n_ports &&
             rw_id_equal (&wiring->ports[index].id, &self->id)
           ? index
           : -1;
}

/* The same ways, drawn where they are. */
static void
show_cb (RwTraceDialog *self)
{
  RwPage *page = rw_wiring_dialog_get_page (RW_WIRING_DIALOG (self));

  if (page != NULL)
    rw_racks_cables_show (RW_RACKS_PAGE (page), &self->id);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rw_trace_dialog_fill (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  RwTraceDialog *self = RW_TRACE_DIALOG (dialog);
  int index = self->kind == RW_KIND_PORT ? find_port (self, answer->wiring)
                                         : find_system (self, answer->wiring);

  if (index < 0)
    rw_wiring_dialog_show_calm (dialog, "dialog-question-symbolic", _ ("It Is Not There Anymore"),
                                _ ("It was removed meanwhile, and its cables with it."));
  else if (self->kind == RW_KIND_PORT)
    rw_wiring_dialog_show_widget (dialog,
                                  rw_trace_path_new (answer->wiring, (guint) index, go_cb, self));
  else
    show_system (self, answer->wiring, (guint) index);
}

static char *
rw_trace_dialog_dup_text (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  RwTraceDialog *self = RW_TRACE_DIALOG (dialog);

  if (self->kind == RW_KIND_PORT)
    {
      int port = find_port (self, answer->wiring);
      g_autoptr (GArray) hops = port >= 0 ? rw_trace_hops (answer->wiring, (guint) port) : NULL;

      return hops != NULL ? rw_trace_path_text (answer->wiring, hops) : NULL;
    }
  else
    {
      int system = find_system (self, answer->wiring);

      return system >= 0 ? rw_trace_system_text (answer->wiring, (guint) system) : NULL;
    }
}

static const char *
rw_trace_dialog_section_label (RwWiringDialog *dialog,
                               const RwWiringAnswer *answer,
                               const RwWiringRowInfo *first)
{
  switch (first->section)
    {
    case SECTION_POWER:
      return C_ ("ports", "Power");
    case SECTION_NETWORK:
      return C_ ("ports", "Network");
    case SECTION_PATCH:
      return _ ("Patch panel");
    case SECTION_CONSOLE:
      return C_ ("ports", "Console");
    default:
      return C_ ("ports", "Free");
    }
}

static void
rw_trace_dialog_activate (RwWiringDialog *dialog,
                          const RwWiringAnswer *answer,
                          const RwWiringRowInfo *row)
{
  const RwWirePort *port = &answer->wiring->ports[row->index];
  g_autofree char *title =
    g_strdup_printf ("%s · %s", answer->wiring->systems[port->system].name, port->name);

  rw_wiring_dialog_push (dialog, title,
                         rw_trace_path_new (answer->wiring, row->index, go_cb, dialog));
}

static void
rw_trace_dialog_class_init (RwTraceDialogClass *klass)
{
  RwWiringDialogClass *dialog_class = RW_WIRING_DIALOG_CLASS (klass);

  dialog_class->fill = rw_trace_dialog_fill;
  dialog_class->dup_text = rw_trace_dialog_dup_text;
  dialog_class->section_label = rw_trace_dialog_section_label;
  dialog_class->activate = rw_trace_dialog_activate;
}

static void
rw_trace_dialog_init (RwTraceDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Cables"));
}

/**
 * rw_trace_dialog_can:
 *
 * Returns: whether the cables of a record of this kind can be followed
 */
gboolean
rw_trace_dialog_can (RwKind kind)
{
  return kind == RW_KIND_DEVICE || kind == RW_KIND_PORT;
}

/**
 * rw_trace_dialog_new:
 * @page: that is asked from
 * @kind: for which rw_trace_dialog_can() says yes
 * @id: the device or port
 */
AdwDialog *
rw_trace_dialog_new (RwPage *page, RwKind kind, const RwId *id)
{
  RwTraceDialog *self;
  RwWiringQuestion question = { .type = RW_WIRING_ALONE };

  g_return_val_if_fail (rw_trace_dialog_can (kind), NULL);
  self = g_object_new (RW_TYPE_TRACE_DIALOG, NULL);
  self->kind = kind;
  self->id = *id;
  if (kind == RW_KIND_DEVICE)
    rw_wiring_dialog_set_filter (RW_WIRING_DIALOG (self), _ ("Port, system or cable"));
  if (kind == RW_KIND_DEVICE && RW_IS_RACKS_PAGE (page))
    rw_wiring_dialog_add_button (RW_WIRING_DIALOG (self), _ ("_Show over the Racks"),
                                 "<Control><Shift>t", G_CALLBACK (show_cb));
  rw_wiring_dialog_load (RW_WIRING_DIALOG (self), page, &question);
  return ADW_DIALOG (self);
}
