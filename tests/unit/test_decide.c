/* Options side by side: what is exact whatever the number of replicates. */
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/decide.h>
#include <stdlib.h>

enum { REPLICATES = 120, MOST = 4 };

/* A decision with the scenarios that it is of; `name` may carry an assignment: "basis@path=value". */
typedef struct {
    pr_scenario_t scenario[MOST];
    const pr_scenario_t *borrowed[MOST];
    size_t count;
    pr_errors_t errors;
    pr_decide_t decide;
} case_t;

static void load(pr_scenario_t *self, const char *name)
{
    char path[512];
    const char *at = strchr(name, '@'), *assignment[] = {at ? at + 1 : NULL};
    const char *folder = strncmp(name, "samenhang", 9) == 0          ? POOLRAMING_TESTS "/golden"
                         : strncmp(name, "calibrate-small", 15) == 0 ? POOLRAMING_TESTS "/stat"
                                                                     : POOLRAMING_SCENARIOS;
    snprintf(path, sizeof path, "%s/%.*s.cfg", folder, (int)strcspn(name, "@"), name);
    load_or_fail(self, path, assignment, at != NULL);
}

static case_t *case_load(size_t count, const char *const *name)
{
    case_t *self = calloc(1, sizeof *self);
    self->count = count;
    pr_errors_init(&self->errors);
    for (size_t k = 0; k < count; k++) {
        load(&self->scenario[k], name[k]);
        self->borrowed[k] = &self->scenario[k];
    }
    return self;
}
#define CASE(...)                                                                                            \
    case_load(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *const[]){__VA_ARGS__})

static pr_decide_options_t how_of(double value, double success_value, int threads)
{
    return (pr_decide_options_t){
        .value = value, .success_value = success_value, .run = options_of(2385, REPLICATES, threads)};
}

static int case_run(case_t *self, const pr_decide_options_t *how)
{
    return pr_decide_run(&self->decide, self->borrowed, self->count, how, &self->errors);
}

static void case_free(case_t *self)
{
    pr_decide_free(&self->decide);
    for (size_t k = 0; k < self->count; k++) {
        pr_scenario_free(&self->scenario[k]);
    }
    pr_errors_free(&self->errors);
    free(self);
}

static void an_option_against_itself_is_worth_nothing_to_know(void **state)
{
    (void)state;
    case_t *self = memory_only() ? CASE("calibrate-small") : CASE("basis");
    const size_t parameters = self->scenario[0].uncertain_count;
    self->borrowed[1] = &self->scenario[0];
    pr_decide_options_t how = how_of(1500, 20000, 2);
    assert_int_equal(pr_decide_run(&self->decide, self->borrowed, 2, &how, &self->errors), 0);
    size_t informed = 0;
    for (size_t i = 0; i < self->decide.valuations; i++) {
        const pr_valuation_t *at = &self->decide.valuation[i];
        for (size_t k = 0; k < 2; k++) {
            const pr_option_t *option = &at->option[k];
            assert_true(option->difference.value == 0 && option->difference.se == 0);
            assert_true(option->regret.value == 0 && option->best.value == 0.5);
            assert_true(option->mean.value == at->option[0].mean.value);
        }
        assert_true(at->clairvoyance.value == 0);
        for (size_t p = 0; at->informed && p < self->decide.pieces; p++) {
            assert_true(at->information[p].value.value == 0 && at->information[p].changed == 0);
            informed++;
        }
        for (size_t s = 0; at->informed && s < self->decide.sizes; s++) {
            assert_true(at->study[s].evsi.value.value == 0);
        }
    }
    assert_true(informed >= parameters);
    assert_int_equal(self->decide.frontier[PR_YARDSTICK_RESIDENT][1].status, PR_FRONTIER_SAME);
    assert_true(self->decide.flips >= parameters);
    for (size_t i = 0; i < self->decide.flips; i++) {
        assert_int_equal(self->decide.flip[i].status, PR_FLIP_NONE);
    }
    case_free(self);
}

static void a_pool_that_stopped_costs_and_reaches_nothing(void **state)
{
    (void)state;
    case_t *self = CASE("basis", "stop-2025");
    pr_decide_options_t how = how_of(NAN, NAN, 2);
    assert_int_equal(pr_decide_simulate(&self->decide.draws, self->borrowed, 2, &how, &self->errors), 0);
    const pr_decide_draws_t *draws = &self->decide.draws;
    assert_int_equal(draws->from, 2026);
    assert_int_equal(draws->unknowns, self->scenario[0].uncertain_count);
    for (size_t r = 0; r < draws->replicates; r++) {
        size_t stop = draws->replicates + r;
        assert_true(draws->flow[PR_FLOW_COST][stop] == 0 && draws->flow[PR_FLOW_REACHED][stop] == 0);
        assert_true(draws->flow[PR_FLOW_RESIDENTS][stop] == 0 && draws->flow[PR_FLOW_SUCCESSES][stop] == 0);
        assert_true(draws->flow[PR_FLOW_COST][r] > 1e6 && draws->flow[PR_FLOW_REACHED][r] > 0);
        assert_true(draws->flow[PR_FLOW_REACHED][r] < draws->flow[PR_FLOW_RESIDENTS][r]);
        assert_true(isnan(draws->flow[PR_FLOW_SHORTFALL][r])); /* no balance is given */
    }
    case_free(self);
}

/* From what --draw prints: net effect of each year over the OVA index, residents per month, benefits. The
   model rounds each line to a cent before the index and after it. */
static double by_hand(const pr_scenario_t *scenario, const pr_replicate_t *replicate, int from, double value,
                      double success_value)
{
    double sum = 0;
    for (int year = from; year <= scenario->last_year + PR_BENEFIT_TAIL; year++) {
        int y = year - scenario->first_year;
        double factor = 1;
        for (int i = scenario->price_level_year; i < year; i++) {
            factor /= 1 + 0.0225;
        }
        sum += factor * (replicate->benefit.cashable[y] + success_value * replicate->benefit.successes[y]);
        for (int t = 0; t < scenario->months && year <= scenario->last_year; t++) {
            bool here = scenario->month_year + t / 12 == year;
            sum += here ? factor * value * pr_ledger_row(&replicate->ledger, PR_MONTH_SERVED, 0)[t] : 0;
        }
        if (year <= scenario->last_year) {
            sum -= factor * (double)replicate->surplus.net_effect[0][y].cents / 100 /
                   (double)replicate->index.factor[PR_INDEX_OVA][y].factor;
        }
    }
    return sum;
}

static void net_benefit_is_what_a_hand_makes_of_a_replicate(void **state)
{
    (void)state;
    case_t *self = CASE("basis", "doorgaan-450");
    pr_decide_options_t how = how_of(NAN, NAN, 1);
    assert_int_equal(pr_decide_simulate(&self->decide.draws, self->borrowed, 2, &how, &self->errors), 0);
    const pr_decide_draws_t *draws = &self->decide.draws;
    double *nb = calloc(2 * draws->replicates, sizeof *nb);
    pr_decide_payoffs(draws, 1234, 23850, nb);
    for (size_t k = 0; k < 2; k++) {
        pr_replicate_t replicate;
        assert_int_equal(pr_replicate_init(&replicate, &self->scenario[k]), 0);
        for (uint64_t r = 0; r < 20; r++) {
            assert_int_equal(pr_replicate_simulate(&replicate, &self->scenario[k], draws->seed, r), 0);
            double hand = by_hand(&self->scenario[k], &replicate, 2026, 1234, 23850);
            /* 6 years × 4 lines, each rounded to a cent twice */
            assert_true(fabs(nb[k * draws->replicates + r] - hand) < 0.25);
        }
        pr_replicate_free(&replicate);
    }
    free(nb);
    case_free(self);
}

static void threads_and_order_move_nothing(void **state)
{
    (void)state;
    case_t *a = CASE("basis", "stop-2025", "doorgaan-450"), *b = CASE("basis", "stop-2025", "doorgaan-450"),
           *c = CASE("doorgaan-450", "basis", "stop-2025");
    pr_decide_options_t one = how_of(1300, NAN, 1), three = how_of(1300, NAN, 3);
    assert_int_equal(case_run(a, &one), 0);
    assert_int_equal(case_run(b, &three), 0);
    assert_int_equal(case_run(c, &three), 0);
    size_t n = a->decide.draws.replicates;
    assert_int_equal(a->decide.valuations, b->decide.valuations);
    assert_memory_equal(a->decide.draws.score, b->decide.draws.score,
                        a->decide.draws.unknowns * n * sizeof(double));
    for (pr_flow_t f = 0; f < PR_FLOW_SHORTFALL; f++) {
        assert_memory_equal(a->decide.draws.flow[f], b->decide.draws.flow[f], 3 * n * sizeof(double));
        assert_memory_equal(a->decide.draws.flow[f], c->decide.draws.flow[f] + n, 2 * n * sizeof(double));
    }
    for (size_t i = 0; i < a->decide.valuations; i++) {
        const pr_valuation_t *x = &a->decide.valuation[i], *y = &b->decide.valuation[i],
                             *z = &c->decide.valuation[i];
        assert_true(x->worth == y->worth && x->best == y->best && (x->best + 1) % 3 == z->best);
        assert_memory_equal(x->option, y->option, 3 * sizeof *x->option);
        for (size_t p = 0; x->informed && p < a->decide.pieces; p++) {
            assert_memory_equal(&x->information[p], &y->information[p], sizeof *x->information);
        }
    }
    assert_int_equal(a->decide.flips, b->decide.flips);
    for (size_t i = 0; i < a->decide.flips; i++) {
        assert_int_equal(a->decide.flip[i].status, b->decide.flip[i].status);
        assert_true(a->decide.flip[i].at == b->decide.flip[i].at || isnan(a->decide.flip[i].at));
    }
    case_free(a);
    case_free(b);
    case_free(c);
}

static void held_where_it_was_a_parameter_changes_nothing(void **state)
{
    (void)state;
    case_t *self = CASE("samenhang", "samenhang@id=\"other\"");
    pr_decide_options_t how = how_of(NAN, NAN, 1);
    assert_int_equal(pr_decide_simulate(&self->decide.draws, self->borrowed, 2, &how, &self->errors), 0);
    const pr_decide_draws_t *draws = &self->decide.draws;
    double flow[PR_FLOWS], other[PR_FLOWS];
    size_t moved = 0;
    for (size_t i = 0; i < draws->unknowns; i++) {
        double own = draws->score[i * draws->replicates];
        assert_int_equal(pr_decide_moved(draws, i, own, 0, 1, &how.run.ensemble, flow, &self->errors), 0);
        assert_int_equal(pr_decide_moved(draws, i, own + 1, 0, 1, &how.run.ensemble, other, &self->errors),
                         0);
        for (pr_flow_t f = 0; f < PR_FLOW_SHORTFALL; f++) { /* a Cholesky factor is solved: not to the bit */
            double drawn = draws->flow[f][0];
            assert_true(fabs(flow[f] - drawn) <= 1e-6 * fmax(1, fabs(drawn)));
        }
        moved += fabs(other[PR_FLOW_REACHED] - flow[PR_FLOW_REACHED]) > 1e-3;
    }
    assert_true(moved > 15);
    assert_true(draws->unknown[0].owner == 0);
    case_free(self);
}

static void a_study_follows_who_was_reached_in_time(void **state)
{
    (void)state;
    case_t *self = CASE("poort-evaluatie", "basis");
    pr_decide_options_t how = how_of(NAN, NAN, 2);
    assert_int_equal(case_run(self, &how), 0);
    const pr_decide_draws_t *draws = &self->decide.draws;
    assert_int_equal(draws->data_until, 12 * 2025 + 5);
    assert_int_equal(draws->follow_months, 6);
    pr_replicate_t replicate;
    double reachable = 0;
    assert_int_equal(pr_replicate_init(&replicate, &self->scenario[0]), 0);
    for (uint64_t r = 0; r < draws->replicates; r++) {
        pr_evidence_t seen;
        assert_int_equal(pr_replicate_simulate(&replicate, &self->scenario[0], draws->seed, r), 0);
        pr_gate_look(&self->scenario[0], 0, draws->success_share[r], &replicate.ledger,
                     (pr_source_t){draws->seed, r}, &seen);
        assert_true(draws->reachable[r] == (size_t)floor(seen.reachable + 1e-9));
        assert_true(draws->success_share[r] == replicate.inputs.benefit.success_share);
        reachable += (double)draws->reachable[r] / (double)draws->replicates;
    }
    pr_replicate_free(&replicate);
    size_t points = 0;
    for (size_t i = 0; i < self->decide.valuations; i++) {
        const pr_valuation_t *at = &self->decide.valuation[i];
        for (size_t s = 0; at->informed && s < self->decide.sizes; s++) {
            assert_true(at->study[s].followed <= reachable + 1e-9);
            assert_true(at->study[s].followed <= (double)at->study[s].size);
            assert_true(at->study[s].cost == self->decide.study_cost);
            points++;
        }
    }
    assert_true(points > 0);
    assert_true(self->decide.study_cost_real == 15000);
    assert_true(fabs(self->decide.study_cost - 15000 / 1.0225 / 1.0225) < 1e-6);
    case_free(self);
}

/* What a study finds, and what it and all else is worth to know, with the options in another order: to the
   bit. They differ in when the pool starts and in what is decided, so that the first one given would tell. */
static void the_order_of_options_does_not_move_a_study(void **state)
{
    (void)state;
    case_t *one = CASE("bc-wmo-2022", "start-later", "basis", "stop-2025"),
           *other = CASE("stop-2025", "basis", "start-later", "bc-wmo-2022");
    pr_decide_options_t how = how_of(1500, NAN, 2);
    assert_int_equal(case_run(one, &how), 0);
    assert_int_equal(case_run(other, &how), 0);
    const pr_decide_draws_t *a = &one->decide.draws, *b = &other->decide.draws;
    assert_string_equal(a->scenario[a->observed]->id, "basis");
    assert_string_equal(b->scenario[b->observed]->id, "basis");
    assert_memory_equal(a->reachable, b->reachable, a->replicates * sizeof *a->reachable);
    assert_memory_equal(a->success_share, b->success_share, a->replicates * sizeof *a->success_share);
    assert_true(one->decide.study_cost == other->decide.study_cost && one->decide.study_cost > 0);
    size_t compared = 0;
    for (size_t i = 0; i < one->decide.valuations; i++) {
        const pr_valuation_t *x = &one->decide.valuation[i], *y = &other->decide.valuation[i];
        for (size_t s = 0; x->informed && s < one->decide.sizes; s++, compared++) {
            assert_true(x->worth == y->worth && x->study[s].evsi.value.value == y->study[s].evsi.value.value);
            assert_true(x->study[s].evsi.value.se == y->study[s].evsi.value.se);
            assert_true(x->information[0].value.value == y->information[0].value.value);
        }
    }
    assert_true(compared > 0);
    case_free(one);
    case_free(other);
}

static void values_go_past_where_the_choice_turns(void **state)
{
    (void)state;
    case_t *self = CASE("stop-2025", "doorgaan-450", "basis");
    pr_decide_options_t how = how_of(NAN, NAN, 2);
    assert_int_equal(case_run(self, &how), 0);
    size_t switches = 0, before = SIZE_MAX;
    double last = -1;
    assert_int_equal(self->decide.yardsticks, PR_YARDSTICKS);
    for (size_t i = 0; i < self->decide.valuations; i++) {
        const pr_valuation_t *at = &self->decide.valuation[i];
        if (at->worth < last) {
            before = SIZE_MAX; /* the other yardstick */
        }
        assert_true(at->kind == PR_WORTH_SWITCH || before == SIZE_MAX || at->best == before || switches > 0);
        assert_true(at->value == 0 || at->success_value == 0);
        if (at->kind == PR_WORTH_SWITCH) { /* both are worth the same there, but for the last digits */
            double second = -INFINITY;
            for (size_t k = 0; k < 3; k++) {
                second = k != at->best ? fmax(second, at->option[k].difference.value) : second;
            }
            assert_true(fabs(second) < 1e-3);
            switches++;
        }
        before = at->best;
        last = at->worth;
    }
    assert_true(switches >= 2);
    assert_int_equal(self->decide.valuation[0].best, 0); /* worth nothing: stop */
    case_free(self);
}

static void every_parameter_is_in_one_group(void **state)
{
    (void)state;
    case_t *self = CASE("basis", "stop-2025");
    pr_decide_options_t how = how_of(1500, NAN, 2);
    assert_int_equal(case_run(self, &how), 0);
    size_t in_groups = 0;
    for (size_t i = 0; i < self->decide.pieces; i++) {
        in_groups += self->decide.piece[i].kind == PR_PIECE_GROUP ? self->decide.piece[i].count : 0;
    }
    assert_int_equal(in_groups, self->decide.draws.unknowns);
    assert_int_equal(self->decide.piece[0].count, in_groups);
    assert_int_equal(pr_group_of("workforce.leaving_per_year"), PR_GROUP_PEOPLE);
    assert_int_equal(pr_group_of("municipalities.venray.head_start_months"), PR_GROUP_DEPLOYMENT);
    assert_int_equal(pr_group_of("benefit.years"), PR_GROUP_BENEFIT);
    assert_int_equal(pr_group_of("budget.vat_share"), PR_GROUP_MONEY);
    case_free(self);
}

static void refuses(case_t *self, size_t count, const pr_decide_options_t *how, const char *words)
{
    int status = pr_decide_run(&self->decide, self->borrowed, count, how, &self->errors);
    assert_int_equal(status, PR_ERR_INPUT);
    assert_int_equal(self->errors.count, 1);
    assert_non_null(strstr(self->errors.items[0].text, words));
    case_free(self);
}

static void what_cannot_be_weighed_is_refused(void **state)
{
    (void)state;
    pr_decide_options_t how = how_of(NAN, NAN, 1), few = how, late = how, many = how;
    few.run.ensemble.replicates = PR_DECIDE_LEAST - 1;
    many.run.ensemble.replicates = PR_DECIDE_MOST + 1;
    late.from = 2032;
    refuses(CASE("basis"), 1, &how, "1 options were given: expected 2 to 12");
    refuses(CASE("basis", "stop-2025@time.price_level_year=2022"), 2, &how, "expected one price level");
    refuses(CASE("basis", "basis"), 2, &how, "two options have the id basis");
    refuses(CASE("basis", "stop-2025"), 2, &few, "the number of replicates asked for is 99: expected 100 to");
    refuses(CASE("basis", "stop-2025"), 2, &many, "expected 100 to 200000");
    refuses(CASE("basis", "stop-2025"), 2, &late, "2032 is no year of the budget");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_option_against_itself_is_worth_nothing_to_know),
        cmocka_unit_test(a_pool_that_stopped_costs_and_reaches_nothing),
        cmocka_unit_test(net_benefit_is_what_a_hand_makes_of_a_replicate),
        cmocka_unit_test(threads_and_order_move_nothing),
        cmocka_unit_test(held_where_it_was_a_parameter_changes_nothing),
        cmocka_unit_test(a_study_follows_who_was_reached_in_time),
        cmocka_unit_test(the_order_of_options_does_not_move_a_study),
        cmocka_unit_test(values_go_past_where_the_choice_turns),
        cmocka_unit_test(every_parameter_is_in_one_group),
        cmocka_unit_test(what_cannot_be_weighed_is_refused),
    };
    if (memory_only()) {
        cmocka_set_test_filter("an_*"); /* a whole decision, its knowledge and break-evens among them */
    }
    return cmocka_run_group_tests(tests, start_library, NULL);
}
