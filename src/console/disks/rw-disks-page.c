/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disks-page-private.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-clock.h"
#include "rw-disk-words.h"
#include "rw-format.h"
#include "rw-status-page.h"
#include "rw-text.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 200

/* Samples trickle in all morning; a page that nobody looks at need not follow each. */
#define HIDDEN_PAUSE_MS 20000

/* Forecasts that are worked out at once: what else is to be read waits no longer than for these. */
#define SLICE 200

G_DEFINE_FINAL_TYPE (RwDisksPage, rw_disks_page, RW_TYPE_PAGE)

static const char *const show_names[RW_DISKS_N_SHOWS] = { "urgent", "growing", "all" };
static const char *const by_names[RW_VOLUMES_N_BY] = { "none", "system", "service", "site",
                                                       "customer" };

static void load (RwDisksPage *self);

/* --- What is shown ----------------------------------------------------------------------------------- */

static guint
count (RwDisksPage *self,
       RwDisksShow  show)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += rw_disks_passes (self->rows->pdata[i], show);
  return n;
}

static guint
count_pending (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((const RwVolumeRow *) rows->pdata[i])->pending;
  return n;
}

static void
show_counts (RwDisksPage *self)
{
  const char *labels[RW_DISKS_N_SHOWS] = { C_ ("disks", "Urgent"), C_ ("disks", "Growing"),
                                           C_ ("disks", "All") };

  for (guint i = 0; self->toggles != NULL && i < RW_DISKS_N_SHOWS; i++)
    {
      g_autofree char *number =
        self->rows != NULL ? rw_format_count (count (self, (RwDisksShow) i)) : NULL;
      g_autofree char *label = number != NULL && i != RW_DISKS_ALL
                                 ? g_strdup_printf ("%s %s", labels[i], number)
                                 : g_strdup (labels[i]);

      adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, i), label);
    }
}

static void
show_header (RwDisksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  guint n = self->rows->len, n_urgent = count (self, RW_DISKS_URGENT),
        n_pending = count_pending (self->rows);
  g_autofree char *all = rw_format_count (n), *urgent = rw_format_count (n_urgent),
                  *subtitle = NULL, *badge = NULL;
  gint64 contact = session != NULL ? rw_session_get_last_contact (session) : 0;

  if (self->by == RW_VOLUMES_BY_NONE)
    subtitle = g_strdup_printf (ngettext ("%s volume", "%s volumes", n), all);
  else
    subtitle = g_strdup_printf (ngettext ("%s group", "%s groups", n), all);
  if (n_pending > 0)
    {
      g_autofree char *done = rw_format_count (n - n_pending),
                      *before = g_steal_pointer (&subtitle);

      /* Translators: "2,000 volumes · 400 worked out so far" */
      subtitle = g_strdup_printf (_ ("%s · %s worked out so far"), before, done);
    }
  else if (n_urgent > 0)
    {
      g_autofree char *before = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf (_ ("%s · %s need room soon"), before, urgent);
    }
  if (session != NULL && rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE && contact != 0)
    {
      g_autofree char *when = rw_format_when (contact, rw_clock_now ()),
                      *before = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf (_ ("%s · as of %s"), before, when);
    }
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  gtk_widget_set_visible (self->progress, n_pending > 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 n > 0 ? (double) (n - n_pending) / n : 1);
  badge = self->n_urgent > 0 ? rw_format_count (self->n_urgent) : NULL;
  rw_page_set_badge (RW_PAGE (self), badge, self->n_urgent > 0);
  show_counts (self);
}

static void
show_lists (RwDisksPage *self)
{
  gtk_stack_set_visible_child_name (self->lists,
                                    rw_disks_list_get_n (self->list) > 0 ? "list" : "nothing");
}

static void
show_side (RwDisksPage *self)
{
  const RwVolumeCurve *curve = rw_disk_view_get_curve (self->view);
  RwDiskItem *item = rw_disks_list_get_selected (self->list);
  gboolean same = item != NULL && curve != NULL && rw_disk_view_get_by (self->view) == item->by &&
                  rw_id_equal (&curve->row->id, &item->row->id) &&
                  curve->row->inodes == item->row->inodes;

  gtk_stack_set_visible_child_name (self->sides, same ? "view" : item == NULL ? "none" : "reading");
  rw_disks_page_update_work (self);
}

/* --- The curve --------------------------------------------------------------------------------------- */

static gpointer
curve_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_volume (cache, data, cancellable, error);
}

static void
curve_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwDisksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwVolumeCurve *curve = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (curve == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      self->reading = FALSE;
      if (self->is_shown)
        rw_page_toast (RW_PAGE (self), error->message);
      return;
    }
  /* Another one was asked for meanwhile, and its answer is on its way. */
  if (!rw_id_equal (&curve->row->id, &self->asked.id) ||
      curve->change.used != self->asked.change.used ||
      curve->change.size != self->asked.change.size)
    {
      rw_volume_curve_free (curve);
      return;
    }
  self->reading = FALSE;
  rw_disk_view_set (self->view, curve, self->asked.by);
  show_side (self);
}

/* @change: (nullable): what would be if; that which is shown already where it is the same volume */
void
rw_disks_page_ask_curve (RwDisksPage            *self,
                         const RwForecastChange *change)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  RwDiskItem *item = rw_disks_list_get_selected (self->list);
  RwVolumeQuestion question = { .n_days = RW_FORECAST_HORIZON };

  if (item == NULL || session == NULL)
    {
      self->asked = (RwVolumeQuestion) { 0 };
      show_side (self);
      return;
    }
  question.by = item->by;
  question.id = item->row->id;
  question.inodes = item->row->inodes;
  if (change != NULL)
    question.change = *change;
  else if (question.by == self->asked.by && question.inodes == self->asked.inodes &&
           rw_id_equal (&question.id, &self->asked.id))
    question.change = self->asked.change;
  self->asked = question;
  g_cancellable_cancel (self->curve_cancellable);
  g_clear_object (&self->curve_cancellable);
  self->curve_cancellable = g_cancellable_new ();
  self->reading = TRUE;
  rw_session_read_async (session, curve_cb, g_memdup2 (&question, sizeof question), g_free,
                         (GDestroyNotify) rw_volume_curve_free, self->curve_cancellable,
                         curve_read_cb, g_object_ref (self));
  show_side (self);
}

static void
what_if_cb (RwDisksPage            *self,
            const RwForecastChange *change)
{
  rw_disks_page_ask_curve (self, change);
}

/* --- The list ---------------------------------------------------------------------------------------- */

static void
selected_cb (RwDisksPage *self)
{
  RwDiskItem *item = rw_disks_list_get_selected (self->list);
  RwKind kind = item != NULL ? item->row->kind : RW_KIND_NONE;
  RwId id = item != NULL ? item->row->id : RW_ID_NIL;

  self->wanted = RW_ID_NIL;
  rw_disks_page_ask_curve (self, NULL);
  rw_page_select (RW_PAGE (self), kind, kind != RW_KIND_NONE ? &id : NULL);
}

static void
activated_cb (RwDisksPage *self,
              RwDiskItem  *item)
{
  RwKind kind = item->by == RW_VOLUMES_BY_NONE ? item->row->system_kind : item->row->kind;
  RwId id = item->by == RW_VOLUMES_BY_NONE ? item->row->system : item->row->id;

  if (kind != RW_KIND_NONE)
    rw_page_open (RW_PAGE (self), kind, &id);
}

static void
open_cb (RwDisksPage *self,
         int          kind,
         const RwId  *id)
{
  rw_page_open (RW_PAGE (self), (RwKind) kind, id);
}

static gboolean
show_wanted (RwDisksPage *self)
{
  if (rw_id_is_nil (&self->wanted) || self->rows == NULL || self->rows_by != RW_VOLUMES_BY_NONE)
    return FALSE;
  if (!rw_disks_list_select (self->list, &self->wanted, FALSE))
    {
      rw_disks_page_set_show (self, RW_DISKS_ALL);
      if (!rw_disks_list_select (self->list, &self->wanted, FALSE))
        return FALSE;
    }
  self->wanted = RW_ID_NIL;
  return TRUE;
}

static void
show_rows (RwDisksPage *self)
{
  rw_disks_list_set (self->list, self->rows, self->rows_by);
  show_header (self);
  show_lists (self);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "disks" : "empty");
  if (!show_wanted (self) && self->is_shown)
    rw_disks_page_ask_curve (self, NULL);
}

/* What is listed, and of the volumes themselves how many need room: a group does not run full, its volumes do. */
typedef struct
{
  GPtrArray *rows;
  guint n_urgent;
  guint n_pending; /* of either */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  RwVolumesBy by = *(RwVolumesBy *) data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (GPtrArray) volumes = NULL;

  answer->rows = rw_query_volumes (cache, by, SLICE, cancellable, error);
  if (answer->rows == NULL)
    return NULL;
  volumes = by == RW_VOLUMES_BY_NONE
              ? g_ptr_array_ref (answer->rows)
              : rw_query_volumes (cache, RW_VOLUMES_BY_NONE, SLICE, cancellable, error);
  if (volumes == NULL)
    return NULL;
  for (guint i = 0; i < volumes->len; i++)
    answer->n_urgent += rw_disks_passes (volumes->pdata[i], RW_DISKS_URGENT);
  answer->n_pending = MAX (count_pending (answer->rows), count_pending (volumes));
  return g_steal_pointer (&answer);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwDisksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer == NULL)
    {
      if (self->rows == NULL)
        {
          adw_status_page_set_description (ADW_STATUS_PAGE (
                                             gtk_stack_get_child_by_name (self->stack, "failed")),
                                           error->message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
    }
  else
    {
      self->stale |= answer->n_pending > 0;
      self->n_urgent = answer->n_urgent;
      /* What was asked for may be grouped otherwise by now. */
      if (self->rows_by == self->by)
        {
          g_clear_pointer (&self->rows, g_ptr_array_unref);
          self->rows = g_steal_pointer (&answer->rows);
          show_rows (self);
        }
    }
  if (self->stale)
    load (self);
}

static void
load (RwDisksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->loading = TRUE;
  self->rows_by = self->by;
  rw_session_read_async (session, query_cb, g_memdup2 (&self->by, sizeof self->by), g_free,
                         (GDestroyNotify) answer_free, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static gboolean
pause_cb (gpointer user_data)
{
  RwDisksPage *self = user_data;

  self->pause_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

void
rw_disks_page_set_by (RwDisksPage *self,
                      RwVolumesBy  by)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "disks-group", by_names[by]);
  if (self->groups != NULL)
    gtk_drop_down_set_selected (self->groups, by);
  if (self->by == by)
    return;
  self->by = by;
  load (self);
}

void
rw_disks_page_set_show (RwDisksPage *self,
                        RwDisksShow  show)
{
  self->show = show;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, show);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "disks-show", show_names[show]);
  rw_disks_list_narrow (self->list, show, self->words);
  show_lists (self);
}

/* --- RwPage ------------------------------------------------------------------------------------------ */

static void
rw_disks_page_session_set (RwPage    *page,
                           RwSession *session)
{
  load (RW_DISKS_PAGE (page));
}

static void
rw_disks_page_data_changed (RwPage            *page,
                            const RwChangeSet *changes)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);
  const guint64 kinds = RW_KIND_BIT (RW_KIND_VOLUME) | RW_KIND_BIT (RW_KIND_USAGE_SAMPLE) |
                        RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                        RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_CUSTOMER) |
                        RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_TICKET) |
                        RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM);

  if ((changes->kinds & kinds) == 0)
    return;
  if (self->pause_source == 0)
    self->pause_source =
      g_timeout_add (self->is_shown ? PAUSE_MS : HIDDEN_PAUSE_MS, pause_cb, self);
}

static void
rw_disks_page_shown (RwPage   *page,
                     gboolean  shown)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);

  self->is_shown = shown;
  if (!shown)
    return;
  if (self->pause_source != 0)
    load (self);
  else if (self->rows != NULL)
    /* The rows were followed while nobody looked, the curve was not. */
    rw_disks_page_ask_curve (self, NULL);
}

static void
rw_disks_page_search (RwPage     *page,
                      const char *text)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);
  g_autofree char *words = g_strstrip (rw_text_fold (text));

  if (!g_set_str (&self->words, *words != '\0' ? words : NULL))
    return;
  rw_disks_list_narrow (self->list, self->show, self->words);
  show_lists (self);
}

static gboolean
rw_disks_page_reveal (RwPage     *page,
                      RwKind      kind,
                      const RwId *id)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);

  if (kind != RW_KIND_VOLUME)
    return FALSE;
  self->wanted = *id;
  rw_disks_page_set_by (self, RW_VOLUMES_BY_NONE);
  show_wanted (self);
  return TRUE;
}

static gboolean
rw_disks_page_settled (RwPage *page)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);

  return self->rows != NULL && !self->loading && !self->reading &&
         (self->pause_source == 0 || !self->is_shown);
}

static void
show_changed_cb (AdwToggleGroup *toggles,
                 GParamSpec     *pspec,
                 RwDisksPage    *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active < RW_DISKS_N_SHOWS && active != self->show)
    rw_disks_page_set_show (self, (RwDisksShow) active);
}

static void
group_changed_cb (GtkDropDown *groups,
                  GParamSpec  *pspec,
                  RwDisksPage *self)
{
  guint selected = gtk_drop_down_get_selected (groups);

  if (selected < RW_VOLUMES_N_BY && selected != self->by)
    rw_disks_page_set_by (self, (RwVolumesBy) selected);
}

static GtkWidget *
rw_disks_page_create_header_start (RwPage *page)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);
  const char *names[] = { C_ ("disks", "Each Volume"), C_ ("disks", "By System"),
                          C_ ("disks", "By Service"),  C_ ("disks", "By Site"),
                          C_ ("disks", "By Customer"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *groups = gtk_drop_down_new_from_strings (names);
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());

  gtk_drop_down_set_selected (GTK_DROP_DOWN (groups), self->by);
  gtk_accessible_update_property (GTK_ACCESSIBLE (groups), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is added up"), -1);
  g_set_weak_pointer (&self->groups, GTK_DROP_DOWN (groups));
  g_signal_connect_object (groups, "notify::selected", G_CALLBACK (group_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), groups);
  for (guint i = 0; i < RW_DISKS_N_SHOWS; i++)
    adw_toggle_group_add (toggles, adw_toggle_new ());
  g_set_weak_pointer (&self->toggles, toggles);
  show_counts (self);
  adw_toggle_group_set_active (toggles, self->show);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show volumes"), -1);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (show_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (toggles));
  return box;
}

static void
export_cb (RwDisksPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "disks.export", NULL);
}

static GtkWidget *
rw_disks_page_create_header_end (RwPage *page)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");
  g_autofree char *tooltip = rw_action_tooltip ("disks.export");

  gtk_widget_set_tooltip_text (button, tooltip);
  /* The header bar is not inside the page: the action is called, not named. */
  g_signal_connect_object (button, "clicked", G_CALLBACK (export_cb), page, G_CONNECT_SWAPPED);
  return button;
}

/* --- Class ------------------------------------------------------------------------------------------- */

static void
rw_disks_page_dispose (GObject *object)
{
  RwDisksPage *self = RW_DISKS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->curve_cancellable);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  if (self->settings != NULL && self->view != NULL)
    g_settings_set_uint (self->settings, "disks-span", rw_disk_view_get_span (self->view));
  self->view = NULL;
  g_clear_weak_pointer (&self->toggles);
  g_clear_weak_pointer (&self->groups);
  g_clear_object (&self->settings);
  g_clear_object (&self->curve_cancellable);
  G_OBJECT_CLASS (rw_disks_page_parent_class)->dispose (object);
}

static void
rw_disks_page_finalize (GObject *object)
{
  RwDisksPage *self = RW_DISKS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->words);
  G_OBJECT_CLASS (rw_disks_page_parent_class)->finalize (object);
}

static void
rw_disks_page_class_init (RwDisksPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_disks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_disks_page_finalize;
  page_class->id = "disks";
  page_class->title = N_ ("Disks");
  page_class->icon_name = "rw-disks-symbolic";
  page_class->session_set = rw_disks_page_session_set;
  page_class->data_changed = rw_disks_page_data_changed;
  page_class->reveal = rw_disks_page_reveal;
  page_class->shown = rw_disks_page_shown;
  page_class->search = rw_disks_page_search;
  page_class->create_header_start = rw_disks_page_create_header_start;
  page_class->create_header_end = rw_disks_page_create_header_end;
  page_class->settled = rw_disks_page_settled;
  rw_disks_page_install_work (GTK_WIDGET_CLASS (klass));
}

static void
restore_settings (RwDisksPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autofree char *show = NULL, *by = NULL;
  guint span;

  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "disks-show"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  show = g_settings_get_string (self->settings, "disks-show");
  by = g_settings_get_string (self->settings, "disks-group");
  span = g_settings_get_uint (self->settings, "disks-span");
  for (guint i = 0; i < RW_DISKS_N_SHOWS; i++)
    if (g_str_equal (show_names[i], show))
      self->show = (RwDisksShow) i;
  for (guint i = 0; i < RW_VOLUMES_N_BY; i++)
    if (g_str_equal (by_names[i], by))
      self->by = (RwVolumesBy) i;
  if (span < RW_DISK_N_SPANS)
    rw_disk_view_set_span (self->view, (RwDiskSpan) span);
}

static GtkWidget *
make_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static GtkWidget *
make_left (RwDisksPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Forecasts that are worked out"), -1);
  self->list = RW_DISKS_LIST (rw_disks_list_new ());
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  self->lists = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->lists, GTK_WIDGET (self->list), "list");
  rw_status_page_add (self->lists, "nothing", "object-select-symbolic", _ ("Nothing Here"),
                      _ ("No volume matches what is asked for."));
  gtk_widget_set_vexpand (GTK_WIDGET (self->lists), TRUE);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists));
  gtk_widget_set_size_request (box, 300, -1);
  return box;
}

static void
rw_disks_page_init (RwDisksPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  self->cancellable = g_cancellable_new ();
  self->show = RW_DISKS_ALL;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_paned_set_start_child (GTK_PANED (paned), make_left (self));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  self->view = RW_DISK_VIEW (rw_disk_view_new ());
  g_signal_connect_swapped (self->view, "what-if", G_CALLBACK (what_if_cb), self);
  g_signal_connect_swapped (self->view, "open", G_CALLBACK (open_cb), self);
  self->sides = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->sides, make_note (_ ("Select a volume to see where it goes.")),
                       "none");
  gtk_stack_add_named (self->sides, adw_spinner_new (), "reading");
  gtk_stack_add_named (self->sides, GTK_WIDGET (self->view), "view");
  gtk_widget_set_size_request (GTK_WIDGET (self->sides), 340, -1);
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->sides));
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 640);
  rw_status_page_add_loading (self->stack, _ ("Working Out When Disks Are Full"));
  rw_status_page_add (self->stack, "empty", "rw-disks-symbolic", _ ("No Volumes Measured Yet"),
                      _ ("Send what is used of each once a day: df or the agent's output to "
                         "“rackwardctl intake usage”."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Volumes Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, paned, "disks");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  restore_settings (self);
  rw_disks_list_narrow (self->list, self->show, NULL);
  rw_disks_page_update_work (self);
}

/**
 * rw_disks_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_disks_page_new (void)
{
  return g_object_new (RW_TYPE_DISKS_PAGE, NULL);
}
