/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-enums.h"

/* NC_() marks a label with its context for xgettext; "context\004label" is how gettext stores the pair. */
#define N_(label)           label
#define NC_(context, label) context "\004" label

#define WORD(LIST, NAME, word, label)  word,
#define LABEL(LIST, NAME, word, label) label,
#define TABLE(LIST, list, Type) \
  static const char *const list##_words[] = { RW_ENUM_##LIST (WORD) NULL }; \
  static const char *const list##_labels[] = { RW_ENUM_##LIST (LABEL) NULL }; \
  const RwEnumInfo rw_enum_##list = { #list, G_N_ELEMENTS (list##_words) - 1, list##_words, list##_labels };

RW_ENUMS (TABLE)
