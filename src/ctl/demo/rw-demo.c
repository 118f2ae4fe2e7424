/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

/**
 * rw_demo_generate:
 * @options: what company
 * @sink: receives each record
 * @data: for @sink
 *
 * Makes up a managed hoster in Frankfurt: the same records in the same order for the same options.
 * A record comes after those it refers to, except where two refer to one another (a device and its
 * partner or primary address, a customer and its first contact, a team and its lead).
 *
 * Returns: %FALSE with @error set when @sink said so
 */
gboolean
rw_demo_generate (const RwDemoOptions *options,
                  RwDemoSink           sink,
                  gpointer             data,
                  GError             **error)
{
  static void (*const parts[]) (RwDemoCompany *) = {
    rw_demo_make_people,   rw_demo_make_places,  rw_demo_make_hardware,  rw_demo_make_virtual,
    rw_demo_make_networks, rw_demo_make_wiring,  rw_demo_make_addresses, rw_demo_plan_backups,
    rw_demo_emit_people,   rw_demo_emit_places,  rw_demo_emit_types,     rw_demo_emit_networks,
    rw_demo_emit_hardware, rw_demo_emit_virtual, rw_demo_emit_wiring,    rw_demo_emit_addresses,
    rw_demo_emit_changes,  rw_demo_emit_desk,    rw_demo_emit_backups,   rw_demo_emit_usage,
    rw_demo_emit_security, rw_demo_emit_work,    rw_demo_emit_windows,
  };
  RwDemoCompany company;
  gboolean ok;

  rw_demo_company_init (&company, options, sink, data);
  for (guint i = 0; i < G_N_ELEMENTS (parts) && company.error == NULL; i++)
    parts[i](&company);
  ok = company.error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&company.error));
  rw_demo_company_clear (&company);
  return ok;
}
