/* Build5: communities that grow through five phases and then carry residents. docs/mechanisms/build5.md */
#ifndef PR_MODEL_COMMUNITIES_H
#define PR_MODEL_COMMUNITIES_H

#include "model/deployment.h"

enum { PR_COMMUNITY_SLOTS = PR_MAX_MUNICIPALITIES * PR_MAX_COMMUNITIES };

/* Communities by number lane · PR_MAX_COMMUNITIES + k; phase 0: there is none. */
typedef struct {
    const pr_community_inputs_t *inputs;
    const pr_lanes_t *lanes;
    int first_month;               /* absolute number of month 0 */
    int per_lane;                  /* 0: no communities */
    bool open;                     /* there was a pool in the month before */
    double forward[PR_PHASES + 1]; /* chance a month, from a phase to the next one; from 0: to start again */
    double back[PR_PHASES + 1];    /* to the one before; from 1: to end */
    double members[PR_PHASES + 1]; /* of one community */
    double carried[PR_PHASES + 1]; /* of the new residents that it addresses */
    bool started[PR_MAX_MUNICIPALITIES];
    int phase[PR_COMMUNITY_SLOTS];
} pr_communities_t;

/* None yet; `inputs` and `lanes` are borrowed. 0 or PR_ERR_DOMAIN. */
int pr_communities_init(pr_communities_t *self, const pr_community_inputs_t *inputs, const pr_lanes_t *lanes,
                        int first_month);

/* Month t; months in order. Communities start in the month in which their municipality is launched and move
   from the next one on. Without a pool (`open` false) they end, but for some in the last phase. */
void pr_communities_step(pr_communities_t *self, const pr_source_t *source, int t, bool open,
                         const bool *launched);

/* What a lane has at the end of a month. */
typedef struct {
    int phase[PR_PHASES + 1]; /* communities by phase; 0: ended */
    double members;           /* persons */
    double carried;           /* share of new residents */
} pr_community_count_t;

pr_community_count_t pr_communities_count(const pr_communities_t *self, size_t lane);

#endif
