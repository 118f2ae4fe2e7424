/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-page-private.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status-page.h"
#include "rw-text.h"
#include "rw-time.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 200

G_DEFINE_FINAL_TYPE (RwSecurityPage, rw_security_page, RW_TYPE_PAGE)

static void load (RwSecurityPage *self);

/* The day where the person is. */
gint64
rw_security_page_today (void)
{
  gint64 wall = rw_zone_wall (rw_format_get_zone (), rw_clock_now ());

  return wall / RW_DAY - (wall % RW_DAY < 0);
}

/* --- What is shown ------------------------------------------------------------------------------- */

static void
narrow (RwSecurityPage *self)
{
  const RwSecurityScope all = { .kind = RW_KIND_NONE };

  for (guint view = 0; view < RW_SECURITY_N_VIEWS; view++)
    rw_security_table_narrow (self->tables[view], self->words,
                              view == RW_SECURITY_MEASURES || view == RW_SECURITY_FINDINGS ? &self->scope : &all);
}

static void
update (RwSecurityPage *self)
{
  g_autofree char *text = NULL;
  gboolean scoped = self->scope.kind != RW_KIND_NONE && self->view != RW_SECURITY_SERVICES;

  gtk_stack_set_visible_child_name (self->views, rw_security_view_name (self->view));
  /* Translators: what a list is narrowed to: a service, a system, a ticket */
  text = g_strdup_printf (self->view == RW_SECURITY_CATALOGUE ? _ ("To apply to %s") : _ ("Only of %s"),
                          self->scope_name != NULL ? self->scope_name : "");
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, scoped);
}

void
rw_security_page_set_view (RwSecurityPage *self, RwSecurityView view)
{
  self->view = view;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, view);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "security-view", rw_security_view_name (view));
  update (self);
}

/* @name: (nullable): of what the lists are narrowed to */
void
rw_security_page_set_scope (RwSecurityPage *self, const RwSecurityScope *scope, const char *name)
{
  self->scope = *scope;
  g_set_str (&self->scope_name, name);
  narrow (self);
  update (self);
}

static void
selected_cb (RwSecurityPage *self, RwSecurityTable *table)
{
  g_autoptr (GPtrArray) selected = rw_security_table_dup_selected (table);
  RwSecurityItem *item = selected->len > 0 ? selected->pdata[0] : NULL;

  rw_page_select (RW_PAGE (self), item != NULL ? item->kind : RW_KIND_NONE, item != NULL ? &item->id : NULL);
}

static gboolean
show_wanted (RwSecurityPage *self)
{
  static const RwSecurityView of_measure[] = { RW_SECURITY_MEASURES, RW_SECURITY_CATALOGUE };
  const RwSecurityScope all = { .kind = RW_KIND_NONE };

  if (self->wanted_kind == RW_KIND_NONE || !self->loaded)
    return FALSE;
  for (guint i = 0; i < (self->wanted_kind == RW_KIND_FINDING ? 1 : G_N_ELEMENTS (of_measure)); i++)
    {
      RwSecurityView view = self->wanted_kind == RW_KIND_FINDING ? RW_SECURITY_FINDINGS : of_measure[i];

      if (!rw_security_table_select (self->tables[view], &self->wanted))
        {
          rw_security_page_set_scope (self, &all, NULL);
          if (!rw_security_table_select (self->tables[view], &self->wanted))
            continue;
        }
      rw_security_page_set_view (self, view);
      self->wanted_kind = RW_KIND_NONE;
      return TRUE;
    }
  return FALSE;
}

static void
show_header (RwSecurityPage *self, const RwSecurity *security)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  guint n_open = 0, n_findings = 0;
  g_autofree char *weak = NULL, *open = NULL, *findings = NULL, *subtitle = NULL, *badge = NULL;
  gint64 contact = rw_session_get_last_contact (session);

  self->n_weak = 0;
  for (guint i = 0; i < security->services->len; i++)
    {
      const RwServiceRow *row = security->services->pdata[i];

      self->n_weak += rw_hardening_judge (&row->hardening) == RW_HARDENING_WEAK;
      n_open += row->hardening.n_open;
    }
  for (guint i = 0; i < security->findings->len; i++)
    n_findings += ((RwFindingRow *) security->findings->pdata[i])->open;
  weak = g_strdup_printf (ngettext ("%u service weak", "%u services weak", self->n_weak), self->n_weak);
  open = g_strdup_printf (ngettext ("%u measure to do", "%u measures to do", n_open), n_open);
  findings = g_strdup_printf (ngettext ("%u open finding", "%u open findings", n_findings), n_findings);
  subtitle = g_strdup_printf ("%s · %s · %s", weak, open, findings);
  if (rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE && contact != 0)
    {
      g_autofree char *when = rw_format_when (contact, rw_clock_now ()), *live = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf (_ ("%s · as of %s"), live, when);
    }
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  badge = self->n_weak > 0 ? rw_format_count (self->n_weak) : NULL;
  rw_page_set_badge (RW_PAGE (self), badge, FALSE);
}

static void
show (RwSecurityPage *self, const RwSecurity *security)
{
  gint64 now = rw_clock_now ();

  for (guint view = 0; view < RW_SECURITY_N_VIEWS; view++)
    {
      g_autoptr (GPtrArray) items = rw_security_items (security, (RwSecurityView) view, now, self->today);

      rw_security_table_set (self->tables[view], items);
    }
  self->loaded = TRUE;
  show_header (self, security);
  gtk_stack_set_visible_child_name (self->stack, security->services->len + security->measures->len + security->findings->len > 0
                                                   ? "views"
                                                   : "empty");
  show_wanted (self);
}

/* --- Reading ------------------------------------------------------------------------------------- */

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_security (cache, *(gint64 *) data, cancellable, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSecurityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwSecurity) security = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (security != NULL)
    show (self, security);
  else if (!self->loaded)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed")), error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  if (self->stale)
    load (self);
}

static void
load (RwSecurityPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  self->today = rw_security_page_today ();
  rw_session_read_async (session, query_cb, g_memdup2 (&self->today, sizeof self->today), g_free, (GDestroyNotify) rw_security_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwSecurityPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* Nobody waits for what is not to be seen: it is read when the page is shown. A new day is another state. */
static void
want (RwSecurityPage *self)
{
  if (self->reload_source == 0 && (!self->loaded || self->stale || self->today != rw_security_page_today ()))
    load (self);
}

/* --- RwPage -------------------------------------------------------------------------------------- */

static void
rw_security_page_session_set (RwPage *page, RwSession *session)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);

  if (self->is_shown || self->wanted_kind != RW_KIND_NONE)
    want (self);
}

static void
rw_security_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);
  const guint64 kinds = RW_KIND_BIT (RW_KIND_MEASURE) | RW_KIND_BIT (RW_KIND_FINDING) | RW_KIND_BIT (RW_KIND_SERVICE) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_DEVICE) |
                        RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE);

  if ((changes->kinds & kinds) == 0)
    return;
  if (!self->is_shown)
    self->stale = TRUE;
  else if (self->reload_source == 0)
    self->reload_source = g_timeout_add (PAUSE_MS, reload_cb, self);
}

static void
rw_security_page_shown (RwPage *page, gboolean shown)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);

  self->is_shown = shown;
  if (shown)
    want (self);
}

static void
rw_security_page_search (RwPage *page, const char *text)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);
  g_autofree char *words = g_strstrip (rw_text_fold (text));

  if (g_set_str (&self->words, *words != '\0' ? words : NULL))
    narrow (self);
}

static gboolean
rw_security_page_reveal (RwPage *page, RwKind kind, const RwId *id)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);

  if (kind != RW_KIND_MEASURE && kind != RW_KIND_FINDING)
    return FALSE;
  self->wanted_kind = kind;
  self->wanted = *id;
  if (!show_wanted (self))
    want (self);
  return TRUE;
}

static gboolean
rw_security_page_settled (RwPage *page)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);

  if (self->loading || self->reload_source != 0)
    return FALSE;
  return self->loaded || !self->is_shown;
}

static void
view_changed_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwSecurityPage *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active < RW_SECURITY_N_VIEWS && active != self->view)
    rw_security_page_set_view (self, active);
}

static GtkWidget *
rw_security_page_create_header_start (RwPage *page)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());

  for (guint view = 0; view < RW_SECURITY_N_VIEWS; view++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, rw_security_view_label (view));
      adw_toggle_group_add (toggles, toggle);
    }
  adw_toggle_group_set_active (toggles, self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show security"), -1);
  g_set_weak_pointer (&self->toggles, toggles);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (view_changed_cb), self, 0);
  return GTK_WIDGET (toggles);
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
show_all_cb (RwSecurityPage *self)
{
  const RwSecurityScope all = { .kind = RW_KIND_NONE };

  rw_security_page_set_scope (self, &all, NULL);
}

static void
rw_security_page_dispose (GObject *object)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_weak_pointer (&self->toggles);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rw_security_page_parent_class)->dispose (object);
}

static void
rw_security_page_finalize (GObject *object)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->scope_name);
  g_free (self->words);
  G_OBJECT_CLASS (rw_security_page_parent_class)->finalize (object);
}

static void
rw_security_page_class_init (RwSecurityPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_security_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_security_page_finalize;
  page_class->id = "security";
  page_class->title = N_ ("Security");
  page_class->icon_name = "rw-security-symbolic";
  page_class->session_set = rw_security_page_session_set;
  page_class->data_changed = rw_security_page_data_changed;
  page_class->reveal = rw_security_page_reveal;
  page_class->shown = rw_security_page_shown;
  page_class->search = rw_security_page_search;
  page_class->create_header_start = rw_security_page_create_header_start;
  page_class->settled = rw_security_page_settled;
  rw_security_page_install_work (GTK_WIDGET_CLASS (klass));
}

static void
restore_settings (RwSecurityPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (), "net.rackward.Rackward", TRUE);
  g_autofree char *name = NULL;

  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "security-view"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  name = g_settings_get_string (self->settings, "security-view");
  for (guint view = 0; view < RW_SECURITY_N_VIEWS; view++)
    if (g_str_equal (rw_security_view_name (view), name))
      self->view = view;
}

static void
rw_security_page_init (RwSecurityPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *banner = adw_banner_new ("");

  self->cancellable = g_cancellable_new ();
  self->scope.kind = RW_KIND_NONE;
  self->wanted_kind = RW_KIND_NONE;
  self->stack = GTK_STACK (gtk_stack_new ());
  self->views = GTK_STACK (gtk_stack_new ());
  self->banner = ADW_BANNER (banner);
  adw_banner_set_button_label (self->banner, _ ("Show All"));
  adw_banner_set_use_markup (self->banner, FALSE);
  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (show_all_cb), self);
  for (guint view = 0; view < RW_SECURITY_N_VIEWS; view++)
    {
      GtkWidget *table = rw_security_table_new (view);

      self->tables[view] = RW_SECURITY_TABLE (table);
      g_signal_connect_swapped (table, "selected", G_CALLBACK (selected_cb), self);
      g_signal_connect_swapped (table, "activated", G_CALLBACK (rw_security_page_activated), self);
      gtk_stack_add_named (self->views, table, rw_security_view_name (view));
    }
  gtk_widget_set_vexpand (GTK_WIDGET (self->views), TRUE);
  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views));
  rw_status_page_add_loading (self->stack, _ ("Reading the Measures"));
  rw_status_page_add (
    self->stack, "empty", "rw-security-symbolic", _ ("Nothing to Protect Yet"),
    _ ("There is no business service and no measure. Managers begin with the catalogue."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Measures Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, box, "views");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  restore_settings (self);
  update (self);
}

/**
 * rw_security_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_security_page_new (void)
{
  return g_object_new (RW_TYPE_SECURITY_PAGE, NULL);
}
