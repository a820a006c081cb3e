/* What a kept sensitivity, decision or calibration tells people. */
#ifndef PR_REPORT_ARCHIVE_STUDIES_H
#define PR_REPORT_ARCHIVE_STUDIES_H

#include "report/view.h"
#include <poolraming/archive.h>

/* The headline figures of a record of these kinds; nothing for others. The view needs no scenario. */
void pr_archive_study(const pr_view_t *view, const pr_record_t *record);

#endif
