/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-take.h"

#include <glib/gi18n.h>

#include "rules/rw-address-rules.h"
#include "rw-check.h"
#include "rw-error.h"

struct _RwNetworksTake
{
  AdwDialog parent_instance;

  RwPage *page;
  RwNetPlan *plan;
  guint prefix;
  gboolean is_prefix;

  AdwEntryRow *text;
  AdwSpinRow *length; /* of a prefix */
  AdwEntryRow *dns;   /* of an address */
  AdwEntryRow *purpose;
  AdwComboRow *status;
  GtkLabel *refusal;
  GtkWidget *take;
};

G_DEFINE_FINAL_TYPE (RwNetworksTake, rw_networks_take, ADW_TYPE_DIALOG)

/* What a new record can be; the first is what is proposed. */
static const int statuses[] = { RW_NET_STATUS_RESERVED, RW_NET_STATUS_ACTIVE };

static char *
dup_typed (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* --- What is wrong with it ----------------------------------------------------------------------- */

static gboolean
check_address (RwNetworksTake *self, const RwIp *ip, GError **error)
{
  const RwNetPrefix *prefix = RW_NET_PREFIX (self->plan, self->prefix);
  g_autoptr (GArray) rows = rw_net_rows (self->plan, prefix->node, NULL);
  g_autofree char *text = rw_ip_to_string (ip, -1);

  if (!rw_ip_net_has (&prefix->net, ip))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not in %s"), text, prefix->text);
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const RwNetRow *row = &g_array_index (rows, RwNetRow, i);

      if (row->type == RW_NET_ROW_FREE && rw_ip_compare (&row->first, ip) <= 0 &&
          rw_ip_compare (ip, &row->last) <= 0)
        return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not free"), text);
  return FALSE;
}

static gboolean
check_net (RwNetworksTake *self, const RwIpNet *net, GError **error)
{
  const RwNetPrefix *prefix = RW_NET_PREFIX (self->plan, self->prefix);
  g_autoptr (GArray) rows = rw_net_rows (self->plan, prefix->node, NULL);
  g_autofree char *text = rw_ip_to_string (&net->first, (int) net->length);
  RwIp last = rw_ip_net_last (net);

  if (!rw_ip_net_contains (&prefix->net, net) || net->length == prefix->net.length)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not in %s"), text, prefix->text);
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const RwNetRow *row = &g_array_index (rows, RwNetRow, i);

      if (row->type != RW_NET_ROW_FREE && rw_ip_compare (&row->first, &last) <= 0 &&
          rw_ip_compare (&net->first, &row->last) <= 0)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not free"), text);
          return FALSE;
        }
    }
  return TRUE;
}

/* Addresses are written with their length where the others in the prefix are. */
static int
usual_suffix (RwNetPlan *plan, const RwNetPrefix *prefix)
{
  return prefix->first_address < prefix->end_address &&
             RW_NET_ADDRESS (plan, prefix->first_address)->length >= 0
           ? (int) prefix->net.length
           : -1;
}

/* Returns: (transfer full) (nullable): what would be made, NULL when it is not right yet */
static RwRecord *
make_record (RwNetworksTake *self, GError **error)
{
  const RwNetPrefix *prefix = RW_NET_PREFIX (self->plan, self->prefix);
  const char *vrf = RW_NET_VRF (self->plan, prefix->vrf)->name;
  g_autofree char *typed = dup_typed (self->text), *purpose = dup_typed (self->purpose),
                  *written = NULL;
  g_autoptr (RwRecord) record = NULL;
  RwId id = rw_id_new ();
  int length,
    status = statuses[MIN (adw_combo_row_get_selected (self->status), G_N_ELEMENTS (statuses) - 1)];
  RwIpNet net;
  RwIp ip;

  if (self->is_prefix)
    {
      if (!rw_prefix_read (typed != NULL ? typed : "", &net, error) ||
          !check_net (self, &net, error))
        return NULL;
      record = rw_record_new (RW_KIND_PREFIX, &id);
      written = rw_ip_to_string (&net.first, (int) net.length);
      rw_record_set_text (record, RW_PREFIX_PREFIX, written);
      rw_record_set_text (record, RW_PREFIX_VRF, vrf);
      if (!rw_id_is_nil (&prefix->site_id))
        rw_record_set_ref (record, RW_PREFIX_SITE, &prefix->site_id);
      if (!rw_id_is_nil (&prefix->customer_id))
        rw_record_set_ref (record, RW_PREFIX_CUSTOMER, &prefix->customer_id);
      rw_record_set_enum (record, RW_PREFIX_STATUS, status);
      rw_record_set_text (record, RW_PREFIX_PURPOSE, purpose);
    }
  else
    {
      g_autofree char *dns = dup_typed (self->dns);

      if (!rw_address_read (typed != NULL ? typed : "", &ip, &length, error) ||
          !check_address (self, &ip, error))
        return NULL;
      record = rw_record_new (RW_KIND_ADDRESS, &id);
      written = rw_ip_to_string (&ip, length >= 0 ? length : usual_suffix (self->plan, prefix));
      rw_record_set_text (record, RW_ADDRESS_ADDRESS, written);
      rw_record_set_text (record, RW_ADDRESS_VRF, vrf);
      if (!rw_id_is_nil (&prefix->customer_id))
        rw_record_set_ref (record, RW_ADDRESS_CUSTOMER, &prefix->customer_id);
      rw_record_set_enum (record, RW_ADDRESS_STATUS, status);
      rw_record_set_text (record, RW_ADDRESS_DNS_NAME, dns);
      rw_record_set_text (record, RW_ADDRESS_PURPOSE, purpose);
    }
  return rw_record_check (record, error) ? g_steal_pointer (&record) : NULL;
}

/* --- Callbacks ----------------------------------------------------------------------------------- */

static void
changed_cb (RwNetworksTake *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = make_record (self, &error);

  gtk_label_set_text (self->refusal, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), error != NULL);
  gtk_widget_set_sensitive (self->take, record != NULL);
}

static void
length_cb (RwNetworksTake *self)
{
  guint length = (guint) adw_spin_row_get_value (self->length);
  g_autofree char *text = NULL;
  RwIpNet net;

  if (rw_net_next_prefix (self->plan, self->prefix, length, &net))
    text = rw_ip_to_string (&net.first, (int) net.length);
  gtk_editable_set_text (GTK_EDITABLE (self->text), text != NULL ? text : "");
  if (text == NULL)
    {
      g_autofree char *refusal =
        g_strdup_printf (_ ("%s has no room for a prefix of length %u"),
                         RW_NET_PREFIX (self->plan, self->prefix)->text, length);

      gtk_label_set_text (self->refusal, refusal);
      gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
    }
}

static void
take_cb (RwNetworksTake *self)
{
  rw_networks_take_take (self);
}

static void
rw_networks_take_finalize (GObject *object)
{
  RwNetworksTake *self = RW_NETWORKS_TAKE (object);

  g_clear_object (&self->page);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  G_OBJECT_CLASS (rw_networks_take_parent_class)->finalize (object);
}

static void
rw_networks_take_class_init (RwNetworksTakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_networks_take_finalize;
}

static AdwEntryRow *
add_entry (RwNetworksTake *self, AdwPreferencesGroup *group, const char *title)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (adw_entry_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rw_networks_take_init (RwNetworksTake *self)
{
  adw_dialog_set_content_width (ADW_DIALOG (self), 440);
}

/* A small table of words: what the dialog asks depends on what is taken. */
static void
fill (RwNetworksTake *self)
{
  const RwNetPrefix *prefix = RW_NET_PREFIX (self->plan, self->prefix);
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autofree char *where = g_markup_printf_escaped (_ ("In %s"), prefix->text);

  adw_dialog_set_title (ADW_DIALOG (self),
                        self->is_prefix ? _ ("Reserve a Prefix") : _ ("Reserve an Address"));
  self->take = gtk_button_new_with_mnemonic (_ ("_Reserve"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->take);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (adw_dialog_close), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);

  self->refusal = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->refusal, TRUE);
  gtk_label_set_xalign (self->refusal, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->refusal), "error");
  adw_preferences_group_set_description (group, where);
  if (self->is_prefix)
    {
      self->length = ADW_SPIN_ROW (
        adw_spin_row_new_with_range (prefix->net.length + 1, prefix->net.first.bits, 1));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->length), _ ("Length"));
      adw_preferences_group_add (group, GTK_WIDGET (self->length));
      g_signal_connect_object (self->length, "notify::value", G_CALLBACK (length_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->text = add_entry (self, group, self->is_prefix ? _ ("Prefix") : _ ("Address"));
  self->purpose = add_entry (self, group, _ ("Purpose"));
  if (!self->is_prefix)
    self->dns = add_entry (self, group, _ ("DNS name"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (words, rw_enum_label (&rw_enum_net_status, statuses[i]));
  self->status = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), _ ("Status"));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (words));
  adw_preferences_group_add (group, GTK_WIDGET (self->status));

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->refusal));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  /* Where and which is known; what for is what the person has to say. */
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->purpose));
}

static RwNetworksTake *
new_for (RwPage *page, RwNetPlan *plan, guint prefix, gboolean is_prefix)
{
  RwNetworksTake *self = g_object_new (RW_TYPE_NETWORKS_TAKE, NULL);

  self->page = g_object_ref (page);
  self->plan = rw_net_plan_ref (plan);
  self->prefix = prefix;
  self->is_prefix = is_prefix;
  fill (self);
  return self;
}

/**
 * rw_networks_take_new_address:
 * @page: edits there, and shows the new record
 * @prefix: in the plan, a readable one
 * @ip: the address to propose
 */
AdwDialog *
rw_networks_take_new_address (RwPage *page, RwNetPlan *plan, guint prefix, const RwIp *ip)
{
  RwNetworksTake *self = new_for (page, plan, prefix, FALSE);
  g_autofree char *text = rw_ip_to_string (ip, -1);

  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  return ADW_DIALOG (self);
}

/**
 * rw_networks_take_new_prefix:
 * @page: edits there, and shows the new record
 * @prefix: in the plan, a readable one with more than one address; the new one is to be in it
 */
AdwDialog *
rw_networks_take_new_prefix (RwPage *page, RwNetPlan *plan, guint prefix)
{
  RwNetworksTake *self = new_for (page, plan, prefix, TRUE);

  adw_spin_row_set_value (self->length, rw_net_usual_length (plan, prefix));
  length_cb (self);
  return ADW_DIALOG (self);
}

/**
 * rw_networks_take_set_text:
 *
 * As if a person typed the address or prefix.
 */
void
rw_networks_take_set_text (RwNetworksTake *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
}

void
rw_networks_take_set_purpose (RwNetworksTake *self, const char *purpose)
{
  gtk_editable_set_text (GTK_EDITABLE (self->purpose), purpose);
}

/**
 * rw_networks_take_get_refusal:
 *
 * Returns: (transfer none): why it cannot be taken; empty when it can
 */
const char *
rw_networks_take_get_refusal (RwNetworksTake *self)
{
  return gtk_label_get_text (self->refusal);
}

/**
 * rw_networks_take_take:
 *
 * Makes the record, closes the dialog and shows the record.
 *
 * Returns: %FALSE when something is not right yet
 */
gboolean
rw_networks_take_take (RwNetworksTake *self)
{
  g_autoptr (RwRecord) record = make_record (self, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = NULL;

  if (record == NULL)
    return FALSE;
  g_ptr_array_add (edits, rw_edit_new_create (record));
  /* Translators: what was done: "Reserve 10.20.14.88" */
  label = g_strdup_printf (_ ("Reserve %s"), rw_record_get_title (record));
  rw_page_submit_and_open (self->page, edits, label, rw_record_get_kind (record),
                           rw_record_get_id (record));
  adw_dialog_close (ADW_DIALOG (self));
  return TRUE;
}
