/* What the functions of a decision refuse: one value or size that is wrong, one sentence that names it. */
#include "support_decision.h"

enum { OPTIONS = 3, N = 60 };

typedef struct {
    double nb[OPTIONS * N], x[2 * N], cost[OPTIONS * N], effect[OPTIONS * N];
    pr_errors_t errors;
} refused_t;

static refused_t *refused_new(void)
{
    refused_t *self = calloc(1, sizeof *self);
    for (size_t r = 0; r < OPTIONS * N; r++) {
        self->nb[r] = normal_of(9, r, 1);
        self->cost[r] = 100 + normal_of(9, r, 2);
        self->effect[r] = 10 + normal_of(9, r, 3);
    }
    fill_normal(self->x, 2 * N, 9, 4, 0, 1);
    pr_errors_init(&self->errors);
    return self;
}

static void refused_free(refused_t *self)
{
    pr_errors_free(&self->errors);
    free(self);
}

/* The status, and one sentence with these words; then the list is empty again. */
static void expect(refused_t *self, int status, const char *words)
{
    assert_int_equal(status, words ? PR_ERR_DOMAIN : 0);
    assert_int_equal(self->errors.count, words ? 1 : 0);
    if (words && !strstr(self->errors.items[0].text, words)) {
        fail_msg("%s: expected \"%s\"", self->errors.items[0].text, words);
    }
    pr_errors_free(&self->errors);
    pr_errors_init(&self->errors);
}

static int options_of_case(refused_t *self, size_t options, size_t n)
{
    pr_option_t option[OPTIONS];
    size_t best;
    return pr_options_compare(&(pr_payoffs_t){options, n, self->nb}, option, &best, &self->errors);
}

static int clairvoyance_of_case(refused_t *self)
{
    pr_valued_t out;
    return pr_clairvoyance(&(pr_payoffs_t){OPTIONS, N, self->nb}, &out, &self->errors);
}

static int information_of_case(refused_t *self, size_t n, size_t folds)
{
    pr_information_t out;
    const pr_crossfit_options_t options = {.folds = folds};
    const size_t which[] = {1};
    return pr_information_value(&out, &(pr_payoffs_t){OPTIONS, n, self->nb}, self->x, which, 1, &options,
                                NULL, NULL, &self->errors);
}

static int nested_of_case(refused_t *self, size_t outer, size_t inner)
{
    pr_nested_value_t out;
    return pr_nested_value_of(&out, OPTIONS, outer, inner, self->nb, &self->errors);
}

static int acceptability_of_case(refused_t *self, double worth)
{
    double share[OPTIONS];
    size_t choice;
    return pr_acceptability(OPTIONS, N, self->cost, self->effect, 1, &worth, share, &choice, &self->errors);
}

static int frontier_of_case(refused_t *self, size_t options)
{
    pr_frontier_t out[OPTIONS];
    return pr_frontier_of_replicates(options, N, self->cost, self->effect, out, &self->errors);
}

static void values_that_are_no_numbers(void **state)
{
    (void)state;
    refused_t *self = refused_new();
    expect(self, options_of_case(self, OPTIONS, N), NULL);
    self->nb[2 * N + 17] = NAN;
    expect(self, options_of_case(self, OPTIONS, N), "option 2, replicate 17 is nan");
    expect(self, clairvoyance_of_case(self), "option 2, replicate 17");
    expect(self, information_of_case(self, N, 0), "option 2, replicate 17");
    expect(self, nested_of_case(self, 10, 6), "option 2, replicate 17");
    self->nb[2 * N + 17] = 0;
    self->x[N + 59] = INFINITY;
    expect(self, information_of_case(self, N, 0), "input 1, replicate 59 is inf");
    self->x[N + 59] = 0;
    self->x[3] = NAN; /* of an input that is not asked for */
    expect(self, information_of_case(self, N, 0), NULL);
    self->cost[N] = NAN;
    expect(self, frontier_of_case(self, OPTIONS), "cost: option 1, replicate 0");
    expect(self, acceptability_of_case(self, 5), "cost: option 1, replicate 0");
    self->cost[N] = 0;
    self->effect[0] = -INFINITY;
    expect(self, frontier_of_case(self, OPTIONS), "effect: option 0, replicate 0 is -inf");
    self->effect[0] = 0;
    expect(self, acceptability_of_case(self, NAN), "worth");
    expect(self, acceptability_of_case(self, 5), NULL);
    refused_free(self);
}

static void sizes_that_do_not_do(void **state)
{
    (void)state;
    refused_t *self = refused_new();
    expect(self, options_of_case(self, 0, N), "0 options");
    expect(self, options_of_case(self, PR_OPTIONS_MAX + 1, N), "65 options");
    expect(self, options_of_case(self, OPTIONS, 0), "0 replicates");
    expect(self, frontier_of_case(self, 0), "0 options");
    expect(self, information_of_case(self, 49, 0), "5 folds of 49 replicates");
    expect(self, information_of_case(self, N, 2), "2 folds");
    expect(self, information_of_case(self, N, 21), "21 folds");
    expect(self, information_of_case(self, N, 6), NULL);
    expect(self, nested_of_case(self, 12, 5), "even");
    expect(self, nested_of_case(self, 1, 60), "at least 2 outer");
    refused_free(self);
}

static void regressions_of_nothing(void **state)
{
    (void)state;
    refused_t *self = refused_new();
    double fit[N];
    expect(self, pr_crossfit(fit, N, self->nb, self->x, 2, NULL, &self->errors), NULL);
    expect(self, pr_crossfit(fit, 10, self->nb, self->x, 2, NULL, &self->errors), "5 folds of 10");
    self->nb[7] = NAN;
    expect(self, pr_crossfit(fit, N, self->nb, self->x, 2, NULL, &self->errors), "outcome 0, replicate 7");
    self->nb[7] = 0;
    self->x[N + 8] = NAN;
    expect(self, pr_crossfit(fit, N, self->nb, self->x, 2, NULL, &self->errors), "input 1, replicate 8");
    refused_free(self);
}

static int discrete_of(refused_t *self, const double *prior, const double *likelihood, const double *payoff)
{
    pr_discrete_value_t out;
    const pr_discrete_study_t study = {2, 2, 2, prior, likelihood, payoff, NULL, 30};
    return pr_discrete_study(&out, &study, NULL, NULL, NULL, NULL, &self->errors);
}

static void chances_that_are_none(void **state)
{
    (void)state;
    refused_t *self = refused_new();
    const double prior[] = {0.25, 0.75}, likelihood[] = {0.6, 0.4, 0.2, 0.8}, payoff[] = {700, -100, 90, 90};
    expect(self, discrete_of(self, prior, likelihood, payoff), NULL);
    expect(self, discrete_of(self, (const double[]){0.25, 0.7}, likelihood, payoff), "adds up to 0.95");
    expect(self, discrete_of(self, (const double[]){1.25, -0.25}, likelihood, payoff), "is 1.25");
    expect(self, discrete_of(self, prior, (const double[]){0.6, 0.4, 0.3, 0.8}, payoff),
           "state 1 adds up to 1.1");
    expect(self, discrete_of(self, prior, likelihood, (const double[]){700, NAN, 90, 90}),
           "option 0, replicate 1");
    expect(self, discrete_of(self, (const double[]){NAN, 1}, likelihood, payoff), "is nan");
    refused_free(self);
}

static int simulate_nothing(void *context, size_t replicates, const size_t *followed, double *out)
{
    (void)followed;
    for (size_t r = 0; r < replicates; r++) {
        out[r] = NAN;
    }
    return context ? PR_ERR_IO : 0;
}

static void studies_that_report_nothing(void **state)
{
    (void)state;
    refused_t *self = refused_new();
    const pr_payoffs_t payoffs = {OPTIONS, N, self->nb};
    const size_t size[] = {10};
    pr_study_point_t out;
    pr_study_best_t best;
    pr_study_t study = {1, NULL, simulate_nothing, NULL, 5, 1};
    expect(self, pr_study_curve(&out, &best, &payoffs, &study, 1, size, NULL, &self->errors),
           "input 0, replicate 0");
    expect(self, pr_study_curve(&out, &best, &payoffs, &study, 0, size, NULL, &self->errors), "0 sizes");
    study.unit_cost = NAN;
    expect(self, pr_study_curve(&out, &best, &payoffs, &study, 1, size, NULL, &self->errors),
           "costs 5 and nan");
    study.unit_cost = 1;
    study.context = self;
    assert_int_equal(pr_study_curve(&out, &best, &payoffs, &study, 1, size, NULL, NULL), PR_ERR_IO);
    assert_false(best.pays);
    refused_free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_are_no_numbers),  cmocka_unit_test(sizes_that_do_not_do),
        cmocka_unit_test(regressions_of_nothing),      cmocka_unit_test(chances_that_are_none),
        cmocka_unit_test(studies_that_report_nothing),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
