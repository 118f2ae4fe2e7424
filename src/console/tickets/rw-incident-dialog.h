/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-tickets.h"

G_BEGIN_DECLS

#define RW_TYPE_INCIDENT_DIALOG (rw_incident_dialog_get_type ())

/**
 * RwIncidentDialog:
 *
 * A new ticket in seconds: what, whose, where, how bad. Priority follows from impact and urgency.
 *
 * Signals: "create" (RwRecord *ticket): all but number, opening time and due times; "instead" (RwRecord *ticket,
 * const char *text): what was written belongs to this one.
 */
G_DECLARE_FINAL_TYPE (RwIncidentDialog, rw_incident_dialog, RW, INCIDENT_DIALOG, AdwDialog)

/**
 * RwIncidentChoices:
 *
 * @known: (element-type RwRecord): known errors
 * @open: (element-type RwRecord): incidents that are open on a configuration item
 *
 * The others (element-type RwChoice).
 */
typedef struct
{
  GPtrArray *customers;
  GPtrArray *services;
  GPtrArray *systems;
  GPtrArray *known;
  GPtrArray *open;
} RwIncidentChoices;

AdwDialog *rw_incident_dialog_new     (RwIncidentChoices *choices);
const RwId *rw_incident_dialog_get_cause (RwIncidentDialog *self);
void       rw_incident_choices_free   (RwIncidentChoices *choices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwIncidentChoices, rw_incident_choices_free)

G_END_DECLS
