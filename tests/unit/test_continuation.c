/* Rules at a series of choices, on plain arrays: case V4, rules as they are read, grids, and the search
 * against trying everything. */
#include "support_enough.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/continuation.h>
#include <stdlib.h>

/* ---- V4: the eight paths of Longstaff & Schwartz (2001), strike 1.10, 6 % a year ---- */

enum { PATHS = 8, DATES = 3 };
static const double STRIKE = 1.10, RATE = 0.06;
static const double price[DATES][PATHS] = {{1.09, 1.16, 1.22, 0.93, 1.11, 0.76, 0.92, 0.88},
                                           {1.08, 1.26, 1.07, 0.97, 1.56, 0.77, 0.84, 1.22},
                                           {1.34, 1.54, 1.03, 0.92, 1.52, 0.90, 1.01, 1.34}};

typedef struct {
    double payoff[DATES][PATHS];
    unsigned char open[DATES][PATHS];
    pr_choice_t choice[DATES - 1];
    pr_tree_t tree;
} american_put_t;

/* At the first two dates: go on, or exercise where there is something to gain; values at time 0. */
static void put_init(american_put_t *self)
{
    memset(self, 0, sizeof *self);
    for (int t = 0; t < DATES; t++) {
        for (int i = 0; i < PATHS; i++) {
            self->open[t][i] = price[t][i] < STRIKE;
            self->payoff[t][i] = exp(-RATE * (t + 1)) * fmax(0, STRIKE - price[t][i]);
        }
    }
    for (int t = 0; t < DATES - 1; t++) {
        self->choice[t] =
            (pr_choice_t){.items = 1, .evidence = {price[t]}, .open = self->open[t], .actions = 2};
        self->choice[t].action[0].next = t + 2 < DATES ? t + 1 : -1;
        self->choice[t].action[0].value = t + 2 < DATES ? NULL : self->payoff[DATES - 1];
        self->choice[t].action[1] = (pr_action_t){-1, self->payoff[t]};
    }
    self->tree = (pr_tree_t){PATHS, DATES - 1, self->choice};
}

static void the_eight_paths_of_the_paper(void **state)
{
    (void)state;
    american_put_t put;
    pr_valued_t american;
    double value[PATHS], european = 0;
    /* exercised at time 1 on paths 4, 6, 7, 8; held to time 3 on path 3; nothing on the others */
    static const double cash[PATHS] = {0, 0, 0.07, 0.17, 0, 0.34, 0.18, 0.22};
    put_init(&put);
    assert_int_equal(pr_regression_policy(&american, &put.tree, 2, 0, value, NULL), 0);
    for (int i = 0; i < PATHS; i++) {
        european += put.payoff[DATES - 1][i] / PATHS;
        assert_true(fabs(value[i] - cash[i] * exp(-RATE * (i == 2 ? 3 : 1))) < 1e-12);
    }
    assert_true(fabs(american.value - 0.11443433) < 5e-9);
    assert_true(fabs(european - 0.05638074) < 5e-9);
}

/* ---- rules ---- */

static void a_rule_reads_its_conditions(void **state)
{
    (void)state;
    const pr_threshold_rule_t both = {PR_SHAPE_BOTH, {{0, false, 85.5}, {2, true, 2.385}}, {2, 1, 0}};
    const pr_threshold_rule_t bars = {PR_SHAPE_BARS, {{1, false, 0.05}, {1, false, 0.01}}, {2, 1, 0}};
    const pr_threshold_rule_t when = {PR_SHAPE_WHEN, {{1, true, 0.01}}, {0, 1, 0}};
    const pr_threshold_rule_t always = {PR_SHAPE_ALWAYS, {{0}}, {1, 0, 0}};
    double known[3] = {85.5, 0.05, 2.384};
    assert_int_equal(pr_threshold_choose(&both, known), 2); /* at least 85.5, fewer than 2.385 */
    assert_int_equal(pr_threshold_choose(&bars, known), 2);
    assert_int_equal(pr_threshold_choose(&when, known), 1);
    known[2] = 2.385;
    known[1] = 0.0499;
    assert_int_equal(pr_threshold_choose(&both, known), 1);
    assert_int_equal(pr_threshold_choose(&bars, known), 1);
    known[1] = NAN; /* what is not known meets no condition, in neither direction */
    assert_int_equal(pr_threshold_choose(&bars, known), 0);
    assert_int_equal(pr_threshold_choose(&when, known), 1);
    assert_int_equal(pr_threshold_choose(&always, known), 1);
    assert_int_equal(pr_shape_conditions(PR_SHAPE_ALWAYS) + pr_shape_actions(PR_SHAPE_ALWAYS), 1);
    assert_int_equal(pr_shape_conditions(PR_SHAPE_WHEN) + pr_shape_actions(PR_SHAPE_WHEN), 3);
    assert_int_equal(pr_shape_conditions(PR_SHAPE_BOTH) + pr_shape_actions(PR_SHAPE_BOTH), 4);
    assert_int_equal(pr_shape_conditions(PR_SHAPE_BARS) + pr_shape_actions(PR_SHAPE_BARS), 5);
}

static void thresholds_are_round_and_part_something(void **state)
{
    (void)state;
    enum { N = 1000 };
    double x[N], t[PR_THRESHOLDS_MAX];
    for (int i = 0; i < N; i++) {
        x[i] = 100 + 1.237 * ((i * 389) % N); /* 100 … 1,336, in some order */
    }
    int count = pr_threshold_grid(N, x, t, NULL);
    assert_true(count > 10);
    for (int k = 0; k < count; k++) {
        assert_true(fmod(t[k], t[k] <= 200 ? 20 : 50) == 0);
        assert_true(k == 0 || t[k] > t[k - 1]);
    }
    for (int i = 0; i < N; i++) {
        x[i] = i % 60 < 45 ? 0 : i % 60 < 57 ? 1 / 60. : 2 / 60.; /* an evaluation that finds little */
    }
    count = pr_threshold_grid(N, x, t, NULL);
    assert_true(count >= 1 && t[0] > 0 && t[count - 1] <= 2 / 60.);
    for (int i = 0; i < N; i++) {
        x[i] = i < 990 ? 2.385 : NAN;
    }
    assert_int_equal(pr_threshold_grid(N, x, t, NULL), 0); /* one value parts nothing */
    for (int i = 0; i < N; i++) {
        x[i] = NAN;
    }
    assert_int_equal(pr_threshold_grid(N, x, t, NULL), 0);
}

/* ---- the search ---- */

enum { N = 240, NODES = 3, ACTIONS = 3 };

/* Two choices: one, and then one of two by what was chosen first; the third action ends it. */
typedef struct {
    double known[NODES][2][N], value[7][N];
    pr_choice_t choice[NODES];
    pr_tree_t tree;
} maze_t;

static double uniform(uint64_t seed, uint64_t i, uint16_t sub)
{
    pr_source_t source = {seed, i};
    uint32_t word[4];
    pr_block(&source, (pr_address_t){PR_PROCESS_BOOTSTRAP, 0, 0, sub}, 0, word);
    return pr_uniform_of_words(word[0], word[1]);
}

static void maze_init(maze_t *self, uint64_t seed)
{
    memset(self, 0, sizeof *self);
    for (uint64_t i = 0; i < N; i++) {
        double skill = uniform(seed, i, 0) - 0.5;
        for (uint16_t c = 0; c < NODES; c++) {
            self->known[c][0][i] = 10 * (skill + 0.5 * uniform(seed, i, (uint16_t)(10 + c)));
            self->known[c][1][i] = uniform(seed, i, (uint16_t)(20 + c)) < 0.1
                                       ? NAN
                                       : skill * skill + uniform(seed, i, (uint16_t)(30 + c));
        }
        for (uint16_t leaf = 0; leaf < 7; leaf++) {
            self->value[leaf][i] =
                (leaf - 3) * skill + uniform(seed, i, (uint16_t)(40 + leaf)) * 0.3 + 0.05 * leaf;
        }
    }
    int leaf = 0;
    for (size_t c = 0; c < NODES; c++) {
        self->choice[c] =
            (pr_choice_t){.items = 2, .evidence = {self->known[c][0], self->known[c][1]}, .actions = ACTIONS};
        for (size_t a = 0; a < ACTIONS; a++) {
            bool goes_on = c == 0 && a < 2;
            self->choice[c].action[a].next = goes_on ? (int)a + 1 : -1;
            self->choice[c].action[a].value = goes_on ? NULL : self->value[leaf++];
        }
    }
    self->tree = (pr_tree_t){N, NODES, self->choice};
}

static double mean_of(size_t n, const double *x, pr_replicates_t of)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        bool in = of == PR_REPLICATES_ALL || (i % 2 == 0) == (of == PR_REPLICATES_EVEN);
        sum += in ? x[i] : 0;
        count += in;
    }
    return sum / count;
}

static double bring(const pr_tree_t *tree, const pr_threshold_rule_t *rule, pr_replicates_t of)
{
    double value[N];
    assert_int_equal(pr_rules_value(value, NULL, tree, rule), 0);
    return mean_of(tree->n, value, of);
}

/* Every rule of one condition for one choice, written out. */
static size_t list_rules(const pr_choice_t *choice, pr_threshold_rule_t *out)
{
    size_t count = 0;
    for (int a = 0; a < ACTIONS; a++) {
        out[count++] = (pr_threshold_rule_t){PR_SHAPE_ALWAYS, {{0}}, {a, 0, 0}};
    }
    for (int k = 0; k < 2; k++) {
        double t[PR_THRESHOLDS_MAX];
        int thresholds = pr_threshold_grid(N, choice->evidence[k], t, NULL);
        for (int j = 0; j < thresholds; j++) {
            for (int way = 0; way < 2 * ACTIONS * ACTIONS; way++) {
                int a = way / 2 % ACTIONS, b = way / 2 / ACTIONS;
                if (a != b) {
                    out[count++] = (pr_threshold_rule_t){PR_SHAPE_WHEN, {{k, way % 2 != 0, t[j]}}, {a, b, 0}};
                }
            }
        }
    }
    return count;
}

/* With one choice the search finds the best rule there is. */
static void one_choice_gets_the_best_rule(void **state)
{
    (void)state;
    static pr_threshold_rule_t all[2000];
    for (uint64_t seed = 1; seed <= 6; seed++) {
        static maze_t maze;
        maze_init(&maze, seed);
        pr_tree_t tree = {N, 1, &maze.choice[2]};
        size_t count = list_rules(&maze.choice[2], all), tried = 0;
        double most = -INFINITY;
        for (size_t r = 0; r < count; r++) {
            most = fmax(most, bring(&tree, &all[r], PR_REPLICATES_EVEN));
        }
        pr_threshold_rule_t best, two;
        assert_int_equal(pr_rules_best(&best, &tree, PR_REPLICATES_EVEN, 1, -1, &tried, NULL), 0);
        assert_true(tried > 20 && tried <= count);
        assert_true(fabs(bring(&tree, &best, PR_REPLICATES_EVEN) - most) < 1e-12);
        assert_int_equal(pr_rules_best(&two, &tree, PR_REPLICATES_EVEN, 2, -1, NULL, NULL), 0);
        assert_true(bring(&tree, &two, PR_REPLICATES_EVEN) >= most - 1e-12);
    }
}

/* What the best of `count` rules of a later choice brings to those whom the first rule sends there. */
static double best_later(const maze_t *maze, int c, const pr_threshold_rule_t *first,
                         const pr_threshold_rule_t *rule, size_t count)
{
    double most = -INFINITY;
    for (size_t r = 0; r < count; r++) {
        double sum = 0;
        for (size_t i = 0; i < N; i += 2) {
            const double here[] = {maze->known[0][0][i], maze->known[0][1][i]};
            const double then[] = {maze->known[c][0][i], maze->known[c][1][i]};
            if (pr_threshold_choose(first, here) == c - 1) {
                sum += maze->choice[c].action[pr_threshold_choose(&rule[r], then)].value[i];
            }
        }
        most = fmax(most, sum);
    }
    return most;
}

/* All rules of all choices together, each first rule with the best later ones for whom it sends there. */
static double best_of_all(const maze_t *maze)
{
    static pr_threshold_rule_t rule[NODES][2000];
    size_t count[NODES];
    double most = -INFINITY;
    for (size_t c = 0; c < NODES; c++) {
        count[c] = list_rules(&maze->choice[c], rule[c]);
    }
    for (size_t r = 0; r < count[0]; r++) {
        const pr_threshold_rule_t *first = &rule[0][r];
        double sum =
            best_later(maze, 1, first, rule[1], count[1]) + best_later(maze, 2, first, rule[2], count[2]);
        for (size_t i = 0; i < N; i += 2) {
            const double here[] = {maze->known[0][0][i], maze->known[0][1][i]};
            sum += pr_threshold_choose(first, here) == 2 ? maze->choice[0].action[2].value[i] : 0;
        }
        most = fmax(most, sum / (N / 2));
    }
    return most;
}

/* Choices improved in turn find the best of all combinations in most mazes, and lose little in the others. */
static void choices_in_turn_come_near_all_together(void **state)
{
    (void)state;
    const int mazes = (int)enough(5, 1);
    int equal = 0;
    for (uint64_t seed = 11; seed < 11 + (uint64_t)mazes; seed++) {
        static maze_t maze;
        pr_threshold_rule_t best[NODES];
        maze_init(&maze, seed);
        double most = best_of_all(&maze);
        assert_int_equal(pr_rules_best(best, &maze.tree, PR_REPLICATES_EVEN, 1, -1, NULL, NULL), 0);
        double found = bring(&maze.tree, best, PR_REPLICATES_EVEN);
        assert_true(found <= most + 1e-12);
        assert_true(found > most - 0.05);
        equal += found > most - 1e-12;
    }
    assert_true(equal >= mazes - 1);
}

/* On the half that chose it, no fixed choices beat the best rules, and more conditions are never worse. */
static void fixed_choices_never_beat_rules_that_contain_them(void **state)
{
    (void)state;
    for (uint64_t seed = 21; seed < 41; seed++) {
        static maze_t maze;
        maze_init(&maze, seed);
        pr_continuation_t self;
        assert_int_equal(pr_continuation_solve(&self, &maze.tree, 1, NULL), 0);
        double fixed = -INFINITY;
        for (size_t leaf = 0; leaf < 7; leaf++) {
            fixed = fmax(fixed, mean_of(N, maze.value[leaf], PR_REPLICATES_EVEN));
        }
        assert_true(fabs(self.level[0].chosen.value - fixed) < 1e-12);
        assert_true(self.level[1].chosen.value >= fixed - 1e-12);
        assert_true(self.level[2].chosen.value >= fixed - 1e-12);
        assert_true(self.without.chosen.value >= fixed - 1e-12);
        assert_true(self.foresight.value >= self.level[self.advised].valued.value);
        for (size_t c = 0; c < NODES; c++) {
            const pr_threshold_rule_t *rule = &self.without.rule[c];
            for (int k = 0; k < pr_shape_conditions(rule->shape); k++) {
                assert_int_equal(rule->condition[k].item, 0);
            }
        }
        for (size_t k = 1; k < self.kinds; k++) {
            assert_true(self.kind[k].chosen <= self.kind[k - 1].chosen);
        }
        pr_continuation_free(&self);
        pr_continuation_free(&self);
    }
}

/* Everybody takes some action where he comes by. */
static void shares_add_up(void **state)
{
    (void)state;
    static maze_t maze;
    pr_threshold_rule_t rule[NODES];
    double value[N], taken[NODES * PR_ACTIONS_MAX];
    maze_init(&maze, 5);
    assert_int_equal(pr_rules_best(rule, &maze.tree, PR_REPLICATES_ALL, 2, -1, NULL, NULL), 0);
    assert_int_equal(pr_rules_value(value, taken, &maze.tree, rule), 0);
    double come[NODES] = {1, taken[0], taken[1]};
    for (size_t c = 0; c < NODES; c++) {
        double sum = 0;
        for (size_t a = 0; a < PR_ACTIONS_MAX; a++) {
            sum += taken[c * PR_ACTIONS_MAX + a];
        }
        assert_true(fabs(sum - come[c]) < 1e-9);
    }
}

static void broken_trees_are_refused(void **state)
{
    (void)state;
    static maze_t maze;
    pr_valued_t out;
    pr_continuation_t self;
    pr_errors_t errors;
    pr_errors_init(&errors);
    maze_init(&maze, 1);
    maze.value[3][7] = NAN;
    assert_int_equal(pr_tree_check(&maze.tree, &errors), PR_ERR_DOMAIN);
    assert_int_equal(errors.count, 1);
    maze_init(&maze, 1);
    maze.choice[0].action[1].next = 0;
    assert_int_equal(pr_regression_policy(&out, &maze.tree, 2, 5, NULL, &errors), PR_ERR_DOMAIN);
    assert_int_equal(errors.count, 2);
    maze_init(&maze, 1);
    maze.choice[2].actions = 0;
    assert_int_equal(pr_continuation_solve(&self, &maze.tree, -1, &errors), PR_ERR_DOMAIN);
    pr_continuation_free(&self);
    maze_init(&maze, 1);
    maze.tree.n = 99;
    assert_int_equal(pr_continuation_solve(&self, &maze.tree, -1, &errors), PR_ERR_DOMAIN);
    pr_continuation_free(&self);
    maze.tree.n = N;
    assert_int_equal(pr_regression_policy(&out, &maze.tree, 4, 5, NULL, &errors), PR_ERR_DOMAIN);
    assert_int_equal(pr_regression_policy(&out, &maze.tree, 2, 1, NULL, &errors), PR_ERR_DOMAIN);
    pr_threshold_rule_t rule[NODES];
    assert_int_equal(pr_rules_best(rule, &maze.tree, PR_REPLICATES_ALL, 3, -1, NULL, &errors), PR_ERR_DOMAIN);
    assert_int_equal(errors.count, 7);
    pr_errors_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_eight_paths_of_the_paper),
        cmocka_unit_test(a_rule_reads_its_conditions),
        cmocka_unit_test(thresholds_are_round_and_part_something),
        cmocka_unit_test(one_choice_gets_the_best_rule),
        cmocka_unit_test(choices_in_turn_come_near_all_together),
        cmocka_unit_test(fixed_choices_never_beat_rules_that_contain_them),
        cmocka_unit_test(shares_add_up),
        cmocka_unit_test(broken_trees_are_refused),
    };
    return cmocka_run_group_tests(tests, start_library, NULL);
}
