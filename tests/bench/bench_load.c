/*
 * What loading a scenario costs, and its dearest part: a table of quantiles, against two plainer ways to fill
 * one. Build by `cmake --build … --target bench_load` and run by hand: `bench_load SCENARIO`. Machines are
 * noisy: compare within one run only. The least of several: noise only adds.
 */
#include "random/build.h"
#include "random/law.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <poolraming/poolraming.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 20, SLOW_REPEATS = 5 };

static double table[2 * PR_TABLE_KNOTS], plain[PR_TABLE_KNOTS];
static double alpha, beta;
static const char *path;

static double score(int knot)
{
    return PR_TABLE_REACH * (2.0 * knot / (PR_TABLE_KNOTS - 1) - 1);
}

static void load(void)
{
    pr_scenario_t scenario;
    if (pr_scenario_load(&scenario, path, NULL, 0, NULL) != 0) {
        fprintf(stderr, "%s: can't be loaded\n", path);
        exit(2);
    }
    pr_scenario_free(&scenario);
}

static void fit(void)
{
    pr_fit_beta(0.12, 0.5, &alpha, &beta, (pr_why_t){NULL, 0});
}

static void fill(void)
{
    pr_table_fill(table, pr_law_beta(alpha, beta));
}

static void solve_each_knot(void)
{
    pr_law_t law = pr_law_beta(alpha, beta);
    double t = pr_law_centre(law);
    for (int i = 0; i < PR_TABLE_KNOTS; i++) {
        t = plain[i] = pr_law_quantile(law, score(i), t);
    }
}

static void invert_each_knot(void)
{
    for (int i = 0; i < PR_TABLE_KNOTS; i++) {
        double z = score(i), tail = 0.5 * erfc(fabs(z) * M_SQRT1_2);
        double x = z < 0 ? gsl_cdf_beta_Pinv(tail, alpha, beta) : gsl_cdf_beta_Qinv(tail, alpha, beta);
        plain[i] = log(x) - log1p(-x);
    }
}

static double milliseconds(void (*work)(void), int repeats)
{
    double least = INFINITY;
    for (int i = 0; i < repeats; i++) {
        struct timespec from, to;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        work();
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        least =
            fmin(least, 1e3 * (double)(to.tv_sec - from.tv_sec) + 1e-6 * (double)(to.tv_nsec - from.tv_nsec));
    }
    return least;
}

static void report(const char *what, double ms, double base)
{
    double worst = 0;
    for (int i = 0; i < PR_TABLE_KNOTS; i++) {
        worst = fmax(worst, fabs(plain[i] - table[2 * i]) / (1 + fabs(plain[i])));
    }
    printf("%-34s %8.3f ms, %5.1f times a table; largest difference %.1g\n", what, ms, ms / base, worst);
}

int main(int argc, char **argv)
{
    pr_start();
    path = argc > 1 ? argv[1] : "scenarios/basis.cfg";
    printf("%-34s %8.3f ms\n", path, milliseconds(load, REPEATS));
    printf("%-34s %8.3f ms\n", "beta from its 5 and 95 % points", milliseconds(fit, REPEATS));
    double base = milliseconds(fill, REPEATS);
    printf("%-34s %8.3f ms\n", "table of a beta", base);
    report("  every knot by Newton's method", milliseconds(solve_each_knot, SLOW_REPEATS), base);
    report("  every knot by GSL's inverse", milliseconds(invert_each_knot, SLOW_REPEATS), base);
    return 0;
}
