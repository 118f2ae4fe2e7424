/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-life.h"

#include <glib/gi18n.h>

#include "rules/rw-system-rules.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-property-row.h"
#include "rw-submit.h"
#include "rw-system-row.h"

/* The life cycle of a system and the four ticks that it asks for (DOMAIN, "Life cycle of a system"). */

static const guint ticks[] = { RW_DEVICE_TICK_NETWORK_AT, RW_DEVICE_TICK_MONITORING_AT, RW_DEVICE_TICK_FIREWALL_AT,
                               RW_DEVICE_TICK_BACKUP_AT };

/**
 * rw_system_life_line_new:
 *
 * Returns: (transfer floating): the stages one behind the other, with the one where the system is
 */
GtkWidget *
rw_system_life_line_new (RwInspectorData *data)
{
  GtkWidget *line = adw_wrap_box_new ();
  int stage = rw_record_get_enum (data->record, rw_system_field (data->record, RW_DEVICE_STAGE));
  const RwInspectorChip *chip =
    stage >= 0 && data->chips->len > 0 ? g_ptr_array_index (data->chips, 0) : NULL;
  g_autofree char *sentence = NULL;

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (line), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (line), 4);
  for (int i = 0; i <= RW_STAGE_REMOVED; i++)
    {
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (i == stage && chip != NULL)
        text = g_strdup_printf ("%s %s", rw_status_symbol (chip->status), chip->text);
      else
        text = g_strdup_printf (i == RW_STAGE_REMOVED ? "%s" : "%s ›",
                                rw_enum_label (&rw_enum_stage, i));
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "caption");
      if (i == stage)
        {
          gtk_widget_add_css_class (label, "rw-pill");
          gtk_widget_add_css_class (label,
                                    chip != NULL ? rw_status_css_class (chip->status) : "heading");
        }
      else if (i > stage)
        gtk_widget_add_css_class (label, "dim-label");
      adw_wrap_box_append (ADW_WRAP_BOX (line), label);
    }
  if (stage >= 0)
    /* Translators: a stage of the life cycle, and which of how many it is: "In operation: stage 8 of 10" */
    sentence = g_strdup_printf (_ ("%s: stage %d of %d"), rw_enum_label (&rw_enum_stage, stage),
                                stage + 1, RW_STAGE_REMOVED + 1);
  else
    sentence = g_strdup (_ ("No life-cycle stage is set"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  return line;
}

typedef struct
{
  RwSession *session;
  RwRecord *system;
  guint field;
} Tick;

static void
tick_free (gpointer  data,
           GClosure *closure)
{
  Tick *tick = data;

  g_object_unref (tick->session);
  g_object_unref (tick->system);
  g_free (tick);
}

static void
tick_cb (GtkWidget *button,
         Tick      *tick)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) after = rw_record_dup (tick->system);
  g_autofree char *label = NULL;
  /* The row goes with the next reading; the toast's place stays. */
  GtkWidget *overlay = gtk_widget_get_ancestor (button, ADW_TYPE_TOAST_OVERLAY);
  const char *gate = rw_field_label (rw_schema_field (rw_record_get_kind (after), tick->field));
  const RwId *person = rw_session_get_person (tick->session);
  gboolean set = !rw_record_has (after, tick->field);
  RwValue none = RW_VALUE_NULL;
  RwEdit *edit;

  if (set)
    {
      rw_record_set_instant (after, tick->field, rw_clock_now ());
      if (person != NULL)
        rw_record_set_ref (after, tick->field + 1, person);
    }
  else
    {
      rw_record_set (after, tick->field, &none);
      rw_record_set (after, tick->field + 1, &none);
    }
  edit = rw_edit_new_diff (tick->system, after);
  if (edit == NULL)
    return;
  g_ptr_array_add (edits, edit);
  /* Translators: a tick of the life cycle and a system: "Tick “Network connected” of web-014" */
  label = g_strdup_printf (set ? _ ("Tick “%s” of %s") : _ ("Take back “%s” of %s"), gate,
                           rw_record_get_title (after));
  rw_submit (overlay != NULL ? overlay : button, tick->session, edits, label);
}

static GtkWidget *
tick_button_new (RwSession *session,
                 RwRecord  *system,
                 guint      field)
{
  gboolean set = rw_record_has (system, field);
  GtkWidget *button = gtk_button_new_with_label (set ? _ ("Take Back") : _ ("Tick"));
  const char *gate = rw_field_label (rw_schema_field (rw_record_get_kind (system), field));
  g_autofree char *name = g_strdup_printf (set ? _ ("Take back “%s”") : _ ("Tick “%s”"), gate);
  Tick *tick;

  G_STATIC_ASSERT (RW_DEVICE_TICK_NETWORK_BY == RW_DEVICE_TICK_NETWORK_AT + 1 &&
                   RW_DEVICE_TICK_BACKUP_BY == RW_DEVICE_TICK_BACKUP_AT + 1);
  tick = g_new (Tick, 1);
  *tick = (Tick) { g_object_ref (session), g_object_ref (system), field };
  gtk_widget_add_css_class (button, "rw-small");
  if (set)
    gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, rw_schema_field (rw_record_get_kind (system), field)->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (tick_cb), tick, tick_free, 0);
  return button;
}

static GtkWidget *
gate_row_new (RwSession       *session,
              RwInspectorData *data,
              guint            device_field,
              gint64           now)
{
  RwRecord *system = data->record;
  guint field = rw_system_field (system, device_field);
  const char *reason = NULL;
  g_autofree char *detail = NULL;
  RwSystemRowInfo info = { .title = rw_field_label (
                             rw_schema_field (rw_record_get_kind (system), field)) };

  if (rw_record_has (system, field))
    {
      const RwId *by = rw_record_get_ref (system, field + 1);
      const RwInspectorTitle *person = by != NULL ? rw_inspector_data_title (data, by) : NULL;
      g_autofree char *when = rw_format_moment (rw_record_get_integer (system, field, 0), now);

      detail =
        person != NULL ? g_strdup_printf ("%s · %s", when, person->title) : g_steal_pointer (&when);
      info.word = C_ ("tick", "Done");
      info.status = RW_STATUS_GOOD;
    }
  else
    {
      if (device_field == RW_DEVICE_TICK_BACKUP_AT)
        reason = rw_record_get_text (system, rw_system_field (system, RW_DEVICE_NO_BACKUP));
      if (reason == NULL)
        reason = rw_record_get_text (system, rw_system_field (system, RW_DEVICE_WAIVER));
      detail = g_strdup (reason);
      info.word = reason != NULL ? C_ ("tick", "Waived") : C_ ("tick", "Missing");
      info.status = reason != NULL ? RW_STATUS_UNKNOWN : RW_STATUS_ATTENTION;
    }
  info.detail = detail;
  if (rw_property_is_writable (system, field, rw_session_get_roles (session)))
    info.suffix = tick_button_new (session, system, field);
  return rw_system_row_new (&info);
}

/**
 * rw_system_life_add_rows:
 * @now: rw_clock_now()
 *
 * Adds the four ticks: each with who and when, the reason why it is waived, or that it is missing.
 */
void
rw_system_life_add_rows (GtkListBox      *list,
                         RwSession       *session,
                         RwInspectorData *data,
                         gint64           now)
{
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    gtk_list_box_append (list, gate_row_new (session, data, ticks[i], now));
}
