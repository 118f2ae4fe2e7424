/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-request.h"

G_BEGIN_DECLS

/* RwFileUpload: a file that comes in as the body of a request, written while it is read. */

typedef enum
{
  RW_FILE_UPLOAD_BEGUN,
  RW_FILE_UPLOAD_FORBIDDEN,
  RW_FILE_UPLOAD_BUSY,
} RwFileUploadStart;

RwFileUploadStart rw_file_upload_begin  (RwRequest    *request,
                                         const char   *digest,
                                         goffset       size);
void              rw_file_upload_take   (RwFileUpload *self,
                                         GBytes       *chunk);
void              rw_file_upload_finish (RwFileUpload *self);
void              rw_file_upload_unref  (RwFileUpload *self);

G_END_DECLS
