/*
 * A method turns what a replicate did into a gain per year; the gain is split over payers, and all is brought
 * to the end of the price-level year.
 *
 * A success is counted in its year y and the years after it: in y + j it avoids the yearly cost times
 * (1 − decay)^j times the part of that year that it still lasts. Its size does not depend on the year, so
 * that the gain is a convolution of the successes' yearly costs with that kernel.
 */
#include "core/catalogue.h"
#include <math.h>
#include <poolraming/benefit.h>
#include <poolraming/error.h>
#include <string.h>

enum { KERNEL = PR_BENEFIT_TAIL + 1 };

/* Reached residents are sums of shares of people: what is whole must not be lost to rounding. */
static const double SLACK = 1e-9;

const char *pr_payer_id(pr_payer_t payer)
{
    static const char *const id[PR_PAYERS] = {"regional", "wmo_local", "participatiewet", "uwv", "insurer",
                                              "wlz",      "other"};
    return id[payer];
}

double pr_npv(double rate, int first, size_t n, const double *flow)
{
    double factor = pow(1 + rate, -first), sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += flow[k] * factor;
        factor /= 1 + rate;
    }
    return sum;
}

/* ---- what a replicate did ---- */

static double year_sum(const pr_scenario_t *scenario, const pr_ledger_t *ledger, pr_month_series_t series,
                       size_t scope, int y)
{
    int first = 12 * (scenario->first_year + y - scenario->month_year);
    double sum = 0;
    for (int t = first; t >= 0 && t < first + 12; t++) {
        sum += pr_ledger_row(ledger, series, scope)[t];
    }
    return sum;
}

/* Real amounts less what is settled for the year; the settlement has the prices of its lump sum. */
double pr_benefit_cost(const pr_scenario_t *scenario, const pr_budget_t *budget, const pr_surplus_t *surplus,
                       int y)
{
    int64_t real = 0, lump_sum = 0;
    for (size_t i = 0; i < scenario->line_count; i++) {
        real += budget->line_real[i][y].cents;
        lump_sum += scenario->line[i].in_lump_sum ? budget->line_real[i][y].cents : 0;
    }
    int column = y + (scenario->settlement_year == PR_SETTLEMENT_NEXT);
    double settled = (double)surplus->settlement[0][column].cents;
    double nominal = (double)budget->lump_sum[y].cents;
    return ((double)real - (nominal > 0 ? settled * (double)lump_sum / nominal : 0)) / 100;
}

/* ---- mechanism ---- */

static void kernel_of(const pr_benefit_inputs_t *in, double kernel[KERNEL])
{
    double left = 1;
    for (int j = 0; j < KERNEL; j++) {
        kernel[j] = left * fmin(1, fmax(0, in->years - j));
        left *= 1 - in->decay;
    }
}

/* Binomial(⌊C_y⌋ − ⌊C_{y−1}⌋, p_s) of one municipality; adds to successes[]. */
static void draw_successes(const pr_scenario_t *scenario, double chance, const pr_ledger_t *ledger, size_t m,
                           const pr_source_t *source, double *successes)
{
    double reached = 0, before = 0;
    for (int y = 0; y < scenario->years; y++) {
        reached += year_sum(scenario, ledger, PR_MONTH_SERVED, 1 + m, y);
        double whole = floor(reached + SLACK);
        int64_t n = (int64_t)(whole - before);
        before = whole;
        if (n > 0 && chance > 0) {
            uint32_t word[4];
            uint16_t month = (uint16_t)(12 * (scenario->first_year + y));
            pr_block(source, (pr_address_t){PR_PROCESS_SUCCESS, month, scenario->municipality[m].cbs, 0}, 0,
                     word);
            successes[y] += (double)pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), n, chance);
        }
    }
}

/* The yearly costs of n persons together: one gamma of the sum. */
static double draw_avoided(const pr_benefit_inputs_t *in, double n, int year, const pr_source_t *source)
{
    double variance = in->avoided_cv * in->avoided_cv;
    if (!(n > 0) || variance == 0) {
        return n * in->avoided_eur_per_year;
    }
    pr_stream_t stream;
    pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_AVOIDED, (uint16_t)(12 * year), 0, 0});
    return pr_gamma_draw(&stream, n / variance) * in->avoided_eur_per_year * variance;
}

static void draw_shares(const pr_scenario_t *scenario, const pr_benefit_inputs_t *in,
                        const pr_source_t *source, double share[PR_PAYERS])
{
    double sum = 0, given = 0;
    bool fixed = scenario->parameters_fixed || !(in->payer_concentration > 0);
    for (size_t k = 0; k < PR_PAYERS; k++) {
        given += in->payer_share[k];
    }
    for (uint16_t k = 0; k < PR_PAYERS && !fixed; k++) {
        pr_stream_t stream;
        pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_PAYER, 0, 0, k});
        double shape = in->payer_concentration * in->payer_share[k] / given;
        share[k] = shape > 0 ? pr_gamma_draw(&stream, shape) : 0;
        sum += share[k];
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        share[k] = sum > 0 ? share[k] / sum : in->payer_share[k] / given;
    }
}

static void count_mechanism(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                            const pr_ledger_t *ledger, const pr_source_t *source, pr_benefit_t *out)
{
    const pr_benefit_inputs_t *in = &inputs->benefit;
    double kernel[KERNEL];
    kernel_of(in, kernel);
    for (size_t m = 0; m < scenario->municipality_count; m++) {
        draw_successes(scenario, in->success_share, ledger, m, source, out->successes);
    }
    for (int y = 0; y < scenario->years; y++) {
        double avoided = draw_avoided(in, out->successes[y], scenario->first_year + y, source);
        double hires = year_sum(scenario, ledger, PR_MONTH_HIRES_FROM_BENEFIT, 0, y);
        for (int j = 0; j < KERNEL; j++) {
            out->success_years[y + j] += out->successes[y] * kernel[j];
            out->gain[y + j] += avoided * kernel[j];
        }
        out->work[y] = hires * in->work_months * in->work_eur_per_year / 12;
    }
    draw_shares(scenario, in, source, out->share);
    out->cashable_share = in->cashable_share;
}

/* ---- sroi ---- */

/* A claimed benefit of the cost of a year, in equal parts over five years. The claim says of little that it
   is the municipalities' cash: that part goes by their shares, all else to residents and society. */
static void count_sroi(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_ledger_t *ledger,
                       const pr_source_t *source, pr_benefit_t *out)
{
    (void)ledger;
    (void)source;
    const pr_benefit_inputs_t *in = &inputs->benefit;
    double municipal = 0;
    for (int y = 0; y < scenario->years; y++) {
        for (int j = 0; j < KERNEL; j++) {
            out->gain[y + j] += in->sroi_ratio * out->cost[y] / KERNEL;
        }
    }
    for (size_t k = 0; k < PR_PAYERS_MUNICIPAL; k++) {
        municipal += in->payer_share[k];
    }
    for (size_t k = 0; k < PR_PAYERS_MUNICIPAL; k++) {
        double own = municipal > 0 ? in->payer_share[k] / municipal : k == PR_PAYER_REGIONAL;
        out->share[k] = in->sroi_municipal_cash * own;
    }
    out->share[PR_PAYER_OTHER] = 1 - in->sroi_municipal_cash;
    out->cashable_share = 1;
}

/* ---- the methods ---- */

static const char *const no_settings[] = {NULL};
static const char *const mechanism_settings[] = {"benefit.success_share",
                                                 "benefit.avoided_per_year",
                                                 "benefit.avoided_cv",
                                                 "benefit.years",
                                                 "benefit.decay",
                                                 "benefit.payers",
                                                 "benefit.payer_concentration",
                                                 "benefit.cashable_share",
                                                 "benefit.work_months",
                                                 "benefit.work_eur_per_year",
                                                 "benefit.work_participatiewet_share",
                                                 "benefit.discount_rate",
                                                 NULL};
static const char *const sroi_settings[] = {"benefit.sroi_ratio", "benefit.sroi_municipal_cash",
                                            "benefit.payers", "benefit.discount_rate", NULL};

static const pr_benefit_info_t methods[PR_BENEFIT_METHODS] = {
    [PR_BENEFIT_NONE] = {"none", N_("Benefits are not counted."), no_settings, false, NULL},
    [PR_BENEFIT_MECHANISM] =
        {"mechanism",
         N_("Part of the residents reached need less care for a time than they would have; those hired from "
            "a benefit no longer receive it."),
         mechanism_settings, true, count_mechanism},
    [PR_BENEFIT_SROI] = {
        "sroi",
        N_("By a claim every euro of cost yields a fixed number of euros, spread over five years, whoever "
           "is reached."),
        sroi_settings, false, count_sroi}};

const pr_benefit_info_t *pr_benefit_info(pr_benefit_method_t method)
{
    return &methods[method];
}

const char *pr_benefit_doc(const pr_benefit_info_t *self, pr_lang_t lang)
{
    return pr_translate(lang, self->doc);
}

int pr_benefit_find(const char *name, pr_benefit_method_t *method)
{
    for (int i = 0; i < PR_BENEFIT_METHODS; i++) {
        if (strcmp(methods[i].name, name) == 0) {
            *method = (pr_benefit_method_t)i;
            return 0;
        }
    }
    return PR_ERR_DOMAIN;
}

/* ---- payers and present values ---- */

static void split_year(const pr_benefit_inputs_t *in, int y, pr_benefit_t *out)
{
    double municipal = 0;
    for (size_t k = 0; k < PR_PAYERS; k++) {
        out->payer[k][y] = out->share[k] * out->gain[y];
    }
    out->payer[PR_PAYER_PARTICIPATIEWET][y] += in->work_participatiewet_share * out->work[y];
    out->payer[PR_PAYER_UWV][y] += (1 - in->work_participatiewet_share) * out->work[y];
    for (size_t k = 0; k < PR_PAYERS; k++) {
        out->total[y] += out->payer[k][y];
        municipal += k < PR_PAYERS_MUNICIPAL ? out->payer[k][y] : 0;
    }
    out->cashable[y] = out->cashable_share * municipal;
}

static void take_present_values(const pr_scenario_t *scenario, double rate, pr_benefit_t *out)
{
    int first = scenario->first_year - scenario->price_level_year;
    size_t n = (size_t)scenario->years + PR_BENEFIT_TAIL;
    out->present_cost = pr_npv(rate, first, n, out->cost);
    out->present_total = pr_npv(rate, first, n, out->total);
    out->present_success_years = pr_npv(rate, first, n, out->success_years);
    out->present_reached = pr_npv(rate, first, n, out->reached);
    out->net = out->present_total - out->present_cost;
    out->net_cashable = pr_npv(rate, first, n, out->cashable) - out->present_cost;
    for (size_t k = 0; k < PR_PAYERS; k++) {
        double cost = k == PR_PAYER_REGIONAL ? out->present_cost : 0;
        out->net_payer[k] = pr_npv(rate, first, n, out->payer[k]) - cost;
        out->net_municipal += k < PR_PAYERS_MUNICIPAL ? out->net_payer[k] : 0;
    }
}

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static bool is_valid(const pr_benefit_inputs_t *in)
{
    double shares = 0;
    for (size_t k = 0; k < PR_PAYERS; k++) {
        shares += in->payer_share[k] >= 0 ? in->payer_share[k] : NAN;
    }
    return shares > 0 && is_share(in->success_share) && is_share(in->decay) && is_share(in->cashable_share) &&
           is_share(in->work_participatiewet_share) && is_share(in->sroi_municipal_cash) &&
           in->avoided_eur_per_year >= 0 && in->avoided_cv >= 0 && in->years >= 0 && in->years <= KERNEL &&
           in->payer_concentration >= 0 && in->work_months >= 0 && in->work_eur_per_year >= 0 &&
           in->sroi_ratio >= 0 && in->discount_rate >= 0;
}

int pr_benefit_simulate(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_budget_t *budget,
                        const pr_surplus_t *surplus, const pr_ledger_t *ledger, pr_source_t source,
                        pr_benefit_t *out)
{
    const pr_benefit_inputs_t *in = &inputs->benefit;
    const pr_benefit_info_t *method = &methods[scenario->benefit_method];
    memset(out, 0, sizeof *out);
    if (!method->count) {
        return 0;
    }
    if (!is_valid(in)) {
        return PR_ERR_DOMAIN;
    }
    for (int y = 0; y < scenario->years; y++) {
        out->cost[y] = pr_benefit_cost(scenario, budget, surplus, y);
        out->reached[y] = year_sum(scenario, ledger, PR_MONTH_SERVED, 0, y);
    }
    method->count(scenario, inputs, ledger, &source, out);
    for (int y = 0; y < scenario->years + PR_BENEFIT_TAIL; y++) {
        split_year(in, y, out);
        out->after_horizon += y >= scenario->years ? out->total[y] : 0;
    }
    take_present_values(scenario, in->discount_rate, out);
    return 0;
}

/* ---- Identities ---- */

typedef struct {
    pr_errors_t *errors;
    int status;
} check_t;

/* Written so that a NaN fails. */
static void expect(check_t *self, const char *identity, double a, double b, double size)
{
    if (!(fabs(a - b) <= 1e-9 * fmax(1, fabs(size)))) {
        self->status = pr_errors_add(self->errors, PR_ERR_IDENTITY, NULL, 0,
                                     "identity \"%s\" does not hold: %.17g against %.17g",
                                     pr_errors_words(self->errors, identity), a, b);
    }
}

static void expect_at_most(check_t *self, const char *identity, double a, double b)
{
    expect(self, identity, a <= b ? b : a, b, b);
}

static void verify_year(check_t *self, const pr_benefit_t *benefit, int y)
{
    double payers = 0, municipal = 0;
    for (size_t k = 0; k < PR_PAYERS; k++) {
        payers += benefit->payer[k][y];
        municipal += k < PR_PAYERS_MUNICIPAL ? benefit->payer[k][y] : 0;
    }
    expect(self, N_("the total of a year = the sum of the payers"), benefit->total[y], payers, payers);
    expect(self, N_("the total of a year = the method's gain and work"), benefit->total[y],
           benefit->gain[y] + benefit->work[y], payers);
    expect_at_most(self, N_("cashable <= the municipal part"), benefit->cashable[y], municipal);
}

static void verify_whole(check_t *self, const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                         const pr_benefit_t *benefit)
{
    double cost = 0, reached = 0, successes = 0, years = 0, total = 0, claim = 0, net = 0, in_years = 0;
    double longest = fmin(inputs->benefit.years, KERNEL);
    for (int y = 0; y < scenario->years + PR_BENEFIT_TAIL; y++) {
        cost += benefit->cost[y];
        reached += benefit->reached[y];
        successes += benefit->successes[y];
        years += benefit->success_years[y];
        total += benefit->total[y];
        in_years += y < scenario->years ? benefit->total[y] : 0;
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        net += benefit->net_payer[k];
    }
    expect_at_most(self, N_("successes <= residents reached"), successes, reached + SLACK);
    expect_at_most(self, N_("success-years <= successes × their length"), years, successes * longest);
    expect(self, N_("the total = what falls in the budget years and after them"), total,
           in_years + benefit->after_horizon, total);
    expect(self, N_("net present value = the sum of the payers'"), benefit->net, net, benefit->present_cost);
    if (scenario->benefit_method == PR_BENEFIT_SROI) {
        claim = inputs->benefit.sroi_ratio * cost;
        expect(self, N_("a claim = its ratio × the cost"), total, claim, claim);
    }
}

int pr_benefit_verify(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_benefit_t *benefit,
                      pr_errors_t *errors)
{
    check_t check = {errors, 0};
    double share = 0;
    if (scenario->benefit_method == PR_BENEFIT_NONE) {
        return 0;
    }
    for (size_t k = 0; k < PR_PAYERS; k++) {
        share += benefit->share[k];
    }
    expect(&check, N_("the payers' shares sum to 1"), share, 1, 1);
    for (int y = 0; y < scenario->years + PR_BENEFIT_TAIL; y++) {
        verify_year(&check, benefit, y);
    }
    verify_whole(&check, scenario, inputs, benefit);
    return check.status;
}
