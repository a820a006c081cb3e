/*
 * Why the net effect of one run is not that of another: the change split into parts that add up to the cent.
 * Pure functions on two scenarios and the means of their replicates; docs/archive.md.
 */
#ifndef POOLRAMING_CHANGE_H
#define POOLRAMING_CHANGE_H

#include <poolraming/engine.h>

/* The parts, in the order in which the first scenario's settings are replaced by the second's. Another order
   would give other parts: a higher index weighs more on higher amounts. */
typedef enum {
    PR_CHANGE_INDEX,   /* published figures, their rule and process, the lines' index classes */
    PR_CHANGE_AMOUNTS, /* budget lines and how they are booked */
    PR_CHANGE_VOLUME,  /* people, demand and all other settings; what is settled of the lump sum */
    PR_CHANGE_KEY,     /* the keys and which of them holds in a year */
    PR_CHANGE_POLICY,  /* planned decisions of gates, allocation policies */
    PR_CHANGE_SPREAD,  /* what replicates differ on average from the central path less what is settled */
    PR_CHANGE_PARTS
} pr_change_part_t;

/* Means over the replicates in euros, by column: year − first_year, and one more for what is booked in the
   year after the last. 0 where there is nothing. */
typedef struct {
    double net_effect[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1]; /* municipalities sum to the region */
    double settlement[PR_MAX_YEARS + 1];                            /* of the region */
} pr_change_means_t;

/* Cents by scope (0 the region, the sum of the municipalities) and column: from + all parts = to. */
typedef struct {
    int columns; /* years + 1 */
    int64_t from[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    int64_t part[PR_CHANGE_PARTS][1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
    int64_t to[1 + PR_MAX_MUNICIPALITIES][PR_MAX_YEARS + 1];
} pr_change_t;

/* Both scenarios must have the same municipalities in the same order, years and price-level year, and the net
   effects of municipalities must sum to the region's, else PR_ERR_INPUT with a sentence. 0, PR_ERR_INPUT,
   PR_ERR_DOMAIN or PR_ERR_MEMORY. */
PR_API int pr_change_split(const pr_scenario_t *a, const pr_change_means_t *a_means, const pr_scenario_t *b,
                           const pr_change_means_t *b_means, pr_change_t *out, pr_errors_t *errors);

/* Identities: from + parts = to, municipalities sum to the region. 0 or PR_ERR_IDENTITY with a sentence. */
PR_API int pr_change_verify(const pr_change_t *self, size_t municipalities, pr_errors_t *errors);

#endif
