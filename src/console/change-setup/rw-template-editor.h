/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TEMPLATE_EDITOR (rw_template_editor_get_type ())

/**
 * RwTemplateEditor:
 *
 * One template for changes, with its tasks and its risk, and what somebody else has to say about it. It
 * changes nothing.
 *
 * Signals: "save" (RwRecord *template, const char *done): what a person wants it to be, and what that is called.
 */
G_DECLARE_FINAL_TYPE (RwTemplateEditor, rw_template_editor, RW, TEMPLATE_EDITOR, AdwNavigationPage)

/**
 * RwTemplateScene:
 * @session: whose services are offered, and who looks at it
 * @questions: (element-type RwRecord): all questions on risk, in order
 * @approver: (nullable): the name of who approved the template
 * @service: (nullable): the name of its business service
 * @is_new: whether it is not recorded yet
 * @writable: whether the person may change it
 *
 * What an editor needs beside the template.
 */
typedef struct
{
  RwSession *session;
  GPtrArray *questions;
  const char *approver;
  const char *service;
  gboolean is_new;
  gboolean writable;
} RwTemplateScene;

AdwNavigationPage *rw_template_editor_new     (RwRecord              *template_,
                                               const RwTemplateScene *scene);
const char        *rw_template_editor_get_sum (RwTemplateEditor      *self);
void               rw_template_editor_approve (RwTemplateEditor      *self,
                                               guint                  months);

G_END_DECLS
