/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-page.h"

#include <glib/gi18n.h>

#include "query/rw-query-networks.h"
#include "rules/rw-net-rules.h"
#include "rw-action.h"
#include "rw-announce.h"
#include "rw-format.h"
#include "rw-networks-prefixes.h"
#include "rw-networks-take.h"
#include "rw-networks-vlans.h"
#include "rw-save.h"
#include "rw-status-page.h"
#include "rw-submit.h"
#include "rw-text.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 150

typedef enum
{
  VIEW_PREFIXES,
  VIEW_VLANS,
} View;

static const char *const view_names[] = { "prefixes", "vlans" };

struct _RwNetworksPage
{
  RwPage parent_instance;

  GtkStack *stack;
  GtkStack *views;
  RwNetworksPrefixes *prefixes;
  RwNetworksVlans *vlans;
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GSimpleActionGroup *actions;
  GSettings *settings;

  RwNetPlan *newest; /* as it was read last */
  RwNetPlan *plan;   /* as it is shown: with a search, the one in which something was found */
  RwNetFound *found;
  char *words; /* folded; NULL without a search */
  View view;
  RwKind wanted_kind; /* %RW_KIND_NONE for none */
  RwId wanted;

  GCancellable *cancellable;
  guint reload_source;
  gboolean loading;
  guint n_searches;
  gboolean stale;    /* what was read is not the newest */
  gboolean is_shown;
};

G_DEFINE_FINAL_TYPE (RwNetworksPage, rw_networks_page, RW_TYPE_PAGE)

static void load (RwNetworksPage *self);
static void search (RwNetworksPage *self);

/* --- What is shown ------------------------------------------------------------------------------- */

static void
set_view (RwNetworksPage *self, View view)
{
  self->view = view;
  gtk_stack_set_visible_child_name (self->views, view_names[view]);
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, view);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "networks-view", view_names[view]);
}

static gboolean
is_empty (RwNetworksPage *self)
{
  return self->plan->nodes->len == 0 && self->plan->vlans->len == 0;
}

static gboolean
found_nothing (RwNetworksPage *self)
{
  if (self->found == NULL)
    return FALSE;
  if (self->view == VIEW_VLANS)
    return self->found->n_vlans == 0;
  for (guint i = 0; i < self->plan->nodes->len; i++)
    if (self->found->nodes[i])
      return FALSE;
  return TRUE;
}

static char *
dup_subtitle (RwNetworksPage *self)
{
  guint n_prefixes = self->found != NULL ? self->found->n_prefixes : self->plan->prefixes->len,
        n_addresses = self->found != NULL ? self->found->n_addresses : self->plan->addresses->len,
        n_vlans = self->found != NULL ? self->found->n_vlans : self->plan->vlans->len;
  g_autofree char *count = rw_format_count (n_prefixes), *prefixes = NULL, *addresses = NULL,
                  *vlans = NULL;

  prefixes = g_strdup_printf (ngettext ("%s prefix", "%s prefixes", n_prefixes), count);
  g_free (count);
  count = rw_format_count (n_addresses);
  addresses = g_strdup_printf (ngettext ("%s address", "%s addresses", n_addresses), count);
  g_free (count);
  count = rw_format_count (n_vlans);
  vlans = g_strdup_printf (ngettext ("%s VLAN", "%s VLANs", n_vlans), count);
  return g_strdup_printf ("%s · %s · %s", prefixes, addresses, vlans);
}

static void
update (RwNetworksPage *self)
{
  g_autofree char *subtitle = NULL;

  if (self->plan == NULL)
    return;
  subtitle = dup_subtitle (self);
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  gtk_stack_set_visible_child_name (self->stack, is_empty (self)        ? "empty"
                                                 : found_nothing (self) ? "nothing"
                                                                        : "views");
}

/* @found, which it takes, is of the newest plan. */
static void
show (RwNetworksPage *self, RwNetFound *found)
{
  g_autoptr (RwNetFound) before = g_steal_pointer (&self->found);

  rw_net_plan_ref (self->newest);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  self->plan = self->newest;
  self->found = found;
  rw_networks_prefixes_set (self->prefixes, self->plan, found);
  rw_networks_vlans_set (self->vlans, self->plan, found);
  update (self);
}

/* What a search hides is not shown as long as it does. */
static gboolean
show_wanted (RwNetworksPage *self)
{
  gboolean shown;

  if (self->wanted_kind == RW_KIND_NONE || self->plan == NULL)
    return FALSE;
  set_view (self, self->wanted_kind == RW_KIND_VLAN ? VIEW_VLANS : VIEW_PREFIXES);
  update (self);
  shown = self->wanted_kind == RW_KIND_VLAN
            ? rw_networks_vlans_reveal (self->vlans, &self->wanted)
            : rw_networks_prefixes_reveal (self->prefixes, self->wanted_kind, &self->wanted);
  if (shown)
    self->wanted_kind = RW_KIND_NONE;
  return shown;
}

/* --- Reading ------------------------------------------------------------------------------------- */

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_networks (cache, cancellable, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwNetworksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNetPlan) plan = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (plan == NULL)
    {
      if (self->plan == NULL)
        {
          AdwStatusPage *failed =
            ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed"));

          adw_status_page_set_description (failed, error->message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
      return;
    }
  g_clear_pointer (&self->newest, rw_net_plan_unref);
  self->newest = g_steal_pointer (&plan);
  if (self->words != NULL)
    search (self);
  else
    show (self, NULL);
  show_wanted (self);
  if (self->stale)
    load (self);
}

static void
load (RwNetworksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, NULL, NULL, (GDestroyNotify) rw_net_plan_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwNetworksPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* Nobody waits for what is not to be seen: it is read when the page is shown first. */
static void
want (RwNetworksPage *self)
{
  if (self->reload_source != 0 || rw_page_get_session (RW_PAGE (self)) == NULL)
    return;
  if (self->newest == NULL || self->stale)
    load (self);
}

/* --- Search -------------------------------------------------------------------------------------- */

typedef struct
{
  RwNetPlan *plan;
  char *words;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rw_net_plan_unref (question->plan);
  g_free (question->words);
  g_free (question);
}

/* In the reader's thread for its own sake: it reads nothing. */
static gpointer
search_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return rw_net_search (question->plan, question->words);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwNetworksPage) self = user_data;
  g_autoptr (RwNetFound) found = rw_session_read_finish (RW_SESSION (source), result, NULL);

  self->n_searches--;
  if (g_cancellable_is_cancelled (self->cancellable) || found == NULL)
    return;
  /* The person typed on, or something else was read: another answer is on its way. */
  if (g_strcmp0 (found->words, self->words) != 0 || found->plan != self->newest)
    return;
  show (self, g_steal_pointer (&found));
  show_wanted (self);
}

static void
search (RwNetworksPage *self)
{
  Question *question;

  if (self->newest == NULL)
    return;
  question = g_new (Question, 1);
  *question = (Question) { rw_net_plan_ref (self->newest), g_strdup (self->words) };
  self->n_searches++;
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), search_cb, question, question_free,
                         (GDestroyNotify) rw_net_found_free, self->cancellable, searched_cb,
                         g_object_ref (self));
}

/* --- RwPage -------------------------------------------------------------------------------------- */

static void
rw_networks_page_session_set (RwPage *page, RwSession *session)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);

  if (self->is_shown || self->wanted_kind != RW_KIND_NONE)
    want (self);
}

static void
rw_networks_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);
  const guint64 kinds = RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_VLAN) |
                        RW_KIND_BIT (RW_KIND_ADDRESS) | RW_KIND_BIT (RW_KIND_PORT) |
                        RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                        RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_CUSTOMER);

  if ((changes->kinds & kinds) == 0)
    return;
  self->stale = TRUE;
  if (self->is_shown && self->reload_source == 0)
    self->reload_source = g_timeout_add (PAUSE_MS, reload_cb, self);
}

static void
rw_networks_page_shown (RwPage *page, gboolean shown)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);

  self->is_shown = shown;
  if (shown)
    want (self);
}

static void
rw_networks_page_search (RwPage *page, const char *text)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);
  g_autofree char *words = g_strstrip (rw_text_fold (text));

  if (!g_set_str (&self->words, *words != '\0' ? words : NULL))
    return;
  if (self->words != NULL)
    search (self);
  else if (self->newest != NULL)
    show (self, NULL);
}

static gboolean
rw_networks_page_reveal (RwPage *page, RwKind kind, const RwId *id)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);

  if (kind != RW_KIND_PREFIX && kind != RW_KIND_VLAN && kind != RW_KIND_ADDRESS)
    return FALSE;
  self->wanted_kind = kind;
  self->wanted = *id;
  if (!show_wanted (self))
    want (self);
  return TRUE;
}

static gboolean
rw_networks_page_settled (RwPage *page)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);

  if (self->loading || self->n_searches > 0 || self->reload_source != 0)
    return FALSE;
  /* Nothing is asked for as long as nobody looks. */
  return self->plan != NULL || !self->is_shown;
}

static void
view_changed_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwNetworksPage *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active >= G_N_ELEMENTS (view_names) || active == self->view)
    return;
  set_view (self, active);
  update (self);
}

static GtkWidget *
rw_networks_page_create_header_start (RwPage *page)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (page);
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  const char *labels[] = { _ ("Prefixes"), _ ("VLANs") };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (toggles, toggle);
    }
  adw_toggle_group_set_active (toggles, self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show networks"), -1);
  g_set_weak_pointer (&self->toggles, toggles);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (view_changed_cb), self, 0);
  return GTK_WIDGET (toggles);
}

static GtkWidget *
rw_networks_page_create_header_end (RwPage *page)
{
  static const char *const first[] = { "networks.take-address", "networks.take-prefix",
                                       "networks.copy" };
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new (), work = g_menu_new (), rest = g_menu_new ();
  g_autoptr (GMenuItem) export = rw_action_menu_item_new ("networks.export");

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_autoptr (GMenuItem) item = rw_action_menu_item_new (first[i]);

      g_menu_append_item (work, item);
    }
  g_menu_append_item (rest, export);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (work));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Reserve, Copy and Export"));
  /* The header bar is not inside the page. */
  gtk_widget_insert_action_group (button, "networks",
                                  G_ACTION_GROUP (RW_NETWORKS_PAGE (page)->actions));
  return button;
}

/* --- What the person does ------------------------------------------------------------------------ */

static void
select_cb (GtkWidget *view, int kind, const RwId *id, RwNetworksPage *self)
{
  self->wanted_kind = RW_KIND_NONE;
  rw_page_select (RW_PAGE (self), (RwKind) kind, id);
}

static void
open_cb (GtkWidget *view, int kind, const RwId *id, RwNetworksPage *self)
{
  rw_page_open (RW_PAGE (self), (RwKind) kind, id);
}

/* Says why not, and returns the prefix that something is wanted of otherwise. */
static int
may_take (RwNetworksPage *self, RwKind kind)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  int prefix = self->plan != NULL && self->view == VIEW_PREFIXES
                 ? rw_networks_prefixes_get_prefix (self->prefixes)
                 : RW_NET_NONE;
  g_autofree char *refusal = NULL;

  if (prefix < 0)
    rw_page_toast (RW_PAGE (self), _ ("Select the prefix to take it from first"));
  else if (session != NULL && (rw_session_get_roles (session) & rw_schema_get (kind)->writers) == 0)
    {
      refusal = g_strdup_printf (_ ("You may not change %s"), rw_kind_labels (kind));
      rw_page_toast (RW_PAGE (self), refusal);
      prefix = RW_NET_NONE;
    }
  return prefix;
}

static void
take_address_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwNetworksPage *self = user_data;
  int prefix = may_take (self, RW_KIND_ADDRESS);
  g_autofree char *refusal = NULL;
  RwIp ip;

  if (prefix < 0)
    return;
  if (!rw_networks_prefixes_get_free (self->prefixes, &ip) &&
      !rw_net_next_address (self->plan, (guint) prefix, &ip))
    {
      refusal = g_strdup_printf (_ ("%s is full"), RW_NET_PREFIX (self->plan, prefix)->text);
      rw_page_toast (RW_PAGE (self), refusal);
      return;
    }
  adw_dialog_present (rw_networks_take_new_address (RW_PAGE (self), self->plan, (guint) prefix,
                                                    &ip),
                      GTK_WIDGET (self));
}

static void
take_prefix_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwNetworksPage *self = user_data;
  int prefix = may_take (self, RW_KIND_PREFIX);
  g_autofree char *refusal = NULL;

  if (prefix < 0)
    return;
  if (RW_NET_PREFIX (self->plan, prefix)->net.length ==
      RW_NET_PREFIX (self->plan, prefix)->net.first.bits)
    {
      refusal =
        g_strdup_printf (_ ("%s is a single address"), RW_NET_PREFIX (self->plan, prefix)->text);
      rw_page_toast (RW_PAGE (self), refusal);
      return;
    }
  adw_dialog_present (rw_networks_take_new_prefix (RW_PAGE (self), self->plan, (guint) prefix),
                      GTK_WIDGET (self));
}

static void
take_cb (RwNetworksPage *self)
{
  take_address_cb (NULL, NULL, self);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwNetworksPage *self = user_data;
  g_autofree char *text = NULL, *message = NULL;

  text = self->view == VIEW_PREFIXES ? rw_networks_prefixes_dup_text (self->prefixes)
                                     : rw_networks_vlans_dup_text (self->vlans);
  if (text == NULL)
    {
      rw_page_toast (RW_PAGE (self), _ ("Select what is to be copied first"));
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  /* Translators: an address is in the clipboard */
  message = g_strdup_printf (_ ("%s copied"), text);
  rw_page_toast (RW_PAGE (self), message);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwNetworksPage *self = user_data;
  gboolean prefixes = self->view == VIEW_PREFIXES;
  g_autoptr (GBytes) bytes = NULL;
  /* Translators: the name of a file */
  const char *name = prefixes ? _ ("prefixes.csv") : _ ("vlans.csv");

  if (self->plan == NULL)
    return;
  bytes = prefixes ? rw_networks_prefixes_to_csv (self->prefixes)
                   : rw_networks_vlans_to_csv (self->vlans);
  rw_save_as (GTK_WIDGET (self), prefixes ? _ ("Export Prefixes") : _ ("Export VLANs"), name, bytes,
              rw_toast);
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwNetworksPage *self = user_data;

  set_view (self, self->view == VIEW_PREFIXES ? VIEW_VLANS : VIEW_PREFIXES);
  update (self);
  rw_announce (GTK_WIDGET (self), self->view == VIEW_PREFIXES ? _ ("Prefixes") : _ ("VLANs"));
}

static const RwAction page_actions[] = {
  { "networks.view", N_ ("Prefixes or VLANs"), N_ ("Networks"), "<Control>e", "networks", RW_ACTION_DEFAULT, "view-list-symbolic" },
  { "networks.take-address", N_ ("Reserve the Next Free Address…"), N_ ("Networks"), "<Control><Shift>a", "networks", RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "networks.take-prefix", N_ ("Reserve the Next Free Prefix…"), N_ ("Networks"), "<Control><Shift>p", "networks", RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "networks.copy", N_ ("Copy the Address"), N_ ("Networks"), "<Control>c", "networks", RW_ACTION_DEFAULT, "edit-copy-symbolic" },
  { "networks.export", N_ ("Export as CSV…"), N_ ("Networks"), "<Control>s", "networks", RW_ACTION_DEFAULT, "document-save-symbolic" },
};

static void
create_actions (RwNetworksPage *self)
{
  static const GActionEntry entries[] = {
    { "view", view_cb, NULL, NULL, NULL, { 0 } },
    { "take-address", take_address_cb, NULL, NULL, NULL, { 0 } },
    { "take-prefix", take_prefix_cb, NULL, NULL, NULL, { 0 } },
    { "copy", copy_cb, NULL, NULL, NULL, { 0 } },
    { "export", export_cb, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "networks", G_ACTION_GROUP (self->actions));
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
rw_networks_page_dispose (GObject *object)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_weak_pointer (&self->toggles);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rw_networks_page_parent_class)->dispose (object);
}

static void
rw_networks_page_finalize (GObject *object)
{
  RwNetworksPage *self = RW_NETWORKS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, rw_net_found_free);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  g_clear_pointer (&self->newest, rw_net_plan_unref);
  g_free (self->words);
  G_OBJECT_CLASS (rw_networks_page_parent_class)->finalize (object);
}

static void
rw_networks_page_class_init (RwNetworksPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_networks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_networks_page_finalize;
  page_class->id = "networks";
  page_class->title = N_ ("Networks");
  page_class->icon_name = "rw-networks-symbolic";
  page_class->session_set = rw_networks_page_session_set;
  page_class->data_changed = rw_networks_page_data_changed;
  page_class->reveal = rw_networks_page_reveal;
  page_class->shown = rw_networks_page_shown;
  page_class->search = rw_networks_page_search;
  page_class->create_header_start = rw_networks_page_create_header_start;
  page_class->create_header_end = rw_networks_page_create_header_end;
  page_class->settled = rw_networks_page_settled;
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
restore_settings (RwNetworksPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autofree char *view = NULL;

  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "networks-view"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  view = g_settings_get_string (self->settings, "networks-view");
  set_view (self, g_str_equal (view, view_names[VIEW_VLANS]) ? VIEW_VLANS : VIEW_PREFIXES);
}

static void
rw_networks_page_init (RwNetworksPage *self)
{
  self->wanted_kind = RW_KIND_NONE;
  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->views = GTK_STACK (gtk_stack_new ());
  self->prefixes = RW_NETWORKS_PREFIXES (rw_networks_prefixes_new ());
  self->vlans = RW_NETWORKS_VLANS (rw_networks_vlans_new ());
  g_signal_connect_object (self->prefixes, "select", G_CALLBACK (select_cb), self, 0);
  g_signal_connect_object (self->prefixes, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (self->prefixes, "take", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vlans, "select", G_CALLBACK (select_cb), self, 0);
  g_signal_connect_object (self->vlans, "open", G_CALLBACK (open_cb), self, 0);
  gtk_stack_add_named (self->views, GTK_WIDGET (self->prefixes), view_names[VIEW_PREFIXES]);
  gtk_stack_add_named (self->views, GTK_WIDGET (self->vlans), view_names[VIEW_VLANS]);

  rw_status_page_add_loading (self->stack, _ ("Loading Networks"));
  rw_status_page_add (
    self->stack, "empty", "rw-networks-symbolic", _ ("No Networks Yet"),
    _ ("Prefixes, addresses and VLANs appear here as soon as the server has some."));
  rw_status_page_add (self->stack, "nothing", "edit-find-symbolic", _ ("No Network Matches"),
                      _ ("Try fewer or other words."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Networks Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->views), "views");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  create_actions (self);
  restore_settings (self);
}

/**
 * rw_networks_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_networks_page_new (void)
{
  return g_object_new (RW_TYPE_NETWORKS_PAGE, NULL);
}
