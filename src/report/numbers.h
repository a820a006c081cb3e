/*
 * Numbers as people and programs read them, never through the locale. A minus is always '-', which
 * spreadsheets understand; a value that rounds to zero carries none; NaN is an empty text.
 */
#ifndef PR_REPORT_NUMBERS_H
#define PR_REPORT_NUMBERS_H

#include <poolraming/report.h>

/* By value, so that a number stands inside a printf: pr_euros(lang, cents).s */
typedef struct {
    char s[64];
} pr_number_t;

/* "1.234.567", or "1,234,567" */
pr_number_t pr_whole(pr_lang_t lang, int64_t x);
/* Cents as "128.115,00" */
pr_number_t pr_money(pr_lang_t lang, int64_t cents);
/* Cents as "€ 128.115,00" ("€128,115.00") */
pr_number_t pr_euros(pr_lang_t lang, int64_t cents);
/* "0,85"; negative decimals round left of the point: pr_fixed(nl, 1234, -2) is "1.200" */
pr_number_t pr_fixed(pr_lang_t lang, double x, int decimals);
/* Four significant digits: "0,005682" */
pr_number_t pr_short(pr_lang_t lang, double x);
/* A fraction as "28,5 %" ("28.5%") */
pr_number_t pr_percents(pr_lang_t lang, double fraction, int decimals);

/*
 * Decimals that a simulated mean supports: the last digit is worth the largest power of ten u with u/√12 <=
 * se. u/√12 is the error that rounding adds, so that rounding never adds more than the simulation itself.
 * 503.27 with se 0.9 is 503, with se 0.2 503.3, with se 4 500. At most `most` decimals (cents have no place
 * in a mean); those where se is 0 or unknown.
 */
int pr_decimals(double se, int most);

/* "september", 1 … 12 */
const char *pr_month_name(pr_lang_t lang, int month);
/* "2026-11-02T09:15:00Z" as "2 november 2026, 09:15" ("2 November 2026, 09:15"); what is no time in ISO 8601
   as it is, cut to what fits. */
pr_number_t pr_moment(pr_lang_t lang, const char *stamp);

/* For files. Fewest digits that read back as the same double ("1.0494"); '.' always, no thousands. */
pr_number_t pr_exact(double x);
/* Ten significant digits. */
pr_number_t pr_ten(double x);
/* Cents as "128115.00". */
pr_number_t pr_plain_cents(int64_t cents);

/*
 * Whole units of `unit` that sum to `total`, each near value / unit: largest remainder, ties to the first.
 * For columns of a table that must add up as printed.
 */
void pr_units_round(size_t n, const int64_t *value, int64_t unit, int64_t total, int64_t *out);

#endif
