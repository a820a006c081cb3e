/*
 * Money and percentages. Types differ where confusing them would be wrong: prices of the price-level year
 * against indexed prices, percent against fraction.
 */
#ifndef POOLRAMING_MONEY_H
#define POOLRAMING_MONEY_H

#include <poolraming/export.h>
#include <stddef.h>
#include <stdint.h>

/* Euro cents in prices of the price-level year ("prijspeil"). */
typedef struct {
    int64_t cents;
} pr_real_t;

/* Euro cents in the prices of the year itself, indexed. */
typedef struct {
    int64_t cents;
} pr_nominal_t;

/* An exact percentage: 28.47 % is 2847 hundredths of a percent. */
typedef struct {
    int32_t hundredths;
} pr_percent_t;

/* A yearly growth as an exact decimal, in millionths: 4.94 % is 49400. */
typedef struct {
    int32_t millionths;
} pr_growth_t;

/* A cumulative index factor since the price-level year; 1 in that year; not rounded. */
typedef struct {
    long double factor;
} pr_factor_t;

/* Rounds to a whole number, half away from zero. A value within 1e-6 of a half counts as the half, since a
   decimal such as 1.0494 has no exact binary form. |x| must be below 9e18. */
PR_API int64_t pr_round_half_away(long double x);

/* Euro to cents, rounded once. */
PR_API int64_t pr_cents_from_eur(double eur);

/* Real amount × factor, rounded once. */
PR_API pr_nominal_t pr_real_index(pr_real_t amount, pr_factor_t factor);

#endif
