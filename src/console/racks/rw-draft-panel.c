/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-panel.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-draft-words.h"

struct _RwDraftPanel
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwToggleGroup *times;
  GtkLabel *heading;
  GtkListBox *list;
  GtkWidget *undo, *redo;
  GtkWidget *discard, *make;
  gboolean setting; /* the toggles change because of us */
};

enum
{
  REMOVE,
  REVEAL,
  BEFORE,
  UNDO,
  MOVE_TO,
  DISCARD,
  MAKE,
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDraftPanel, rw_draft_panel, ADW_TYPE_BIN)

static GQuark
device_quark (void)
{
  return g_quark_from_static_string ("rw-draft-device");
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static const RwId *
device_of (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_qdata (G_OBJECT (row), device_quark ()) : NULL;
}

static void
remove_clicked_cb (GtkButton *button, RwDraftPanel *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  RwId id = *device_of (GTK_LIST_BOX_ROW (row));

  g_signal_emit (self, signals[REMOVE], 0, &id);
}

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_finding (GtkWidget *box,
             GString *sentence,
             const RwDraftAnswer *answer,
             const RwMoveFinding *finding)
{
  gboolean stuck = finding->rule < RW_MOVE_N_ERRORS;
  g_autofree char *text = rw_draft_finding (answer, finding);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *icon = gtk_image_new_from_icon_name (stuck ? "dialog-error-symbolic"
                                                        : "dialog-warning-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, stuck ? "error" : "warning");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), new_line (text, "caption"));
  gtk_box_append (GTK_BOX (box), line);
  /* Translators: what is read out of a planned move that cannot be done, or that somebody has to think about */
  g_string_append_printf (sentence, stuck ? _ (". Cannot: %s") : _ (". Warning: %s"), text);
}

static GtkWidget *
new_row (RwDraftPanel *self, const RwDraftAnswer *answer, guint index)
{
  const RwMovePlan *plan = answer->plan;
  const char *name = rw_draft_device (plan, index);
  g_autofree char *from = rw_draft_from (plan, index), *to = rw_draft_to (plan, index),
                  *route = g_strdup_printf ("%s → %s", from, to), *tip = NULL;
  /* Translators: what is read out of a planned move: a device, from a place, to a place */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, from %s to %s"), name, from, to);
  g_autoptr (GString) sentence = g_string_new (spoken);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *away = gtk_button_new_from_icon_name ("list-remove-symbolic"), *title;

  title = new_line (name, NULL);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), new_line (route, "caption"));
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, i);

      if (finding->move == index)
        add_finding (box, sentence, answer, finding);
    }
  /* Translators: a device */
  tip = g_strdup_printf (_ ("Leave %s where it is"), name);
  gtk_widget_add_css_class (away, "flat");
  gtk_widget_set_valign (away, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (away, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (away), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_signal_connect_object (away, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (line), box);
  gtk_box_append (GTK_BOX (line), away);
  gtk_widget_add_css_class (line, "rw-wiring-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence->str, -1);
  g_object_set_qdata_full (G_OBJECT (row), device_quark (),
                           rw_id_copy (&plan->moves[index].move.device), g_free);
  return row;
}

/* Which of the rows has the focus, itself or by its button; -1 for none. */
static int
focused_row (RwDraftPanel *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focus != NULL && GTK_IS_LIST_BOX_ROW (focus)
           ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus))
           : -1;
}

/* --- What the person does -------------------------------------------------------------------------- */

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RwDraftPanel *self)
{
  RwId id = *device_of (row);

  g_signal_emit (self, signals[REVEAL], 0, &id);
}

static void
time_chosen_cb (AdwToggleGroup *times, GParamSpec *pspec, RwDraftPanel *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[BEFORE], 0, adw_toggle_group_get_active (times) == 0);
}

static void
undo_clicked_cb (GtkWidget *button, RwDraftPanel *self)
{
  g_signal_emit (self, signals[UNDO], 0, button == self->redo);
}

static void
emit_cb (GtkWidget *button, gpointer user_data)
{
  g_signal_emit (gtk_widget_get_ancestor (button, RW_TYPE_DRAFT_PANEL),
                 signals[GPOINTER_TO_UINT (user_data)], 0);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  g_signal_emit (widget, signals[CLOSE], 0);
  return TRUE;
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  RwDraftPanel *self = RW_DRAFT_PANEL (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, focused_row (self));
  RwId id;

  if (focused_row (self) < 0 || row == NULL)
    return FALSE;
  id = *device_of (row);
  g_signal_emit (self, signals[REMOVE], 0, &id);
  return TRUE;
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static GtkWidget *
icon_button (const char *icon_name, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static GtkWidget *
make_head (RwDraftPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *title = gtk_label_new (_ ("Planned Moves")),
            *away = icon_button ("window-close-symbolic", _ ("Close; the draft is kept (Esc)"));

  self->undo = icon_button ("edit-undo-symbolic", _ ("Undo in the draft (Ctrl+Z)"));
  self->redo = icon_button ("edit-redo-symbolic", _ ("Do again in the draft (Ctrl+Shift+Z)"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_hexpand (title, TRUE);
  g_signal_connect_object (self->undo, "clicked", G_CALLBACK (undo_clicked_cb), self, 0);
  g_signal_connect_object (self->redo, "clicked", G_CALLBACK (undo_clicked_cb), self, 0);
  g_signal_connect (away, "clicked", G_CALLBACK (emit_cb), GUINT_TO_POINTER (CLOSE));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->undo);
  gtk_box_append (GTK_BOX (box), self->redo);
  gtk_box_append (GTK_BOX (box), away);
  gtk_widget_add_css_class (box, "rw-place-part");
  return box;
}

static GtkWidget *
make_times (RwDraftPanel *self)
{
  static const char *const labels[] = { NC_ ("moves", "Before"), NC_ ("moves", "After") };

  self->times = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, g_dpgettext2 (NULL, "moves", labels[i]));
      adw_toggle_group_add (self->times, toggle);
    }
  adw_toggle_group_set_homogeneous (self->times, TRUE);
  adw_toggle_group_set_active (self->times, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->times), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The racks before or after the moves"), -1);
  g_signal_connect_object (self->times, "notify::active", G_CALLBACK (time_chosen_cb), self, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->times), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->times), 12);
  return GTK_WIDGET (self->times);
}

static GtkWidget *
make_list (RwDraftPanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "rw-wiring-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_buttons (RwDraftPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *to = gtk_button_new_with_mnemonic (_ ("Move _To…"));

  self->discard = gtk_button_new_with_mnemonic (_ ("_Discard All…"));
  self->make = gtk_button_new_with_mnemonic (_ ("Make a _Change…"));
  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  gtk_widget_add_css_class (self->make, "suggested-action");
  gtk_widget_set_tooltip_text (
    to, _ ("Move the selected device to a rack and unit, also at another site"));
  g_signal_connect (to, "clicked", G_CALLBACK (emit_cb), GUINT_TO_POINTER (MOVE_TO));
  g_signal_connect (self->discard, "clicked", G_CALLBACK (emit_cb), GUINT_TO_POINTER (DISCARD));
  g_signal_connect (self->make, "clicked", G_CALLBACK (emit_cb), GUINT_TO_POINTER (MAKE));
  gtk_box_append (GTK_BOX (line), to);
  gtk_box_append (GTK_BOX (line), self->discard);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->make);
  gtk_widget_add_css_class (box, "rw-place-part");
  return box;
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_draft_panel_class_init (RwDraftPanelClass *klass)
{
  static const struct
  {
    const char *name;
    gboolean with_id, with_flag;
  } specs[N_SIGNALS] = {
    [REMOVE] = { "remove", TRUE, FALSE },    [REVEAL] = { "reveal", TRUE, FALSE },
    [BEFORE] = { "before", FALSE, TRUE },    [UNDO] = { "undo", FALSE, TRUE },
    [MOVE_TO] = { "move-to", FALSE, FALSE }, [DISCARD] = { "discard", FALSE, FALSE },
    [MAKE] = { "make", FALSE, FALSE },       [CLOSE] = { "close", FALSE, FALSE },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  for (guint i = 0; i < N_SIGNALS; i++)
    {
      GType argument = specs[i].with_id ? G_TYPE_POINTER : G_TYPE_BOOLEAN;

      signals[i] = g_signal_newv (specs[i].name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, NULL,
                                  NULL, NULL, NULL, G_TYPE_NONE,
                                  specs[i].with_id || specs[i].with_flag ? 1 : 0, &argument);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
}

static void
rw_draft_panel_init (RwDraftPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *clamp = adw_clamp_new (),
            *empty = adw_status_page_new ();

  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_times (self));
  self->heading = GTK_LABEL (new_line (NULL, "heading"));
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "rw-place-part");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "rw-racks-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Move Systems Without Moving Them"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (empty),
    _ (
      "Drag systems to where they are to stand, or press M. Nothing changes until you make a change of it."));
  gtk_widget_add_css_class (empty, "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-place-panel");
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Planned Moves"), -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 360);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 360);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

/* --- For the page ---------------------------------------------------------------------------------- */

GtkWidget *
rw_draft_panel_new (void)
{
  return g_object_new (RW_TYPE_DRAFT_PANEL, NULL);
}

/**
 * rw_draft_panel_show:
 * @answer: the draft as it was checked last
 *
 * Lists the moves with what was found, and says how many there are.
 */
void
rw_draft_panel_show (RwDraftPanel *self, const RwDraftAnswer *answer)
{
  const RwMovePlan *plan = answer->plan;
  g_autofree char *heading = rw_draft_heading (plan);
  int focused = focused_row (self);
  gboolean said = g_strcmp0 (gtk_label_get_label (self->heading), heading) != 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < plan->n_moves; i++)
    gtk_list_box_append (self->list, new_row (self, answer, i));
  if (focused >= 0 && plan->n_moves > 0)
    gtk_widget_grab_focus (GTK_WIDGET (
      gtk_list_box_get_row_at_index (self->list, MIN (focused, (int) plan->n_moves - 1))));
  else if (focused >= 0)
    rw_draft_panel_grab (self);
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  gtk_stack_set_visible_child_name (self->stack, plan->n_moves > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->discard, plan->n_moves > 0);
  gtk_widget_set_sensitive (self->make, plan->n_moves > 0 && plan->n_errors == 0);
  gtk_widget_set_tooltip_text (self->make, plan->n_errors > 0
                                             ? _ ("Not while one of the moves cannot be done")
                                             : NULL);
  if (said)
    rw_announce (GTK_WIDGET (self), heading);
}

/**
 * rw_draft_panel_set_draft:
 *
 * Which steps can be taken back.
 */
void
rw_draft_panel_set_draft (RwDraftPanel *self, const RwMoveDraft *draft)
{
  gtk_widget_set_sensitive (self->undo, rw_move_draft_can_undo (draft, FALSE));
  gtk_widget_set_sensitive (self->redo, rw_move_draft_can_undo (draft, TRUE));
}

/**
 * rw_draft_panel_set_error:
 * @message: why the draft could not be checked
 */
void
rw_draft_panel_set_error (RwDraftPanel *self, const char *message)
{
  gtk_label_set_label (self->heading, message);
  gtk_widget_set_sensitive (self->make, FALSE);
}

void
rw_draft_panel_set_before (RwDraftPanel *self, gboolean before)
{
  self->setting = TRUE;
  adw_toggle_group_set_active (self->times, before ? 0 : 1);
  self->setting = FALSE;
}

void
rw_draft_panel_grab (RwDraftPanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->times));
}

const char *
rw_draft_panel_get_heading (RwDraftPanel *self)
{
  return gtk_label_get_label (self->heading);
}
