/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-items.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-record-picker.h"

/* A change of a whole cage has hundreds; so many are shown before somebody asks for all. */
#define MOST_CHIPS 60

static const char style[] =
  "rwchangeitems .chip { background: alpha(currentColor, 0.08); border-radius: 8px; }\n"
  "rwchangeitems .chip > label { margin-left: 10px; margin-right: 2px; }\n"
  "rwchangeitems .chip > button { min-height: 26px; min-width: 24px; padding: 0 4px; }\n"
  "rwchangeitems .chip > button.text-button { padding: 0 4px 0 10px; font-weight: normal; }\n"
  "rwchangeitems .chip > button.text-button:last-child { padding-right: 10px; }\n";

struct _RwChangeItems
{
  GtkBox parent_instance;

  RwSession *session;
  GPtrArray *records; /* (element-type RwNamedRecord) */
  GtkWidget *chips;
  GtkWidget *more;
  GtkWidget *picker;
  GtkWidget *missing;
  gboolean openable;
  gboolean editable;
  gboolean all;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeItems, rw_change_items, GTK_TYPE_BOX)

static void show (RwChangeItems *self);

static const RwNamedRecord *
record_of (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "rw-record");
}

static void
emit_changed (RwChangeItems *self)
{
  show (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_chip (RwChangeItems *self,
             GtkWidget     *chip)
{
  const RwNamedRecord *record = record_of (chip);
  g_autofree char *said = g_strdup_printf (_ ("%s removed"), record->name);
  guint index;
  GtkWidget *next;

  if (!self->editable || !g_ptr_array_find (self->records, record, &index))
    return;
  g_ptr_array_remove_index (self->records, index);
  rw_announce (GTK_WIDGET (self), said);
  emit_changed (self);
  /* The focus goes on to the chip that took the place. */
  next = gtk_widget_get_first_child (self->chips);
  for (guint i = 0; i < index && next != NULL && gtk_widget_get_next_sibling (next) != NULL; i++)
    next = gtk_widget_get_next_sibling (next);
  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
  else
    rw_change_items_grab_entry (self);
}

static void
remove_cb (GtkWidget     *button,
           RwChangeItems *self)
{
  remove_chip (self, gtk_widget_get_parent (button));
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        RwChangeItems         *self)
{
  if (key != GDK_KEY_Delete && key != GDK_KEY_BackSpace)
    return GDK_EVENT_PROPAGATE;
  remove_chip (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));
  return GDK_EVENT_STOP;
}

static void
clicked_cb (GtkWidget     *button,
            RwChangeItems *self)
{
  const RwNamedRecord *record = record_of (gtk_widget_get_parent (button));

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) record->kind, &record->id);
}

static GtkWidget *
create_chip (RwChangeItems       *self,
             const RwNamedRecord *record)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *name;
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *tooltip = g_strdup_printf ("%s %s", rw_kind_label (record->kind), record->name);

  g_object_set_data (G_OBJECT (chip), "rw-record", (gpointer) record);
  gtk_widget_add_css_class (chip, "chip");
  if (self->openable)
    {
      name = gtk_button_new_with_label (record->name);
      gtk_widget_add_css_class (name, "flat");
      g_signal_connect_object (name, "clicked", G_CALLBACK (clicked_cb), self, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                      -1);
    }
  else
    name = gtk_label_new (record->name);
  gtk_widget_set_tooltip_text (name, tooltip);
  gtk_box_append (GTK_BOX (chip), name);
  if (self->editable)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *label = g_strdup_printf (_ ("Remove %s"), record->name);

      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
      gtk_box_append (GTK_BOX (chip), button);
    }
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (chip, keys);
  return chip;
}

static void
show (RwChangeItems *self)
{
  guint n = self->all ? self->records->len : MIN (self->records->len, MOST_CHIPS);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (self->chips)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->chips), chip);
  for (guint i = 0; i < n; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (self->chips), create_chip (self, self->records->pdata[i]));
  gtk_widget_set_visible (self->chips, n > 0);
  gtk_widget_set_visible (self->more, n < self->records->len);
  if (n < self->records->len)
    {
      g_autofree char *label =
        g_strdup_printf (ngettext ("%u more", "%u more", self->records->len - n),
                         self->records->len - n);

      gtk_button_set_label (GTK_BUTTON (self->more), label);
    }
}

static void
more_cb (RwChangeItems *self)
{
  self->all = TRUE;
  show (self);
}

static gboolean
add (RwChangeItems *self,
     RwKind         kind,
     const RwId    *id,
     const char    *name)
{
  for (guint i = 0; i < self->records->len; i++)
    if (rw_id_equal (&((RwNamedRecord *) self->records->pdata[i])->id, id))
      return FALSE;
  g_ptr_array_add (self->records, rw_named_record_new (kind, id, name));
  return TRUE;
}

static void
picked_cb (RwChangeItems *self,
           int            kind,
           const RwId    *id,
           const char    *name)
{
  g_autofree char *said = g_strdup_printf (_ ("%s added"), name);

  gtk_widget_set_visible (self->missing, FALSE);
  if (!add (self, (RwKind) kind, id, name))
    return;
  rw_announce (GTK_WIDGET (self), said);
  emit_changed (self);
}

static gpointer
query_names_cb (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return rw_query_names (cache, data, RW_CHANGE_ITEM_NAMED_KINDS, error);
}

static char *
join (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
names_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RwChangeItems) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNamesFound) found = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    g_string_append (missing, error->message);
  for (guint i = 0; found != NULL && i < found->records->len; i++)
    {
      const RwNamedRecord *record = found->records->pdata[i];

      n += add (self, record->kind, &record->id, record->name);
    }
  if (found != NULL && found->unknown->len > 0)
    {
      g_autofree char *names = join (found->unknown);

      g_string_append_printf (missing, _ ("Not found: %s."), names);
    }
  if (found != NULL && found->doubtful->len > 0)
    {
      g_autofree char *names = join (found->doubtful);

      if (missing->len > 0)
        g_string_append_c (missing, ' ');
      g_string_append_printf (missing, _ ("Several are called so, choose one: %s."), names);
    }
  gtk_label_set_label (GTK_LABEL (self->missing), missing->str);
  gtk_widget_set_visible (self->missing, missing->len > 0);
  if (n > 0)
    {
      g_autofree char *said = g_strdup_printf (ngettext ("%u item added", "%u items added", n), n);

      rw_announce (GTK_WIDGET (self), said);
      emit_changed (self);
    }
  if (missing->len > 0)
    rw_announce (GTK_WIDGET (self), missing->str);
}

static void
several_cb (RwChangeItems      *self,
            const char *const  *names)
{
  rw_change_items_add_names (self, names);
}

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

static void
rw_change_items_dispose (GObject *object)
{
  RwChangeItems *self = RW_CHANGE_ITEMS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_change_items_parent_class)->dispose (object);
}

static void
rw_change_items_finalize (GObject *object)
{
  g_ptr_array_unref (RW_CHANGE_ITEMS (object)->records);
  G_OBJECT_CLASS (rw_change_items_parent_class)->finalize (object);
}

static void
rw_change_items_class_init (RwChangeItemsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_items_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_change_items_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rwchangeitems");
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_CHANGE_ITEMS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_CHANGE_ITEMS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_change_items_init (RwChangeItems *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  load_style ();
  self->cancellable = g_cancellable_new ();
  self->editable = TRUE;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_named_record_free);
  self->chips = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->chips), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Affected items"), -1);
  gtk_box_append (GTK_BOX (self), self->chips);
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->more);
  self->missing = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->missing), 0);
  gtk_label_set_wrap (GTK_LABEL (self->missing), TRUE);
  gtk_widget_add_css_class (self->missing, "error");
  gtk_widget_set_visible (self->missing, FALSE);
}

/**
 * rw_change_items_new:
 * @openable: whether a chip leads to its record
 */
GtkWidget *
rw_change_items_new (RwSession *session,
                     gboolean   openable)
{
  RwChangeItems *self = g_object_new (RW_TYPE_CHANGE_ITEMS, NULL);

  self->session = g_object_ref (session);
  self->openable = openable;
  self->picker = rw_record_picker_new (session, RW_CHANGE_ITEM_NAMED_KINDS);
  rw_record_picker_set_quiet (RW_RECORD_PICKER (self->picker),
                              _ ("Add systems, racks, services, or paste a list"));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "several", G_CALLBACK (several_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->picker);
  gtk_box_append (GTK_BOX (self), self->missing);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * rw_change_items_set:
 * @records: (element-type RwNamedRecord): copied
 */
void
rw_change_items_set (RwChangeItems *self,
                     GPtrArray     *records)
{
  gboolean same;

  g_return_if_fail (RW_IS_CHANGE_ITEMS (self));
  same = records->len == self->records->len;
  for (guint i = 0; same && i < records->len; i++)
    {
      const RwNamedRecord *one = records->pdata[i], *other = self->records->pdata[i];

      same = rw_id_equal (&one->id, &other->id) && g_strcmp0 (one->name, other->name) == 0;
    }
  /* The focus may be on a chip. */
  if (same)
    return;
  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; i < records->len; i++)
    {
      const RwNamedRecord *record = records->pdata[i];

      g_ptr_array_add (self->records,
                       rw_named_record_new (record->kind, &record->id, record->name));
    }
  show (self);
}

void
rw_change_items_set_editable (RwChangeItems *self,
                              gboolean       editable)
{
  g_return_if_fail (RW_IS_CHANGE_ITEMS (self));
  if (self->editable == editable)
    return;
  self->editable = editable;
  gtk_widget_set_visible (self->picker, editable);
  show (self);
}

/**
 * rw_change_items_add_names:
 *
 * Adds what is called so; what is not found is said.
 */
void
rw_change_items_add_names (RwChangeItems      *self,
                           const char *const  *names)
{
  g_return_if_fail (RW_IS_CHANGE_ITEMS (self) && names != NULL);
  rw_session_read_async (self->session, query_names_cb, g_strdupv ((char **) names),
                         (GDestroyNotify) g_strfreev, (GDestroyNotify) rw_names_found_free,
                         self->cancellable, names_found_cb, g_object_ref (self));
}

void
rw_change_items_grab_entry (RwChangeItems *self)
{
  g_return_if_fail (RW_IS_CHANGE_ITEMS (self));
  rw_record_picker_grab_entry (RW_RECORD_PICKER (self->picker));
}

/**
 * rw_change_items_get:
 *
 * Returns: (transfer none) (element-type RwNamedRecord): the items
 */
GPtrArray *
rw_change_items_get (RwChangeItems *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_ITEMS (self), NULL);
  return self->records;
}

/**
 * rw_change_items_dup_ids:
 *
 * Returns: (transfer full) (element-type RwId): the items
 */
GPtrArray *
rw_change_items_dup_ids (RwChangeItems *self)
{
  GPtrArray *ids;

  g_return_val_if_fail (RW_IS_CHANGE_ITEMS (self), NULL);
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->records->len; i++)
    g_ptr_array_add (ids, rw_id_copy (&((RwNamedRecord *) self->records->pdata[i])->id));
  return ids;
}
