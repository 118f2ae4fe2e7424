/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "query/rw-query-racks.h"

typedef struct
{
  RwKind kind;
  RwId id;
} Choice;

struct _RwRacksChooser
{
  GtkWidget parent_instance;

  GtkDropDown *list;
  GtkStringList *names;
  GArray *choices; /* (element-type Choice), as @names */
  RwId place;
  gboolean choosing; /* the list changes because of us */
};

G_DEFINE_FINAL_TYPE (RwRacksChooser, rw_racks_chooser, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
chosen_cb (RwRacksChooser *self)
{
  guint selected = gtk_drop_down_get_selected (self->list);
  Choice choice;

  if (self->choosing || selected >= self->choices->len)
    return;
  choice = g_array_index (self->choices, Choice, selected);
  self->place = choice.id;
  g_signal_emit (self, chosen_signal, 0, (int) choice.kind, &choice.id);
}

/* The header bar is narrow: the button says only as much as fits, the list all of it. */
static GtkListItemFactory *
new_factory (gboolean for_button)
{
  static const char format[] =
    "<interface><template class='GtkListItem'><property name='child'><object class='GtkLabel'>"
    "<property name='xalign'>0</property><property name='ellipsize'>%s</property><property name='max-width-chars'>%d</property>"
    "<binding name='label'><lookup name='string' type='GtkStringObject'><lookup name='item'>GtkListItem</lookup></lookup></binding>"
    "</object></property></template></interface>";
  g_autofree char *text =
    g_strdup_printf (format, for_button ? "start" : "none", for_button ? 18 : -1);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);
}

static void
rw_racks_chooser_dispose (GObject *object)
{
  while (gtk_widget_get_first_child (GTK_WIDGET (object)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (object)));
  G_OBJECT_CLASS (rw_racks_chooser_parent_class)->dispose (object);
}

static void
rw_racks_chooser_finalize (GObject *object)
{
  RwRacksChooser *self = RW_RACKS_CHOOSER (object);

  g_object_unref (self->names);
  g_array_unref (self->choices);
  G_OBJECT_CLASS (rw_racks_chooser_parent_class)->finalize (object);
}

static void
rw_racks_chooser_class_init (RwRacksChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_racks_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_racks_chooser_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_racks_chooser_init (RwRacksChooser *self)
{
  g_autoptr (GtkListItemFactory) button_factory = new_factory (TRUE),
                                 list_factory = new_factory (FALSE);

  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  self->names = gtk_string_list_new (NULL);
  self->list = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->names)), NULL));
  gtk_drop_down_set_factory (self->list, button_factory);
  gtk_drop_down_set_list_factory (self->list, list_factory);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->list), _ ("Site or room"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Site or room"), -1);
  g_signal_connect_swapped (self->list, "notify::selected", G_CALLBACK (chosen_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rw_racks_chooser_new:
 *
 * Returns: (transfer floating): an empty one
 */
GtkWidget *
rw_racks_chooser_new (void)
{
  return g_object_new (RW_TYPE_RACKS_CHOOSER, NULL);
}

static void
add (RwRacksChooser *self, GPtrArray *labels, RwKind kind, const RwId *id, char *label)
{
  Choice choice = { kind, *id };

  g_array_append_val (self->choices, choice);
  g_ptr_array_add (labels, label);
}

static gboolean
is_listed (const RwRoomInfo *info)
{
  return info->n_racks > 0;
}

/* A site with one room needs no entry of its own. */
static gboolean
has_rooms (GPtrArray *rooms, const RwId *site)
{
  guint n = 0;

  for (guint i = 0; i < rooms->len; i++)
    {
      const RwRoomInfo *info = g_ptr_array_index (rooms, i);

      n += is_listed (info) && rw_id_equal (&info->site, site);
    }
  return n > 1;
}

static gboolean
shows (RwRacksChooser *self, GPtrArray *labels)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->names)) != labels->len)
    return FALSE;
  for (guint i = 0; i < labels->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->names, i), labels->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

/**
 * rw_racks_chooser_set_rooms:
 * @rooms: (element-type RwRoomInfo): by site
 */
void
rw_racks_chooser_set_rooms (RwRacksChooser *self, GPtrArray *rooms)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  RwId site = RW_ID_NIL;

  g_return_if_fail (RW_IS_RACKS_CHOOSER (self));

  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < rooms->len; i++)
    {
      const RwRoomInfo *info = g_ptr_array_index (rooms, i);

      if (!is_listed (info))
        continue;
      if (!rw_id_is_nil (&info->site) && !rw_id_equal (&info->site, &site))
        {
          site = info->site;
          if (has_rooms (rooms, &site))
            /* Translators: a site with all its rooms */
            add (self, labels, RW_KIND_SITE, &site,
                 g_strdup_printf (_ ("%s, all rooms"), info->site_name));
        }
      add (self, labels, RW_KIND_ROOM, &info->id,
           info->site_name == NULL || g_str_equal (info->site_name, info->name)
             ? g_strdup (info->name)
             : g_strdup_printf ("%s · %s", info->site_name, info->name));
    }
  if (!shows (self, labels))
    {
      g_ptr_array_add (labels, NULL);
      self->choosing = TRUE;
      gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                              (const char *const *) labels->pdata);
      self->choosing = FALSE;
    }
  gtk_drop_down_set_enable_search (self->list, self->choices->len > 12);
  gtk_widget_set_visible (GTK_WIDGET (self), self->choices->len > 1);
  rw_racks_chooser_show (self, &self->place);
}

/**
 * rw_racks_chooser_show:
 * @place: the site or room that is in view
 */
void
rw_racks_chooser_show (RwRacksChooser *self, const RwId *place)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (RW_IS_RACKS_CHOOSER (self));

  self->place = *place;
  for (guint i = 0; i < self->choices->len; i++)
    if (rw_id_equal (&g_array_index (self->choices, Choice, i).id, place))
      selected = i;
  self->choosing = TRUE;
  gtk_drop_down_set_selected (self->list, selected);
  self->choosing = FALSE;
}
