/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RwStatus:
 * @RW_STATUS_GOOD: as it should be
 * @RW_STATUS_ATTENTION: somebody should look at it
 * @RW_STATUS_BAD: something is broken or late
 * @RW_STATUS_PLANNED: not there yet, or not yet begun
 * @RW_STATUS_UNKNOWN: nobody knows
 *
 * The five things that a colour says in Rackward. A colour never stands alone: show the symbol or
 * the word with it.
 */
typedef enum
{
  RW_STATUS_GOOD,
  RW_STATUS_ATTENTION,
  RW_STATUS_BAD,
  RW_STATUS_PLANNED,
  RW_STATUS_UNKNOWN,
} RwStatus;

#define RW_STATUS_N_VALUES 5

void        rw_status_install_css  (void);
void        rw_status_get_rgba     (RwStatus   status,
                                    gboolean   dark,
                                    gboolean   high_contrast,
                                    GdkRGBA   *rgba);
void        rw_status_get_current  (RwStatus   status,
                                    GdkRGBA   *rgba);
const char *rw_status_css_class    (RwStatus   status);
const char *rw_status_symbol       (RwStatus   status);
const char *rw_status_label        (RwStatus   status);
const char *rw_status_icon_name    (RwStatus   status);

G_END_DECLS
