/* Helping residents: a fluid queue per municipality, and its themes. docs/model.md "Service". */
#ifndef PR_MODEL_SERVICE_H
#define PR_MODEL_SERVICE_H

#include "model/deployment.h"

/* By lane. Q counts residents waiting or being helped, W the staff hours that they still need. */
typedef struct {
    size_t count;
    double residents[PR_MAX_MUNICIPALITIES]; /* Q */
    double hours[PR_MAX_MUNICIPALITIES];     /* W */
} pr_service_t;

void pr_service_init(pr_service_t *self, size_t count);

void pr_service_arrive(pr_service_t *self, const double *residents, const double *hours);

/* Works off up to `available` hours; writes residents served and hours given. */
void pr_service_serve(pr_service_t *self, const double *available, double *served, double *given);

/* A share of those left gives up; with share 1 everyone leaves. Writes residents gone. */
void pr_service_leave(pr_service_t *self, double share, double *gone);

/* The themes of one municipality's residents, a fluid stock at half-year steps. */
typedef struct {
    double waiting[PR_MAX_THEMES]; /* residents at the end of the last half-year */
    double arrived, served;        /* residents of this half-year so far */
} pr_theme_stock_t;

/* Ends a half-year after which `waiting` residents are left: splits the arrivals over the themes, drawn with
   `word` (one a theme), and what was served and what is left in proportion to what was there. Writes new and
   served residents a theme. */
void pr_theme_settle(pr_theme_stock_t *self, size_t themes, const double *share, const uint32_t *word,
                     double waiting, double *demand, double *served);

#endif
