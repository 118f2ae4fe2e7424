/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-checklists.h"

#include <glib/gi18n.h>

#include "rules/rw-checklist.h"
#include "rw-ask-name.h"
#include "rw-clock.h"
#include "rw-format.h"

static const char style[] = "list.rw-checklist { background: none; }\n"
                            "list.rw-checklist row { padding: 3px 2px; border-radius: 6px; }\n";

struct _RwTicketChecklists
{
  GtkBox parent_instance;

  GPtrArray *lists; /* of GtkListBox: each with its RwTicketChecklist as "rw-list"; not owned */
  GPtrArray *shown; /* (nullable): of RwTicketChecklist */
  RwId me;
  gboolean may_edit;
};

enum
{
  SIGNAL_SUBMIT,
  SIGNAL_ADD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketChecklists, rw_ticket_checklists, GTK_TYPE_BOX)

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static RwTicketChecklists *
owner_of (gpointer widget)
{
  return RW_TICKET_CHECKLISTS (gtk_widget_get_ancestor (widget, RW_TYPE_TICKET_CHECKLISTS));
}

/* @edits becomes the signal's. */
static void
submit (RwTicketChecklists *self,
        GPtrArray          *edits,
        const char         *label)
{
  g_autoptr (GPtrArray) owned = edits;

  if (owned->len > 0 && self->may_edit)
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0, owned, label);
}

static void
submit_one (RwTicketChecklists *self,
            RwEdit             *edit,
            const char         *label)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  submit (self, edits, label);
}

static const RwTicketChecklist *
list_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX)),
                            "rw-list");
}

static RwRecord *
item_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "rw-item");
}

static const char *
title_of (RwRecord *item)
{
  const char *title = rw_record_get_text (item, RW_CHECKLIST_ITEM_TITLE);

  return title != NULL ? title : "";
}

/* --- What a person does ------------------------------------------------------------------------------ */

static void
activated_cb (GtkListBox    *box,
              GtkListBoxRow *row,
              gpointer       user_data)
{
  RwTicketChecklists *self = owner_of (box);
  RwRecord *item = item_of (row);
  gboolean done = item != NULL && rw_record_has (item, RW_CHECKLIST_ITEM_DONE_AT);
  g_autofree char *label = NULL;

  if (item == NULL)
    return;
  label = g_strdup_printf (done ? _ ("Not done: %s") : _ ("Done: %s"), title_of (item));
  submit_one (self, rw_checklist_tick (item, !done, &self->me, rw_clock_now ()), label);
}

static void
move_row (GtkListBoxRow *row,
          int            to)
{
  const RwTicketChecklist *list = list_of (GTK_WIDGET (row));
  int from = gtk_list_box_row_get_index (row);
  g_autofree char *label = g_strdup_printf (_ ("Move “%s”"), title_of (item_of (row)));

  if (to >= 0 && to < (int) list->items->len)
    submit (owner_of (row), rw_checklist_move (list->items, (guint) from, (guint) to), label);
}

static gboolean
move_shortcut_cb (GtkWidget *row,
                  GVariant  *step,
                  gpointer   user_data)
{
  move_row (GTK_LIST_BOX_ROW (row),
            gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + g_variant_get_int32 (step));
  return TRUE;
}

static gboolean
delete_shortcut_cb (GtkWidget *row,
                    GVariant  *args,
                    gpointer   user_data)
{
  RwRecord *item = item_of (row);
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), title_of (item));

  submit_one (owner_of (row),
              rw_edit_new (RW_OP_DELETE, RW_KIND_CHECKLIST_ITEM, rw_record_get_id (item)), label);
  return TRUE;
}

static void
renamed_cb (GtkWidget  *row,
            const char *name)
{
  RwRecord *item = item_of (row);
  RwEdit *edit;

  if (owner_of (row) == NULL || g_str_equal (name, title_of (item)))
    return;
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHECKLIST_ITEM, rw_record_get_id (item));
  rw_edit_set (edit, RW_CHECKLIST_ITEM_TITLE, rw_value_text (name));
  submit_one (owner_of (row), edit, name);
}

static gboolean
rename_shortcut_cb (GtkWidget *row,
                    GVariant  *args,
                    gpointer   user_data)
{
  rw_ask_name (row, _ ("Rename"), NULL, _ ("What is to be done"), title_of (item_of (row)),
               renamed_cb);
  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkWidget     *row)
{
  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *row)
{
  GtkListBoxRow *dragged = g_value_get_object (value);

  if (dragged == NULL ||
      gtk_widget_get_parent (GTK_WIDGET (dragged)) != gtk_widget_get_parent (row))
    return FALSE;
  move_row (dragged, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  return TRUE;
}

static void
entered_cb (GtkEntry   *entry,
            GtkListBox *box)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  const RwTicketChecklist *list = g_object_get_data (G_OBJECT (box), "rw-list");

  if (*title == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  submit_one (owner_of (entry),
              rw_checklist_add (rw_record_get_id (list->list), list->items, title), title);
}

static void
list_renamed_cb (GtkWidget  *box,
                 const char *name)
{
  const RwTicketChecklist *list = g_object_get_data (G_OBJECT (box), "rw-list");
  RwEdit *edit;

  if (owner_of (box) == NULL)
    return;
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHECKLIST, rw_record_get_id (list->list));
  rw_edit_set (edit, RW_CHECKLIST_TITLE, rw_value_text (name));
  submit_one (owner_of (box), edit, name);
}

static void
rename_list_cb (GtkWidget *button,
                GtkWidget *box)
{
  const RwTicketChecklist *list = g_object_get_data (G_OBJECT (box), "rw-list");

  rw_ask_name (box, _ ("Rename Checklist"), NULL, _ ("Name"), rw_record_get_title (list->list),
               list_renamed_cb);
}

static void
delete_list_cb (GtkWidget *button,
                GtkWidget *box)
{
  const RwTicketChecklist *list = g_object_get_data (G_OBJECT (box), "rw-list");
  g_autofree char *label =
    g_strdup_printf (_ ("Delete checklist “%s”"), rw_record_get_title (list->list));

  submit (owner_of (box), rw_checklist_delete (list->list, list->items), label);
}

static void
add_cb (RwTicketChecklists *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

/* --- Showing ------------------------------------------------------------------------------------------- */

static void
add_shortcut (GtkEventController *controller,
              guint               key,
              GdkModifierType     modifiers,
              GtkShortcutFunc     func,
              GVariant           *arguments)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                            gtk_callback_action_new (func, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

static GtkWidget *
new_row (RwTicketChecklists      *self,
         const RwTicketChecklist *list,
         guint                    index)
{
  RwRecord *item = list->items->pdata[index];
  gint64 at = rw_record_get_integer (item, RW_CHECKLIST_ITEM_DONE_AT, 0);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *check = gtk_check_button_new (), *label = gtk_label_new (title_of (item));
  g_autofree char *sentence = NULL;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), at != 0);
  /* The row is what is ticked: one thing to reach with the keyboard, not two. */
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_focusable (check, FALSE);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 2);
  if (at != 0)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* Translators: an item of a checklist: "Free space, done, 2 of 5" */
  sentence = g_strdup_printf (_ ("%s, %s, %u of %u"), title_of (item),
                              at != 0 ? _ ("done") : _ ("not done"), index + 1, list->items->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  if (at != 0)
    {
      g_autofree char *exact = rw_format_exact (at);

      gtk_widget_set_tooltip_text (row, exact);
    }
  g_object_set_data_full (G_OBJECT (row), "rw-item", g_object_ref (item), g_object_unref);
  if (self->may_edit)
    {
      GtkEventController *keys = gtk_shortcut_controller_new ();
      GtkDragSource *source = gtk_drag_source_new ();
      GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

      add_shortcut (keys, GDK_KEY_Up, GDK_ALT_MASK, move_shortcut_cb, g_variant_new_int32 (-1));
      add_shortcut (keys, GDK_KEY_Down, GDK_ALT_MASK, move_shortcut_cb, g_variant_new_int32 (1));
      add_shortcut (keys, GDK_KEY_F2, 0, rename_shortcut_cb, NULL);
      add_shortcut (keys, GDK_KEY_Delete, 0, delete_shortcut_cb, NULL);
      gtk_widget_add_controller (row, keys);
      gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
      g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), row, 0);
      gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
      g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), row, 0);
      gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
    }
  return row;
}

static GtkWidget *
new_button (const char *icon,
            const char *label,
            GCallback   callback,
            gpointer    box)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, box, 0);
  return button;
}

static void
add_list (RwTicketChecklists      *self,
          const RwTicketChecklist *list,
          const char              *typed)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *box = gtk_list_box_new (),
            *title = gtk_label_new (rw_record_get_title (list->list)), *count, *entry;
  /* Translators: how much of a checklist is done */
  g_autofree char *progress =
    g_strdup_printf (_ ("%u of %u"), rw_ticket_checklist_n_done (list), list->items->len);
  g_autofree char *name = g_strdup_printf ("%s, %s", rw_record_get_title (list->list), progress);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_hexpand (title, TRUE);
  count = gtk_label_new (progress);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dimmed");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), count);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "rw-checklist");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (box), "rw-list", (gpointer) list);
  for (guint i = 0; i < list->items->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (box), new_row (self, list, i));
  if (self->may_edit)
    {
      g_signal_connect (box, "row-activated", G_CALLBACK (activated_cb), NULL);
      gtk_box_append (GTK_BOX (head),
                      new_button ("document-edit-symbolic", _ ("Rename the checklist"),
                                  G_CALLBACK (rename_list_cb), box));
      gtk_box_append (GTK_BOX (head), new_button ("user-trash-symbolic", _ ("Delete the checklist"),
                                                  G_CALLBACK (delete_list_cb), box));
    }
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), box);
  gtk_widget_set_visible (box, list->items->len > 0);
  g_ptr_array_add (self->lists, box);
  if (!self->may_edit)
    return;
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Add an item"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 300);
  gtk_editable_set_text (GTK_EDITABLE (entry), typed != NULL ? typed : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add an item"), -1);
  g_object_set_data (G_OBJECT (box), "rw-entry", entry);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered_cb), box, 0);
  gtk_box_append (GTK_BOX (self), entry);
}

static gboolean
same (GPtrArray *a,
      GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const RwTicketChecklist *one = a->pdata[i], *other = b->pdata[i];

      if (!rw_record_equal (one->list, other->list) || one->items->len != other->items->len)
        return FALSE;
      for (guint j = 0; j < one->items->len; j++)
        if (!rw_record_equal (one->items->pdata[j], other->items->pdata[j]))
          return FALSE;
    }
  return TRUE;
}

/* Where the person was: in the entry of a list, or on an item. */
typedef struct
{
  RwId list;
  RwId item;
} Place;

static GHashTable *
remember (RwTicketChecklists *self,
          Place              *place)
{
  GHashTable *typed = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL
                       ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)))
                       : NULL;

  *place = (Place) { RW_ID_NIL, RW_ID_NIL };
  for (guint i = 0; i < self->lists->len; i++)
    {
      const RwTicketChecklist *list = g_object_get_data (self->lists->pdata[i], "rw-list");
      GtkWidget *entry = g_object_get_data (self->lists->pdata[i], "rw-entry");

      if (entry != NULL)
        g_hash_table_insert (typed, rw_id_copy (rw_record_get_id (list->list)),
                             g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
      if (focus != NULL && entry != NULL && gtk_widget_is_ancestor (focus, entry))
        place->list = *rw_record_get_id (list->list);
      if (focus != NULL && GTK_IS_LIST_BOX_ROW (focus) &&
          gtk_widget_get_parent (focus) == self->lists->pdata[i])
        place->item = *rw_record_get_id (item_of (focus));
    }
  return typed;
}

static void
go_back (RwTicketChecklists *self,
         const Place        *place)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      const RwTicketChecklist *list = g_object_get_data (self->lists->pdata[i], "rw-list");

      if (rw_id_equal (&place->list, rw_record_get_id (list->list)))
        gtk_widget_grab_focus (g_object_get_data (self->lists->pdata[i], "rw-entry"));
      for (guint j = 0; j < list->items->len; j++)
        if (rw_id_equal (&place->item, rw_record_get_id (list->items->pdata[j])))
          gtk_widget_grab_focus (
            GTK_WIDGET (gtk_list_box_get_row_at_index (self->lists->pdata[i], (int) j)));
    }
}

static void
rebuild (RwTicketChecklists *self,
         GPtrArray          *checklists)
{
  Place place;
  g_autoptr (GHashTable) typed = remember (self, &place);
  g_autoptr (GPtrArray) before = self->shown;
  GtkWidget *child, *add;

  g_ptr_array_set_size (self->lists, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  self->shown = g_ptr_array_ref (checklists);
  for (guint i = 0; i < checklists->len; i++)
    {
      const RwTicketChecklist *list = checklists->pdata[i];

      add_list (self, list, g_hash_table_lookup (typed, rw_record_get_id (list->list)));
    }
  if (self->may_edit)
    {
      add = gtk_button_new_with_mnemonic (_ ("Add a _Checklist…"));
      gtk_widget_add_css_class (add, "flat");
      g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self), add);
    }
  go_back (self, &place);
}

/**
 * rw_ticket_checklists_set_me:
 * @me: (nullable): who ticks
 * @may_edit: whether they may
 */
void
rw_ticket_checklists_set_me (RwTicketChecklists *self,
                             const RwId         *me,
                             gboolean            may_edit)
{
  g_return_if_fail (RW_IS_TICKET_CHECKLISTS (self));
  self->me = me != NULL ? *me : RW_ID_NIL;
  if (self->may_edit == may_edit)
    return;
  self->may_edit = may_edit;
  if (self->shown != NULL)
    rebuild (self, self->shown);
}

/**
 * rw_ticket_checklists_show:
 * @checklists: (element-type RwTicketChecklist): kept; what did not change stays as it is
 */
void
rw_ticket_checklists_show (RwTicketChecklists *self,
                           GPtrArray          *checklists)
{
  g_return_if_fail (RW_IS_TICKET_CHECKLISTS (self));
  if (!same (self->shown, checklists))
    rebuild (self, checklists);
}

static void
rw_ticket_checklists_finalize (GObject *object)
{
  RwTicketChecklists *self = RW_TICKET_CHECKLISTS (object);

  g_ptr_array_unref (self->lists);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_ticket_checklists_parent_class)->finalize (object);
}

static void
rw_ticket_checklists_class_init (RwTicketChecklistsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_checklists_finalize;
  signals[SIGNAL_SUBMIT] =
    g_signal_new ("submit", RW_TYPE_TICKET_CHECKLISTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_ADD] = g_signal_new ("add", RW_TYPE_TICKET_CHECKLISTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_ticket_checklists_init (RwTicketChecklists *self)
{
  load_style ();
  self->lists = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

GtkWidget *
rw_ticket_checklists_new (void)
{
  return g_object_new (RW_TYPE_TICKET_CHECKLISTS, NULL);
}
