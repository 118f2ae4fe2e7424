/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "rw-rack-plan.h"

G_BEGIN_DECLS

/**
 * RwColourBy:
 *
 * What the colours of a rack view stand for.
 */
typedef enum
{
  RW_COLOUR_BY_STATUS,
  RW_COLOUR_BY_CUSTOMER,
  RW_COLOUR_BY_SERVICE,
  RW_COLOUR_BY_PLATFORM,
  RW_COLOUR_BY_AGE,
  RW_COLOUR_BY_END_OF_SUPPORT,
  RW_COLOUR_BY_PATCH_AGE,
  RW_COLOUR_BY_POWER,
  RW_COLOUR_BY_WEIGHT,
  RW_COLOUR_BY_FREE_SPACE,
  RW_COLOUR_BY_VLAN,
  RW_COLOUR_BY_BACKUP,
  RW_COLOUR_BY_TICKETS,
  RW_COLOUR_BY_CHANGES,
  RW_COLOUR_BY_N,
} RwColourBy;

/* Names beyond these are "other": more colours nobody tells apart. */
#define RW_COLOUR_NAMES 11
#define RW_COLOUR_CLASSES 16

/**
 * RwColourClass:
 * @label: what it is called, translated
 * @count: how many devices, or racks, are in it
 * @color: on the metal of a rack, which is dark in every style
 * @nothing: those of which it is not known, or that have none
 */
typedef struct
{
  char *label;
  guint count;
  GdkRGBA color;
  gboolean nothing;
} RwColourClass;

/**
 * RwRackColouring:
 * @of_device: per device of the plan: its class, or -1
 * @of_rack: per rack of the plan: its class, or -1; only @RW_COLOUR_BY_FREE_SPACE has any
 * @summary: per rack of the plan: the one class that stands for it, or -1: its own, the worst of its
 *   devices, or of names the most frequent
 *
 * Which device is in which class, and how many are. By names the most frequent come first; what has an
 * order comes in it, the worst first.
 */
typedef struct
{
  RwColourBy by;
  RwColourClass classes[RW_COLOUR_CLASSES];
  guint n_classes;
  gint8 *of_device;
  gint8 *of_rack;
  gint8 *summary;
} RwRackColouring;

RwRackColouring *rw_rack_colouring_new       (RwRackPlan *plan,
                                              RwColourBy  by,
                                              gint64      today);
void             rw_rack_colouring_free      (RwRackColouring *colouring);
const char      *rw_colour_by_label          (RwColourBy  by);
const char      *rw_colour_by_id             (RwColourBy  by);
RwColourBy       rw_colour_by_from_id        (const char *id);
guint8          *rw_rack_colouring_select    (const RwRackColouring *colouring,
                                              RwRackPlan            *plan,
                                              guint                  wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackColouring, rw_rack_colouring_free)

G_END_DECLS
