/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-plan.h"

#include <glib/gi18n.h>

#include "query/rw-query-tickets.h"
#include "rules/rw-change-rules.h"
#include "rw-change-times.h"
#include "rw-change-when.h"
#include "rw-format.h"
#include "rw-time.h"

struct _RwChangePlan
{
  RwChangeBox parent_instance;

  GtkWidget *times;
  GtkWidget *buttons;
  GtkWidget *save;
  GtkWidget *who;
  GtkWidget *implementer;
  GtkWidget *requester;
  GtkWidget *whose;
  GtkWidget *started;
  GtkWidget *extension;

  GPtrArray *people; /* (nullable): of the rows of the list; a reference */
  gboolean updating;
  gboolean typed;
  gboolean saving; /* what is typed was submitted and is not answered yet */
};

enum
{
  SIGNAL_TYPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangePlan, rw_change_plan, RW_TYPE_CHANGE_BOX)

static void
set_typed (RwChangePlan *self,
           gboolean      typed)
{
  gint64 start, end;

  self->typed = typed;
  self->saving = FALSE;
  gtk_widget_set_visible (self->buttons, typed);
  gtk_widget_set_sensitive (self->save, rw_change_times_is_empty (RW_CHANGE_TIMES (self->times)) ||
                                          rw_change_times_get (RW_CHANGE_TIMES (self->times), &start, &end));
}

static void
times_changed_cb (RwChangePlan *self)
{
  RwRecord *change = rw_change_box_get_change (RW_CHANGE_BOX (self));
  gint64 start = 0, end = 0;

  if (self->updating || change == NULL)
    return;
  if (!rw_change_times_get (RW_CHANGE_TIMES (self->times), &start, &end) &&
      !rw_change_times_is_empty (RW_CHANGE_TIMES (self->times)))
    set_typed (self, TRUE);
  else
    {
      g_autoptr (RwRecord) after = rw_record_dup (change);

      rw_change_times_apply (RW_CHANGE_TIMES (self->times), after);
      set_typed (self, !rw_record_equal (change, after));
    }
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
save_cb (RwChangePlan *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL, *when = NULL;
  gint64 start, end;

  if (change == NULL || !self->typed || self->saving)
    return;
  after = rw_record_dup (change);
  if (!rw_change_times_apply (RW_CHANGE_TIMES (self->times), after))
    return;
  if (rw_change_times_get (RW_CHANGE_TIMES (self->times), &start, &end))
    {
      when = rw_change_when_describe (start, end, rw_format_get_zone ());
      label = g_strdup_printf (_ ("Move %s to %s"), rw_change_box_get_name (box), when);
    }
  else
    label = g_strdup_printf (_ ("Take %s out of the calendar"), rw_change_box_get_name (box));
  /* It is typed until it is in the record: where it is refused nothing is lost. */
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  rw_change_box_alter (box, after, label);
}

/* Whether the fields say what is in the record. */
static gboolean
says (RwChangePlan *self,
      RwRecord     *change)
{
  g_autoptr (RwRecord) after = rw_record_dup (change);

  return rw_change_times_apply (RW_CHANGE_TIMES (self->times), after) &&
         rw_record_equal (change, after);
}

static void
show_times (RwChangePlan *self,
            RwRecord     *change)
{
  self->updating = TRUE;
  rw_change_times_set_record (RW_CHANGE_TIMES (self->times), change);
  self->updating = FALSE;
  set_typed (self, FALSE);
}

static void
drop_cb (RwChangePlan *self)
{
  RwRecord *change = rw_change_box_get_change (RW_CHANGE_BOX (self));

  if (change == NULL)
    return;
  show_times (self, change);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
implementer_cb (RwChangePlan *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->implementer));
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL;

  if (self->updating || change == NULL || self->people == NULL || selected > self->people->len)
    return;
  after = rw_record_dup (change);
  if (selected == 0)
    rw_record_take (after, RW_CHANGE_IMPLEMENTER, RW_VALUE_NULL);
  else
    rw_record_set_ref (after, RW_CHANGE_IMPLEMENTER, &((RwChoice *) self->people->pdata[selected - 1])->id);
  if (rw_record_equal (change, after))
    return;
  label = selected == 0
            ? g_strdup_printf (_ ("Nobody implements %s"), rw_change_box_get_name (box))
            : g_strdup_printf (_ ("%s implements %s"), ((RwChoice *) self->people->pdata[selected - 1])->name,
                               rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

static void
show_people (RwChangePlan         *self,
             const RwChangeDetail *detail)
{
  const RwId *implementer = rw_record_get_ref (detail->change, RW_CHANGE_IMPLEMENTER);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_ ("choice", "None"));
  for (guint i = 0; i < detail->people->len; i++)
    {
      const RwChoice *choice = detail->people->pdata[i];

      if (implementer != NULL && rw_id_equal (implementer, &choice->id))
        selected = i + 1;
      gtk_string_list_append (names, choice->name);
    }
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_ptr_array_ref (detail->people);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->implementer), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->implementer), selected);
}

static void
set_subtitle (GtkWidget  *row,
              const char *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : "");
  gtk_widget_set_visible (row, text != NULL && *text != '\0');
}

static void
show_facts (RwChangePlan         *self,
            const RwChangeDetail *detail,
            gint64                now)
{
  RwRecord *change = detail->change;
  g_autofree char *whose = NULL, *started = NULL, *begin = NULL, *extension = NULL;

  if (detail->customer_name != NULL || detail->service_name != NULL)
    whose = g_strdup_printf ("%s%s%s", detail->customer_name != NULL ? detail->customer_name : "",
                             detail->customer_name != NULL && detail->service_name != NULL ? " · " : "",
                             detail->service_name != NULL ? detail->service_name : "");
  set_subtitle (self->whose, whose);
  set_subtitle (self->requester, rw_change_detail_get_person (detail, rw_record_get_ref (change, RW_CHANGE_REQUESTER)));
  if (rw_record_has (change, RW_CHANGE_STARTED))
    {
      begin = rw_format_moment (rw_record_get_integer (change, RW_CHANGE_STARTED, 0), now);
      if (rw_record_has (change, RW_CHANGE_FINISHED))
        {
          g_autofree char *end = rw_format_moment (rw_record_get_integer (change, RW_CHANGE_FINISHED, 0), now);

          started = g_strdup_printf ("%s – %s", begin, end);
        }
    }
  set_subtitle (self->started, started != NULL ? started : begin);
  if (rw_record_has (change, RW_CHANGE_EXTEND_TO))
    {
      g_autofree char *until =
        rw_format_moment (rw_record_get_integer (change, RW_CHANGE_EXTEND_TO, 0), now);
      const char *reason = rw_record_get_text (change, RW_CHANGE_EXTEND_REASON);

      extension =
        g_strdup_printf ("%s%s%s", until, reason != NULL ? ": " : "", reason != NULL ? reason : "");
    }
  set_subtitle (self->extension, extension);
}

static void
rw_change_plan_show (RwChangeBox         *box,
                     const RwChangeShown *shown,
                     gboolean             other)
{
  RwChangePlan *self = RW_CHANGE_PLAN (box);
  RwRecord *change = shown->detail->change;
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  gboolean movable = shown->may_edit && rw_change_status_may_reschedule (status);

  /* What a person is typing stays until it is in the record. */
  if (other || !self->typed || says (self, change))
    show_times (self, change);
  else
    set_typed (self, TRUE);
  self->updating = TRUE;
  rw_change_times_set_other (RW_CHANGE_TIMES (self->times), shown->detail->customer_name, shown->detail->customer_tz);
  rw_change_times_set_editable (RW_CHANGE_TIMES (self->times), movable);
  show_people (self, shown->detail);
  gtk_widget_set_sensitive (self->implementer, shown->may_edit && status < RW_CHANGE_STATUS_REVIEW);
  show_facts (self, shown->detail, shown->now);
  self->updating = FALSE;
}

static void
rw_change_plan_dispose (GObject *object)
{
  RwChangePlan *self = RW_CHANGE_PLAN (object);

  self->updating = TRUE;
  g_clear_pointer (&self->people, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_change_plan_parent_class)->dispose (object);
}

static void
rw_change_plan_class_init (RwChangePlanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_plan_dispose;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_plan_show;
  signals[SIGNAL_TYPED] = g_signal_new ("typed", RW_TYPE_CHANGE_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (GtkWidget  *group,
         GtkWidget  *row,
         const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
rw_change_plan_init (RwChangePlan *self)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop = gtk_button_new_with_mnemonic (_ ("_Discard"));

  rw_change_box_set_heading (RW_CHANGE_BOX (self), C_ ("change", "When and Who"));
  self->times = rw_change_times_new ();
  g_signal_connect_object (self->times, "changed", G_CALLBACK (times_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->times, "done", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->times);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->save = gtk_button_new_with_mnemonic (_ ("_Save the Times"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "clicked", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), self->save);
  gtk_box_append (GTK_BOX (self->buttons), drop);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_box_append (GTK_BOX (self), self->buttons);

  self->who = adw_preferences_group_new ();
  gtk_widget_set_margin_top (self->who, 6);
  self->implementer = add_row (self->who, adw_combo_row_new (), _ ("Implementer"));
  adw_combo_row_set_expression (ADW_COMBO_ROW (self->implementer), expression);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self->implementer), TRUE);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self->implementer), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect_object (self->implementer, "notify::selected", G_CALLBACK (implementer_cb), self, G_CONNECT_SWAPPED);
  self->requester = add_row (self->who, adw_action_row_new (), _ ("Requested by"));
  self->whose = add_row (self->who, adw_action_row_new (), _ ("Customer and business service"));
  self->started = add_row (self->who, adw_action_row_new (), _ ("Carried out"));
  self->extension = add_row (self->who, adw_action_row_new (), _ ("More time asked for, until"));
  gtk_box_append (GTK_BOX (self), self->who);
}

GtkWidget *
rw_change_plan_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_PLAN, NULL);
}

/**
 * rw_change_plan_get_times:
 * @start: (out): microseconds since 1970, UTC, as typed
 * @end: (out): the same
 *
 * Returns: whether there are times
 */
gboolean
rw_change_plan_get_times (RwChangePlan *self,
                          gint64       *start,
                          gint64       *end)
{
  g_return_val_if_fail (RW_IS_CHANGE_PLAN (self), FALSE);
  return rw_change_times_get (RW_CHANGE_TIMES (self->times), start, end);
}

/**
 * rw_change_plan_is_typed:
 *
 * Returns: whether other times stand there than those of the change
 */
gboolean
rw_change_plan_is_typed (RwChangePlan *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_PLAN (self), FALSE);
  return self->typed;
}

/**
 * rw_change_plan_move:
 * @start: microseconds since 1970, UTC
 * @end: the same
 *
 * Reschedules the change, in the zone in which it is planned.
 */
void
rw_change_plan_move (RwChangePlan *self,
                     gint64        start,
                     gint64        end)
{
  RwRecord *change;
  const char *tz;
  g_autoptr (GTimeZone) zone = NULL;

  g_return_if_fail (RW_IS_CHANGE_PLAN (self));
  change = rw_change_box_get_change (RW_CHANGE_BOX (self));
  if (change == NULL)
    return;
  tz = rw_record_get_text (change, RW_CHANGE_TZ);
  zone = tz != NULL ? rw_zone_get (tz) : NULL;
  if (zone == NULL)
    {
      zone = g_time_zone_ref (rw_format_get_zone ());
      tz = NULL;
    }
  rw_change_times_set (RW_CHANGE_TIMES (self->times), rw_zone_wall (zone, start), rw_zone_wall (zone, end), tz);
  save_cb (self);
}
