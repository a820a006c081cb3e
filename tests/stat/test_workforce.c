/* The law of the workforce, against the chain of one post: posts are independent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/workforce.h"
#include "support_pool.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

enum { POSTS = 14, TRAINING = 12, REPLICATES = 20000, LAST = PR_MAX_MONTHS - 1 };

/* The chance that a post has an expert, and a trainee, at the end of each month. */
typedef struct {
    double active[PR_MAX_MONTHS], trainee[PR_MAX_MONTHS];
} chain_t;

static chain_t chain_of_a_post(const pr_workforce_inputs_t *in)
{
    double leave = 1 - pow(1 - in->leaving_per_year, 1.0 / 12);
    double drop = 1 - pow(1 - in->trainee_leaving_per_year, 1.0 / 12);
    double vacant = 1, active = 0, cohort[TRAINING] = {0}; /* by months since hiring */
    chain_t chain;
    for (int t = 0; t < PR_MAX_MONTHS; t++) {
        vacant += active * leave;
        active *= 1 - leave;
        for (int j = 0; j < TRAINING; j++) {
            vacant += cohort[j] * drop;
            cohort[j] *= 1 - drop;
        }
        active += cohort[TRAINING - 1];
        memmove(cohort + 1, cohort, sizeof cohort - sizeof *cohort);
        double hired = vacant * in->filling_per_month;
        cohort[0] = hired * in->trainee_share;
        active += hired - cohort[0];
        vacant -= hired;
        chain.active[t] = active;
        chain.trainee[t] = 1 - vacant - active;
    }
    return chain;
}

/* Fourteen posts for sixteen years; yearly leaving 0.15 and 0.2, f 0.25, s 0.4, n 12. */
static pool_case_t *fourteen_posts(void)
{
    pool_case_t *self = pool_case_new(0);
    pr_scenario_t *s = &self->scenario;
    s->first_year = s->price_level_year = s->month_year = 2024;
    s->years = PR_MAX_YEARS;
    s->last_year = 2024 + PR_MAX_YEARS - 1;
    s->months = PR_MAX_MONTHS;
    pr_workforce_inputs_t *in = &self->inputs.workforce;
    in->trainee_leaving_per_year = 0.2;
    in->trainee_share = 0.4;
    in->contract_fte = 0.6;
    pool_case_people(self, 2024, s->last_year, POSTS * 0.6 * 70000);
    return self;
}

static void simulate(pool_case_t *self, uint64_t replicate, int last, pr_workforce_month_t *month)
{
    pr_workforce_t workforce;
    const pr_source_t source = {2385, replicate};
    assert_int_equal(
        pr_workforce_init(&workforce, &self->scenario, &self->inputs, &self->index, &self->budget), 0);
    pr_keys_reset();
    for (int t = 0; t <= last; t++) {
        pr_workforce_step(&workforce, &source, t, &month[t]);
    }
}

/* χ² of counts against Binomial(POSTS, p), cells with fewer than five expected joined to their neighbour; its
   own law is χ² with (cells − 1) degrees of freedom. Returns the upper tail. */
static double tail_of_chi_square(const int *count, double p)
{
    double chi = 0, expected = 0, observed = 0, still = REPLICATES;
    int cells = 0;
    for (unsigned k = 0; k <= POSTS; k++) {
        double cell = REPLICATES * gsl_ran_binomial_pdf(k, p, POSTS);
        expected += cell;
        observed += count[k];
        still -= cell;
        if ((expected >= 5 && still >= 5) || k == POSTS) {
            chi += (observed - expected) * (observed - expected) / expected;
            expected = observed = 0;
            cells++;
        }
    }
    return gsl_cdf_chisq_Q(chi, cells - 1);
}

static void experts_follow_the_binomial_of_the_chain(void **state)
{
    (void)state;
    pool_case_t *self = fourteen_posts();
    chain_t chain = chain_of_a_post(&self->inputs.workforce);
    const int when[] = {0, 5, 23};
    int count[3][POSTS + 1] = {{0}};
    pr_workforce_month_t month[PR_MAX_MONTHS];
    for (uint64_t r = 0; r < REPLICATES; r++) {
        simulate(self, r, 23, month);
        for (int i = 0; i < 3; i++) {
            count[i][month[when[i]].active]++;
        }
    }
    for (int i = 0; i < 3; i++) {
        assert_true(tail_of_chi_square(count[i], chain.active[when[i]]) > 5.7e-7); /* 5 σ, two-sided */
    }
    pool_case_free(self);
}

/* model.md: stationary A 12.64272, T 0.80271, Var A 1.2257. */
static void the_stationary_pool(void **state)
{
    (void)state;
    pool_case_t *self = fourteen_posts();
    chain_t chain = chain_of_a_post(&self->inputs.workforce);
    double p = chain.active[LAST], variance = POSTS * p * (1 - p), q = chain.trainee[LAST];
    assert_true(fabs(POSTS * p - 12.64272) < 1e-5 && fabs(POSTS * q - 0.80271) < 1e-5);
    assert_true(fabs(variance - 1.2257) < 1e-4);

    double active = 0, square = 0, trainees = 0;
    pr_workforce_month_t month[PR_MAX_MONTHS];
    for (uint64_t r = 0; r < REPLICATES; r++) {
        simulate(self, r, LAST, month);
        double deviation = month[LAST].active - POSTS * p;
        active += month[LAST].active;
        square += deviation * deviation;
        trainees += month[LAST].trainees;
    }
    /* σ of a mean of R: √(variance ÷ R), binomial(14, ·) in both cases. */
    assert_true(fabs(active / REPLICATES - POSTS * p) < 5 * sqrt(variance / REPLICATES));
    assert_true(fabs(trainees / REPLICATES - POSTS * q) < 5 * sqrt(POSTS * q * (1 - q) / REPLICATES));
    /* σ of a mean square about the true mean: √((μ₄ − σ⁴) ÷ R), μ₄ = σ²(1 + 3(n − 2)p(1 − p)). */
    double fourth = variance * (1 + 3 * (POSTS - 2) * p * (1 - p));
    double sigma = sqrt((fourth - variance * variance) / REPLICATES);
    assert_true(fabs(square / REPLICATES - variance) < 5 * sigma);
    pool_case_free(self);
}

/* Beta-binomial: mean Aα, variance Aα(1 − α)[1 + (A − 1)/(concentration + 1)]; months are independent. */
static void absence_is_beta_binomial(void **state)
{
    (void)state;
    pool_case_t *self = fourteen_posts();
    pool_case_calm(self);
    self->inputs.workforce.absence_mean = 0.12;
    self->inputs.workforce.absence_concentration = 9;
    const double mean = POSTS * 0.12, variance = mean * 0.88 * (1 + (POSTS - 1) / 10.0);
    const int n = 500 * PR_MAX_MONTHS;
    double sum = 0, square = 0, fourth = 0;
    pr_workforce_month_t month[PR_MAX_MONTHS];
    for (uint64_t r = 0; r < 500; r++) {
        simulate(self, r, LAST, month);
        for (int t = 0; t < PR_MAX_MONTHS; t++) {
            double d = month[t].absent - mean;
            assert_int_equal(month[t].active, POSTS);
            sum += d;
            square += d * d;
            fourth += d * d * d * d;
        }
    }
    assert_true(fabs(sum / n) < 5 * sqrt(variance / n));
    /* σ of the mean square: √((μ₄ − σ⁴) ÷ n), μ₄ from the sample. */
    assert_true(fabs(square / n - variance) < 5 * sqrt((fourth / n - variance * variance) / n));
    pool_case_free(self);
}

/* P2: H0 = 100, a tenth leaves, Poisson(20) come: mean 156.953279, variance 138.423077 after eight years,
   with fixed hires 52.665395; 110 and 29 after one. The blocks that the workforce is made of. */
static void heads_with_attrition_and_hires(void **state)
{
    (void)state;
    const double mean[] = {110, 156.953279, 156.953279}, variance[] = {29, 138.423077, 52.665395};
    double sum[3] = {0}, square[3] = {0};
    for (uint64_t r = 0; r < REPLICATES; r++) {
        int64_t head = 100, fixed = 100;
        for (uint16_t year = 1; year <= 8; year++) {
            const pr_source_t source = {2385, r};
            pr_stream_t stream;
            pr_stream_open(&stream, &source, (pr_address_t){.process = 998, .month = year});
            head += pr_poisson_draw(&stream, 20) - pr_binomial_draw(&stream, head, 0.1);
            fixed += 20 - pr_binomial_draw(&stream, fixed, 0.1);
            double d[] = {(double)head - mean[0], (double)head - mean[1], (double)fixed - mean[2]};
            for (int i = year == 1 ? 0 : 1; i < (year == 1 ? 1 : year == 8 ? 3 : 0); i++) {
                sum[i] += d[i];
                square[i] += d[i] * d[i];
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        /* σ of the mean √(v ÷ R); of the mean square about v√(2 ÷ R): the counts are nearly normal. */
        assert_true(fabs(sum[i] / REPLICATES) < 5 * sqrt(variance[i] / REPLICATES));
        assert_true(fabs(square[i] / REPLICATES - variance[i]) < 5 * variance[i] * sqrt(2.0 / REPLICATES));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(experts_follow_the_binomial_of_the_chain),
        cmocka_unit_test(the_stationary_pool),
        cmocka_unit_test(absence_is_beta_binomial),
        cmocka_unit_test(heads_with_attrition_and_hires),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
