/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-cables.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-trace-words.h"
#include "rw-wiring-loader.h"

/* The cables of a device over the racks: every one on the way to where its ports lead in the end. */

/* --- What is drawn ---------------------------------------------------------------------------------- */

static void
set_end (RwRackCableEnd *end, const RwWiring *wiring, int port, int feed)
{
  const RwWirePort *p;
  const RwWireSystem *system;

  if (port < 0)
    {
      const RwWireFeed *of = &wiring->feeds[feed];

      *end = (RwRackCableEnd){ of->rack_id, of->leg == RW_FEED_LEG_B ? 0.75 : 0.25,
                               g_strdup (of->name) };
      return;
    }
  p = &wiring->ports[port];
  system = &wiring->systems[p->system];
  *end = (RwRackCableEnd){ system->id,
                           (port - (int) system->first_port + 0.5) / MAX (1, system->n_ports),
                           g_strdup (p->name) };
}

static void
add_cable (GArray *cables, const RwWiring *wiring, const RwTraceHop *from, const RwTraceHop *to)
{
  RwRackCable cable = { .color = { 0.6f, 0.6f, 0.6f, 1 } };

  if ((from->port < 0 && from->feed < 0) || (to->port < 0 && to->feed < 0))
    return;
  rw_cable_colour_parse (wiring->cables[from->cable].colour, &cable.color);
  set_end (&cable.ends[0], wiring, from->other >= 0 ? from->other : from->port, from->feed);
  set_end (&cable.ends[1], wiring, to->port, to->feed);
  g_array_append_val (cables, cable);
}

/**
 * rw_racks_cables_of:
 * @system: index
 *
 * Returns: (transfer full) (element-type RwRackCable): every cable on the ways from its ports, each once
 */
GArray *
rw_racks_cables_of (const RwWiring *wiring, guint system)
{
  g_autoptr (GArray) ports = rw_trace_plugged (wiring, system);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GArray *cables = rw_rack_cables_new ();

  for (guint i = 0; i < ports->len; i++)
    {
      g_autoptr (GArray) hops = rw_trace_hops (wiring, g_array_index (ports, guint, i));

      for (guint h = 0; h + 1 < hops->len; h++)
        {
          const RwTraceHop *hop = &g_array_index (hops, RwTraceHop, h);

          if (hop->cable >= 0 && g_hash_table_add (seen, GINT_TO_POINTER (hop->cable + 1)))
            add_cable (cables, wiring, hop, hop + 1);
        }
    }
  return cables;
}

/* --- The bar ----------------------------------------------------------------------------------------- */

/**
 * rw_racks_cables_bar_new:
 *
 * Returns: (transfer floating): a revealer that says whose cables are shown, and ends it
 */
GtkWidget *
rw_racks_cables_bar_new (RwRacksPage *self)
{
  GtkWidget *revealer = gtk_revealer_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->cables_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->cables_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (close, _ ("Hide the Cables (Esc)"));
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_add_css_class (box, "osd");
  gtk_widget_add_css_class (box, "toolbar");
  g_signal_connect_object (close, "clicked", G_CALLBACK (rw_racks_cables_hide), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->cables_label);
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_revealer_set_transition_type (GTK_REVEALER (revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (GTK_REVEALER (revealer), box);
  gtk_widget_set_halign (revealer, GTK_ALIGN_START);
  gtk_widget_set_valign (revealer, GTK_ALIGN_END);
  self->cables_bar = revealer;
  return revealer;
}

/**
 * rw_racks_cables_update:
 *
 * Says what is shown now; when Escape ended it, nothing.
 */
void
rw_racks_cables_update (RwRacksPage *self)
{
  guint drawn, n = rw_rack_canvas_count_cables (self->canvas, &drawn);
  g_autoptr (GString) words = NULL;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->cables_bar), n > 0);
  gtk_widget_set_can_target (self->cables_bar, n > 0);
  if (n == 0)
    {
      if (self->cables_of_name != NULL && !self->cables_loading)
        g_clear_pointer (&self->cables_of_name, g_free);
      return;
    }
  words = g_string_new (NULL);
  /* Translators: a number of cables, a device */
  g_string_append_printf (words,
                          ngettext ("%u cable on the ways from %s", "%u cables on the ways from %s",
                                    n),
                          n, self->cables_of_name);
  if (drawn < n)
    g_string_append_printf (words,
                            ngettext (" · %u leads elsewhere", " · %u lead elsewhere", n - drawn),
                            n - drawn);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->cables_label)), words->str) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->cables_label), words->str);
  rw_announce (self->cables_label, words->str);
}

/* --- Reading ------------------------------------------------------------------------------------------ */

static void load (RwRacksPage *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRacksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwWiringAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);
  GArray *cables;
  int index;

  self->cables_loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&answer, rw_wiring_answer_free);
      return;
    }
  if (answer == NULL)
    {
      rw_page_toast (RW_PAGE (self), error->message);
      return;
    }
  if (self->cables_stale)
    {
      rw_wiring_answer_free (answer);
      load (self);
      return;
    }
  index = rw_wiring_find (answer->wiring, &self->cables_of);
  if (index < 0 || index >= (int) answer->wiring->n_systems ||
      !rw_id_equal (&answer->wiring->systems[index].id, &self->cables_of))
    {
      rw_rack_canvas_set_cables (self->canvas, NULL);
      rw_page_toast (RW_PAGE (self), _ ("It is not there anymore"));
    }
  else
    {
      g_set_str (&self->cables_of_name, answer->wiring->systems[index].name);
      cables = rw_racks_cables_of (answer->wiring, (guint) index);
      if (cables->len == 0)
        {
          g_autofree char *none =
            g_strdup_printf (_ ("No cable is recorded at %s"), self->cables_of_name);

          g_clear_pointer (&cables, g_array_unref);
          rw_page_toast (RW_PAGE (self), none);
        }
      rw_rack_canvas_set_cables (self->canvas, cables);
    }
  rw_racks_cables_update (self);
  rw_wiring_answer_free (answer);
}

static void
load (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  RwWiringQuestion *question;

  self->cables_stale = self->cables_loading;
  if (self->cables_loading || session == NULL)
    return;
  self->cables_loading = TRUE;
  question = g_new0 (RwWiringQuestion, 1);
  question->type = RW_WIRING_ALONE;
  rw_session_read_async (session, rw_wiring_read, question, g_free, rw_wiring_answer_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

/**
 * rw_racks_cables_show:
 *
 * Shows the cables of a device over the racks, and where they lead; again for the same hides them.
 */
void
rw_racks_cables_show (RwRacksPage *self, const RwId *device)
{
  if (rw_rack_canvas_count_cables (self->canvas, NULL) > 0 &&
      rw_id_equal (device, &self->cables_of))
    {
      rw_racks_cables_hide (self);
      return;
    }
  self->cables_of = *device;
  load (self);
}

void
rw_racks_cables_hide (RwRacksPage *self)
{
  rw_rack_canvas_set_cables (self->canvas, NULL);
  rw_racks_cables_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
rw_racks_cables_data_changed (RwRacksPage *self, const RwChangeSet *changes)
{
  const guint64 kinds = RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_PORT) |
                        RW_KIND_BIT (RW_KIND_CABLE) | RW_KIND_BIT (RW_KIND_POWER_FEED);

  if ((changes->kinds & kinds) != 0 && rw_rack_canvas_count_cables (self->canvas, NULL) > 0)
    load (self);
}
