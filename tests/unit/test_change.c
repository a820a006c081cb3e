/* The change between two runs: each kind of setting moves its own part and no other, and all adds up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_scenario.h"
#include <math.h>
#include <poolraming/change.h>

#define BASIS_FILE POOLRAMING_SCENARIOS "/basis.cfg"

/* One change. */
typedef struct {
    loaded_t *a, *b;
    pr_change_means_t a_means, b_means;
    pr_change_t out;
    pr_errors_t errors;
    int status;
} case_t;

/* Means as if every replicate went along the central path and nothing was settled. */
static void central_means(const pr_scenario_t *scenario, pr_change_means_t *out)
{
    pr_central_t *central = calloc(1, sizeof *central);
    assert_int_equal(pr_central_path(scenario, central), 0);
    memset(out, 0, sizeof *out);
    for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
        for (int column = 0; column <= scenario->years; column++) {
            out->net_effect[scope][column] = (double)central->surplus.net_effect[scope][column].cents / 100;
        }
    }
    free(central);
}

/* What is settled, and by how much each municipality's net effect is then lower: by a share that is not its
   key's, so that the spread has to take the rest. */
static void settle(const pr_scenario_t *scenario, double eur, pr_change_means_t *out)
{
    for (int y = 1; y < scenario->years; y++) {
        out->settlement[y] = eur;
        out->net_effect[0][y] -= eur;
        for (size_t m = 1; m <= scenario->municipality_count; m++) {
            out->net_effect[m][y] -= eur / (double)scenario->municipality_count;
        }
    }
}

static case_t *begin(const char *b_file, const char *const *sets, size_t count)
{
    case_t *self = calloc(1, sizeof *self);
    pr_errors_init(&self->errors);
    self->a = scenario_load(BASIS_FILE, NULL, 0);
    self->b = scenario_load(b_file, sets, count);
    scenario_print_errors(self->b);
    assert_int_equal(self->a->status, 0);
    assert_int_equal(self->b->status, 0);
    central_means(&self->a->scenario, &self->a_means);
    central_means(&self->b->scenario, &self->b_means);
    return self;
}

static void split(case_t *self)
{
    self->status = pr_change_split(&self->a->scenario, &self->a_means, &self->b->scenario, &self->b_means,
                                   &self->out, &self->errors);
    if (self->status == 0) {
        assert_int_equal(pr_change_verify(&self->out, self->a->scenario.municipality_count, &self->errors),
                         0);
    }
}

static void end(case_t *self)
{
    scenario_free(self->a);
    scenario_free(self->b);
    pr_errors_free(&self->errors);
    free(self);
}

static int64_t size_of(const case_t *self, int part)
{
    int64_t size = 0;
    for (size_t scope = 0; scope <= self->a->scenario.municipality_count; scope++) {
        for (int column = 0; column < self->out.columns; column++) {
            int64_t cents = self->out.part[part][scope][column];
            size += cents < 0 ? -cents : cents;
        }
    }
    return size;
}

/* Which parts are not 0, as bits. */
static unsigned moved(const case_t *self)
{
    unsigned out = 0;
    for (int part = 0; part < PR_CHANGE_PARTS; part++) {
        out |= size_of(self, part) > 0 ? 1U << part : 0;
    }
    return out;
}

static void each_kind_of_setting_moves_its_own_part(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        unsigned moves;
    } row[] = {
        {"run.seed=77", 0},
        {"workforce.filling_per_month=0.4", 0}, /* moves what is settled, which has no central path */
        {"index.ova.mean_growth=3.385", 1U << PR_CHANGE_INDEX},
        {"index.rule=definitive", 1U << PR_CHANGE_INDEX},
        {"budget.lines.fte.index=none", 1U << PR_CHANGE_INDEX},
        {"budget.lines.fte.amounts.2027=612345.67", 1U << PR_CHANGE_AMOUNTS},
        {"budget.booking=total", 1U << PR_CHANGE_AMOUNTS},
        {"keys.module2.shares.venlo=28.46", 1U << PR_CHANGE_KEY},
        {"allocation.surplus.2028=population", 1U << PR_CHANGE_POLICY},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        /* A key must sum to 100.00. */
        const char *const sets[] = {row[i].set, "keys.module2.shares.weert=13.82"};
        bool key = strncmp(row[i].set, "keys", 4) == 0;
        case_t *c = begin(BASIS_FILE, sets, key ? 2 : 1);
        split(c);
        assert_int_equal(c->status, 0);
        if (moved(c) != row[i].moves) {
            fail_msg("%s moves the parts %x, expected %x", row[i].set, moved(c), row[i].moves);
        }
        end(c);
    }
}

/* What is settled is volume in every scope, split by the key; the rest of the municipalities' means is
 * spread. */
static void what_is_settled_is_volume(void **state)
{
    (void)state;
    case_t *c = begin(BASIS_FILE, NULL, 0);
    settle(&c->a->scenario, 12345.67, &c->a_means);
    settle(&c->b->scenario, 10000, &c->b_means);
    split(c);
    assert_int_equal(c->status, 0);
    assert_int_equal(c->out.part[PR_CHANGE_VOLUME][0][3], 234567);
    assert_int_equal(c->out.part[PR_CHANGE_SPREAD][0][3], 0);
    int64_t whole[2], share[2][PR_MAX_MUNICIPALITIES], key[PR_MAX_MUNICIPALITIES];
    const pr_scenario_t *s = &c->a->scenario;
    for (size_t m = 0; m < s->municipality_count; m++) {
        key[m] = s->key[s->channel_key[PR_CHANNEL_SURPLUS][3]].share[m].hundredths;
    }
    whole[0] = 1234567;
    whole[1] = 1000000;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pr_key_split(whole[i], s->municipality_count, key, share[i]), 0);
    }
    for (size_t m = 0; m < s->municipality_count; m++) {
        assert_int_equal(c->out.part[PR_CHANGE_VOLUME][1 + m][3], share[0][m] - share[1][m]);
    }
    assert_int_equal(moved(c), 1U << PR_CHANGE_VOLUME | 1U << PR_CHANGE_SPREAD);
    end(c);
}

/* All at once: parts follow each other, so that a later part is reckoned with the settings of those before.
 */
static void the_order_of_replacement(void **state)
{
    (void)state;
    const char *const sets[] = {"index.ova.mean_growth=3.385", "budget.lines.fte.amounts.2027=612345.67",
                                "keys.module2.shares.venlo=28.46", "keys.module2.shares.weert=13.82",
                                "allocation.surplus.2028=population"};
    case_t *all = begin(BASIS_FILE, sets, 5), *index = begin(BASIS_FILE, sets, 1),
           *amounts = begin(BASIS_FILE, sets, 2);
    settle(&all->b->scenario, 10000, &all->b_means);
    split(all);
    split(index);
    split(amounts);
    assert_int_equal(moved(all), (1U << PR_CHANGE_PARTS) - 1);
    assert_memory_equal(all->out.part[PR_CHANGE_INDEX], index->out.part[PR_CHANGE_INDEX],
                        sizeof all->out.part[0]);
    assert_memory_equal(all->out.part[PR_CHANGE_AMOUNTS], amounts->out.part[PR_CHANGE_AMOUNTS],
                        sizeof all->out.part[0]);
    for (int column = 0; column < all->out.columns; column++) { /* a key moves nothing of the region */
        assert_int_equal(all->out.part[PR_CHANGE_KEY][0][column], 0);
        assert_int_equal(all->out.part[PR_CHANGE_POLICY][0][column], 0);
    }
    end(all);
    end(index);
    end(amounts);
}

/* From every shipped scenario to every next one: it adds up, and along the central path nothing is spread. */
static void shipped_scenarios(void **state)
{
    (void)state;
    static const char *const names[] = {
        "basis",           "almere-gemengd", "bc-wmo-2022",      "doorgaan-450", "ova-schok",
        "poort-evaluatie", "poort-groei",    "start-later",      "surplus-krap", "verdeling-gebruik",
        "build5",          "stop-2025",      "verdeling-gemengd"};
    enum { COUNT = sizeof names / sizeof *names };
    for (size_t i = 0; i < COUNT; i++) {
        char path[2][400];
        snprintf(path[0], sizeof path[0], "%s/%s.cfg", POOLRAMING_SCENARIOS, names[i]);
        snprintf(path[1], sizeof path[1], "%s/%s.cfg", POOLRAMING_SCENARIOS, names[(i + 5) % COUNT]);
        case_t *c = begin(path[0], NULL, 0);
        scenario_free(c->a);
        c->a = scenario_load(path[1], NULL, 0);
        assert_int_equal(c->a->status, 0);
        central_means(&c->a->scenario, &c->a_means);
        split(c);
        if (c->status != 0 || size_of(c, PR_CHANGE_SPREAD) != 0) {
            fail_msg("%s to %s: status %d, spread %lld", names[(i + 5) % COUNT], names[i], c->status,
                     (long long)size_of(c, PR_CHANGE_SPREAD));
        }
        end(c);
    }
}

static void what_cannot_be_split(void **state)
{
    (void)state;
    const char *const prices[] = {"time.price_level_year=2022"};
    case_t *c = begin(BASIS_FILE, NULL, 0);
    c->b_means.net_effect[3][2] += 5; /* no longer the parts of the region */
    split(c);
    assert_int_equal(c->status, PR_ERR_INPUT);
    end(c);
    c = begin(BASIS_FILE, prices, 1);
    split(c);
    assert_int_equal(c->status, PR_ERR_INPUT);
    assert_int_equal(c->errors.count, 1);
    end(c);
}

/* Cents of means that do not add up as rounded: the region's stand, and nobody's moves by more than one. */
static void rounding_of_means(void **state)
{
    (void)state;
    case_t *c = begin(BASIS_FILE, NULL, 0);
    size_t n = c->a->scenario.municipality_count;
    for (size_t m = 1; m <= n; m++) { /* each 0.4 of a cent up, together 5.6 */
        c->b_means.net_effect[m][4] += 0.004;
    }
    c->b_means.net_effect[0][4] += 0.004 * (double)n;
    split(c);
    assert_int_equal(c->status, 0);
    assert_int_equal(c->out.to[0][4] - c->out.from[0][4], llround(0.4 * (double)n));
    for (size_t m = 1; m <= n; m++) {
        assert_in_range(c->out.to[m][4] - c->out.from[m][4], 0, 1);
    }
    end(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_setting_moves_its_own_part),
        cmocka_unit_test(what_is_settled_is_volume),
        cmocka_unit_test(the_order_of_replacement),
        cmocka_unit_test(shipped_scenarios),
        cmocka_unit_test(what_cannot_be_split),
        cmocka_unit_test(rounding_of_means),
    };
    return cmocka_run_group_tests(tests, scenario_setup, scenario_teardown);
}
