/* The ledger of one replicate as rows: what its parts share. */
#ifndef PR_REPORT_DRAW_H
#define PR_REPORT_DRAW_H

#include "report/csv.h"

/* What a row is made of. */
typedef struct {
    pr_csv_t csv;
    const pr_scenario_t *scenario;
    const pr_replicate_t *replicate;
    int scope;     /* rows of this municipality (1 + m) beside the region's; 0 none, negative all */
    bool unmasked; /* themes per municipality too */
} pr_draw_t;

/* A quantity that the replicate has once; its period is empty. */
void pr_draw_once(pr_draw_t *self, const char *metric, const char *unit, size_t scope, pr_number_t value);
/* `y` counts from the first budget year. */
void pr_draw_year(pr_draw_t *self, const char *metric, const char *unit, int y, size_t scope,
                  pr_number_t value);
void pr_draw_period(pr_draw_t *self, const char *metric, const char *unit, pr_period_t period, size_t scope,
                    pr_number_t value);

void pr_draw_people(pr_draw_t *self);
void pr_draw_demand(pr_draw_t *self);
void pr_draw_service(pr_draw_t *self);
void pr_draw_money(pr_draw_t *self);

#endif
