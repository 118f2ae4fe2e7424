/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwKnownQuestion:
 * @title: (nullable): what is wrong, as far as it is typed
 * @category: (nullable)
 * @ci: the configuration item; nil for none
 * @service: the business service; nil for none
 *
 * What is known of a new incident.
 */
typedef struct
{
  const char *title;
  const char *category;
  RwId ci;
  RwId service;
} RwKnownQuestion;

guint      rw_known_error_score  (RwRecord              *problem,
                                  const RwKnownQuestion *question);
GPtrArray *rw_known_errors_match (GPtrArray             *problems,
                                  const RwKnownQuestion *question,
                                  guint                  most);

G_END_DECLS
