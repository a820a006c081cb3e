/* Budgetkringen: circles of residents led by facilitators out of the pool. docs/mechanisms/budgetkring.md */
#ifndef PR_MODEL_CIRCLES_H
#define PR_MODEL_CIRCLES_H

#include "model/deployment.h"

enum { PR_CIRCLE_SLOTS = PR_MAX_MUNICIPALITIES * PR_MAX_CIRCLES };

/*
 * A slot is a place for one circle, by number lane · PR_MAX_CIRCLES + k. It is idle while it has no members.
 * One with members runs where all its facilitators are there; else it is paused.
 */
typedef struct {
    const pr_circle_inputs_t *inputs;
    const pr_lanes_t *lanes;
    int first_month; /* absolute number of month 0 */
    int per_lane;    /* slots used; 0: there are no circles */
    int size, minimum, facilitators, duration, training, pause;
    double leaving, training_leaving; /* chances a month that a facilitator drops out */
    double hours_per_resident;        /* of the facilitators, in a full circle without training */
    int waiting[PR_MAX_MUNICIPALITIES];
    int ready[PR_CIRCLE_SLOTS]; /* first month in which it can start */
    int members[PR_CIRCLE_SLOTS];
    int left[PR_CIRCLE_SLOTS];                        /* months of the round */
    int paused[PR_CIRCLE_SLOTS];                      /* months before a new facilitator can be found */
    bool met[PR_CIRCLE_SLOTS];                        /* this month */
    int months[PR_MAX_FACILITATORS][PR_CIRCLE_SLOTS]; /* of each facilitator so far; −1: nobody */
} pr_circles_t;

/* Draws when each slot is ready; `inputs` and `lanes` are borrowed. 0 or PR_ERR_DOMAIN. */
int pr_circles_init(pr_circles_t *self, const pr_circle_inputs_t *inputs, const pr_lanes_t *lanes,
                    const int *launch, int first_month, const pr_source_t *source);

/* Month t: facilitators drop out, `arrived` residents wait, circles go on and start as far as `experts` and
   `trainees` of the pool can lead them. Writes the hours that the meetings need, by lane. */
void pr_circles_gather(pr_circles_t *self, const pr_source_t *source, int t, int experts, int trainees,
                       const double *arrived, double *needed);

/* Those meet for whom there are hours; adds residents whose round is over to served[], writes hours used. */
void pr_circles_meet(pr_circles_t *self, const double *available, double *used, double *served);

/* Who waits, or is in a circle that did not meet, gives up with a chance. Writes residents gone. */
void pr_circles_leave(pr_circles_t *self, const pr_source_t *source, int t, double chance, double *gone);

/* The pool ends: everyone leaves, the facilitators too. Writes residents gone. */
void pr_circles_end(pr_circles_t *self, double *gone);

/* What a lane has at the end of a month. */
typedef struct {
    int running, paused, members, facilitators;
} pr_circle_count_t;

pr_circle_count_t pr_circles_count(const pr_circles_t *self, size_t lane);

#endif
