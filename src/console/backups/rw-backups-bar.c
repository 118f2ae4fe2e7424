/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backups-bar.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-format.h"

static const guint zooms[] = { 90, 400 };

/* Words of the settings. */
static const char *const show_words[RW_BACKUP_N_SHOWS] = { "all", "red", "unanswered", "unprotected", "never-restored" };
static const char *const by_words[RW_BACKUP_N_BYS] = { "nothing", "service", "customer", "policy", "site" };

struct _RwBackupsBar
{
  AdwBin parent_instance;

  GSettings *settings; /* nullable: none where the schema is not installed */
  AdwToggleGroup *shows;
  AdwToggleGroup *days;
  GtkWidget *spinner;
  GtkDropDown *by_choice; /* not owned: it stands in the header bar */
  RwBackupShow show;
  RwBackupBy by;
  guint zoom;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DAYS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBackupsBar, rw_backups_bar, ADW_TYPE_BIN)

static const char *
show_label (RwBackupShow show)
{
  switch (show)
    {
    case RW_BACKUP_SHOW_RED:
      return C_ ("backups", "Red");
    case RW_BACKUP_SHOW_UNANSWERED:
      return C_ ("backups", "Unanswered");
    case RW_BACKUP_SHOW_UNPROTECTED:
      return C_ ("backups", "Unprotected");
    case RW_BACKUP_SHOW_NEVER_RESTORED:
      return C_ ("backups", "Never Restored");
    case RW_BACKUP_SHOW_ALL:
    case RW_BACKUP_N_SHOWS:
    default:
      return C_ ("backups", "All");
    }
}

static void
remember (RwBackupsBar *self,
          const char   *key,
          const char   *word)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, key, word);
}

static guint
recall (RwBackupsBar      *self,
        const char        *key,
        const char *const *words,
        guint              n)
{
  g_autofree char *word =
    self->settings != NULL ? g_settings_get_string (self->settings, key) : NULL;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  return 0;
}

static void
shows_changed_cb (RwBackupsBar *self)
{
  guint active = adw_toggle_group_get_active (self->shows);

  if (active >= RW_BACKUP_N_SHOWS || active == self->show)
    return;
  self->show = active;
  remember (self, "backups-show", show_words[active]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_by (RwBackupsBar *self,
        RwBackupBy    by)
{
  if (by == self->by)
    return;
  self->by = by;
  remember (self, "backups-group", by_words[by]);
  if (self->by_choice != NULL)
    gtk_drop_down_set_selected (self->by_choice, by);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
by_changed_cb (GtkDropDown  *choice,
               GParamSpec   *pspec,
               RwBackupsBar *self)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected < RW_BACKUP_N_BYS)
    set_by (self, selected);
}

static void
days_changed_cb (RwBackupsBar *self)
{
  guint active = adw_toggle_group_get_active (self->days);

  if (active >= G_N_ELEMENTS (zooms) || active == self->zoom)
    return;
  self->zoom = active;
  if (self->settings != NULL)
    g_settings_set_int (self->settings, "backups-days", (int) zooms[active]);
  g_signal_emit (self, signals[SIGNAL_DAYS_CHANGED], 0);
}

static void
restore_settings (RwBackupsBar *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);

  if (schema == NULL || !g_settings_schema_has_key (schema, "backups-group"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  self->show = recall (self, "backups-show", show_words, RW_BACKUP_N_SHOWS);
  self->by = recall (self, "backups-group", by_words, RW_BACKUP_N_BYS);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    if (g_settings_get_int (self->settings, "backups-days") == (int) zooms[i])
      self->zoom = i;
}

static void
rw_backups_bar_dispose (GObject *object)
{
  RwBackupsBar *self = RW_BACKUPS_BAR (object);

  g_clear_weak_pointer (&self->by_choice);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rw_backups_bar_parent_class)->dispose (object);
}

static void
rw_backups_bar_class_init (RwBackupsBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backups_bar_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_BACKUPS_BAR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DAYS_CHANGED] =
    g_signal_new ("days-changed", RW_TYPE_BACKUPS_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
rw_backups_bar_init (RwBackupsBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  restore_settings (self);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);

  self->shows = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show systems"), -1);
  for (guint i = 0; i < RW_BACKUP_N_SHOWS; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, show_label (i));
      adw_toggle_group_add (self->shows, toggle);
    }
  adw_toggle_group_set_active (self->shows, self->show);
  g_signal_connect_swapped (self->shows, "notify::active", G_CALLBACK (shows_changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->shows));

  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (box), space);
  self->spinner = adw_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reading the days"), -1);
  gtk_box_append (GTK_BOX (box), self->spinner);
  self->days = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->days), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Days"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      g_autofree char *label = g_strdup_printf (ngettext ("%u day", "%u days", zooms[i]), zooms[i]);
      g_autofree char *tooltip =
        rw_action_tooltip (i == 0 ? "backups.zoom-in" : "backups.zoom-out");

      adw_toggle_set_label (toggle, label);
      adw_toggle_set_tooltip (toggle, tooltip);
      adw_toggle_group_add (self->days, toggle);
    }
  adw_toggle_group_set_active (self->days, self->zoom);
  g_signal_connect_swapped (self->days, "notify::active", G_CALLBACK (days_changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->days));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
rw_backups_bar_new (void)
{
  return g_object_new (RW_TYPE_BACKUPS_BAR, NULL);
}

/**
 * rw_backups_bar_create_by:
 *
 * Returns: (transfer floating): the choice of what the systems are grouped by, for the header bar
 */
GtkWidget *
rw_backups_bar_create_by (RwBackupsBar *self)
{
  static const char *const labels[RW_BACKUP_N_BYS] = {
    NC_ ("order of systems", "Worst First"), NC_ ("order of systems", "By Service"),
    NC_ ("order of systems", "By Customer"), NC_ ("order of systems", "By Policy"),
    NC_ ("order of systems", "By Site"),
  };
  GtkStringList *choices = gtk_string_list_new (NULL);
  g_autofree char *tooltip = rw_action_tooltip ("backups.group");

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_string_list_append (choices, g_dpgettext2 (NULL, "order of systems", labels[i]));
  g_clear_weak_pointer (&self->by_choice);
  self->by_choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (choices), NULL));
  g_object_add_weak_pointer (G_OBJECT (self->by_choice), (gpointer *) &self->by_choice);
  gtk_drop_down_set_selected (self->by_choice, self->by);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->by_choice), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->by_choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Order of the systems"), -1);
  g_signal_connect_object (self->by_choice, "notify::selected", G_CALLBACK (by_changed_cb), self,
                           0);
  return GTK_WIDGET (self->by_choice);
}

void
rw_backups_bar_set_counts (RwBackupsBar         *self,
                           const RwBackupMatrix *matrix)
{
  const guint counts[RW_BACKUP_N_SHOWS] = { matrix->rows->len, matrix->n_red, matrix->n_unanswered,
                                            matrix->n_unprotected, matrix->n_never_restored };

  for (guint i = 0; i < RW_BACKUP_N_SHOWS; i++)
    {
      g_autofree char *count = rw_format_count (counts[i]);
      g_autofree char *label = i == RW_BACKUP_SHOW_ALL
                                 ? g_strdup (show_label (i))
                                 : g_strdup_printf ("%s %s", show_label (i), count);

      adw_toggle_set_label (adw_toggle_group_get_toggle (self->shows, i), label);
    }
}

/**
 * rw_backups_bar_set_reading:
 * @reading: whether the days that were asked for are still being read
 */
void
rw_backups_bar_set_reading (RwBackupsBar *self,
                            gboolean      reading)
{
  gtk_widget_set_visible (self->spinner, reading);
}

RwBackupShow
rw_backups_bar_get_show (RwBackupsBar *self)
{
  return self->show;
}

void
rw_backups_bar_set_show (RwBackupsBar *self,
                         RwBackupShow  show)
{
  adw_toggle_group_set_active (self->shows, show);
}

RwBackupBy
rw_backups_bar_get_by (RwBackupsBar *self)
{
  return self->by;
}

void
rw_backups_bar_next_by (RwBackupsBar *self)
{
  set_by (self, (self->by + 1) % RW_BACKUP_N_BYS);
}

guint
rw_backups_bar_get_days (RwBackupsBar *self)
{
  return zooms[self->zoom];
}

void
rw_backups_bar_zoom (RwBackupsBar *self,
                     gboolean      out)
{
  adw_toggle_group_set_active (self->days, out ? 1 : 0);
}
