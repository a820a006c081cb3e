/* The likelihood of reported figures: docs/calibration.md. */
#include <math.h>
#include <poolraming/calibrate.h>
#include <string.h>

static const double NO_RESIDENTS = 1e-9; /* expected where none can come yet: far off, not impossible */

static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

static double normal_log(double x, double mean, double sd)
{
    double z = (x - mean) / sd;
    return -0.5 * z * z - log(sd) - 0.5 * log(2 * M_PI);
}

/* ---- new residents ---- */

/* What does not depend on the lag; *sum is all residents. */
static double counts_alone(size_t halves, const double *count, double shape, double *sum)
{
    double log_p = 0;
    *sum = 0;
    for (size_t h = 0; h < halves; h++) {
        if (!isnan(count[h])) {
            log_p -= log_gamma(count[h] + 1);
            *sum += count[h];
        }
    }
    return isinf(shape) ? log_p : log_p + log_gamma(shape + *sum) - log_gamma(shape) + shape * log(shape);
}

static double given_lag(size_t halves, const double *count, const double *mean, double shape, double sum)
{
    double log_p = 0, expected = 0;
    for (size_t h = 0; h < halves; h++) {
        if (!isnan(count[h])) {
            log_p += count[h] > 0 ? count[h] * log(mean[h] + NO_RESIDENTS) : 0;
            expected += mean[h];
        }
    }
    return log_p - (isinf(shape) ? expected : (shape + sum) * log(shape + expected));
}

double pr_demand_log(size_t halves, const double *count, size_t lags, const double *weight,
                     const double *mean, double shape, double *posterior)
{
    double sum, alone = counts_alone(halves, count, shape, &sum), total = -INFINITY;
    for (size_t l = 0; l < lags; l++) {
        double at = log(weight[l]) + given_lag(halves, count, mean + l * halves, shape, sum);
        if (posterior) {
            posterior[l] = at;
        }
        double more = at > total ? at : total, less = at > total ? total : at;
        total = isinf(less) ? more : more + log1p(exp(less - more));
    }
    for (size_t l = 0; posterior && l < lags; l++) {
        posterior[l] = exp(posterior[l] - total);
    }
    return alone + total;
}

/* ---- hours a resident ---- */

double pr_track_log(double residents, double hours, double mean, double variance)
{
    if (!(hours > 0) || !(residents > 0) || !(mean > 0) || !(variance > 0)) {
        return -INFINITY;
    }
    return normal_log(residents, hours / mean, sqrt(hours * variance / (mean * mean * mean)));
}

/* ---- experts ---- */

enum { POST_STATES = PR_MAX_TRAINING_MONTHS + 2, PERSONS_MOST = 2000 };

/* Chances of one post: [0] vacant, [a] in training since a months, [training + 1] an expert. */
typedef struct {
    double p[POST_STATES];
} post_state_t;

/* A month in the order of the model: leaving, graduation, hiring. */
static void post_step(const pr_post_t *post, post_state_t *state)
{
    int n = post->training, expert = n + 1;
    post_state_t next = {{0}};
    double vacant = state->p[0] + state->p[expert] * post->leaving;
    next.p[expert] = state->p[expert] * (1 - post->leaving);
    for (int age = 1; age <= n; age++) {
        vacant += state->p[age] * post->trainee_leaving;
        next.p[age < n ? age + 1 : expert] += state->p[age] * (1 - post->trainee_leaving);
    }
    double hired = vacant * post->filling, learning = n > 0 ? hired * post->trainee_share : 0;
    next.p[0] = vacant - hired;
    next.p[n > 0 ? 1 : expert] += learning;
    next.p[expert] += hired - learning;
    *state = next;
}

static post_state_t sure(int state)
{
    post_state_t out = {{0}};
    out.p[state] = 1;
    return out;
}

void pr_post_chances(const pr_post_t *post, int months, double *stays, double *fills, double *learns)
{
    post_state_t with = sure(post->training + 1), without = sure(0);
    for (int t = 0; t < months; t++) {
        post_step(post, &with);
        post_step(post, &without);
    }
    *stays = with.p[post->training + 1];
    *fills = without.p[post->training + 1];
    *learns = 1 - without.p[0] - *fills;
}

/* Three groups of posts since the last figure: with an expert then, without, and new ones. */
typedef struct {
    int count[3];
    post_state_t state[3];
} posts_t;

/* Fewer posts end trainees first, then experts; more posts begin vacant. */
static void set_target(posts_t *self, int target)
{
    int more = target - self->count[0] - self->count[1] - self->count[2];
    if (more > 0) {
        if (self->count[2] == 0) {
            self->state[2] = sure(0);
        }
        self->count[2] += more;
    }
    for (int group = 2; group >= 0 && more < 0; group--) {
        int gone = self->count[group] < -more ? self->count[group] : -more;
        self->count[group] -= gone;
        more += gone;
    }
}

/* P(k of n) for k = 0 … most, 0 past n. */
static void binomial(int n, double p, int most, double *out)
{
    double q = 1 - fmin(fmax(p, 0), 1);
    double at = pow(q, n);
    for (int k = 0; k <= most; k++) {
        out[k] = q > 0 ? at : k == n;
        at = k < n && q > 0 ? at * (n - k) / (k + 1) * (1 - q) / q : 0;
    }
}

/* P that the three groups have `persons` experts together. */
static double chance_of(const posts_t *self, int expert, int persons)
{
    double p = 0, of[3][PERSONS_MOST + 1];
    for (int group = 0; group < 3; group++) {
        binomial(self->count[group], self->state[group].p[expert], persons, of[group]);
    }
    for (int i = 0; i <= self->count[0] && i <= persons; i++) {
        double rest = 0;
        for (int j = 0; j <= self->count[1] && i + j <= persons; j++) {
            rest += of[1][j] * of[2][persons - i - j];
        }
        p += of[0][i] * rest;
    }
    return p;
}

/* After a figure: the posts without an expert are as those are that had one, had none, or were new. */
static void observe(posts_t *self, int expert, int persons)
{
    int all = self->count[0] + self->count[1] + self->count[2];
    post_state_t without = {{0}};
    double sum = 0;
    for (int group = 0; group < 3; group++) {
        for (int s = 0; s < expert; s++) {
            double part = self->count[group] * self->state[group].p[s];
            without.p[s] += part;
            sum += part;
        }
    }
    for (int s = 0; s < expert && sum > 0; s++) {
        without.p[s] /= sum;
    }
    self->count[0] = persons;
    self->count[1] = all - persons;
    self->count[2] = 0;
    self->state[0] = sure(expert);
    self->state[1] = sum > 0 ? without : sure(0);
}

double pr_persons_log(const pr_post_t *post, size_t halves, const double *persons, const int *target)
{
    int expert = post->training + 1;
    posts_t posts = {{0}, {sure(expert), sure(0), sure(0)}};
    double log_p = 0;
    for (size_t h = 0; h < halves; h++) {
        for (int t = 0; t < 6; t++) {
            set_target(&posts, target[6 * h + (size_t)t]);
            for (int group = 0; group < 3; group++) {
                post_step(post, &posts.state[group]);
            }
        }
        if (!isnan(persons[h])) {
            double p = persons[h] > PERSONS_MOST ? 0 : chance_of(&posts, expert, (int)persons[h]);
            if (!(p > 0)) {
                return -INFINITY;
            }
            log_p += log(p);
            observe(&posts, expert, (int)persons[h]);
        }
    }
    return log_p;
}

/* ---- index ---- */

static double gap_log(const pr_index_inputs_t *in, const pr_index_year_t *year, int vintage, double expected)
{
    double gap = vintage ? in->september_gap : in->spring_gap;
    double sd = vintage ? in->september_gap_sd : in->spring_gap_sd;
    double provisional = year->provisional[vintage];
    if (!isnan(year->definitive)) {
        return normal_log(year->definitive - provisional, gap, sd);
    }
    return isnan(expected) ? 0 : normal_log(provisional, expected - gap, hypot(in->shock_sd, sd));
}

double pr_index_figures_log(const pr_index_inputs_t *in, size_t n, const pr_index_year_t *year)
{
    double log_p = 0;
    for (size_t i = 0; i < n; i++) {
        const pr_index_year_t *now = &year[i],
                              *before = i > 0 && now[-1].year == now->year - 1 ? now - 1 : NULL;
        bool follows = before && !isnan(before->definitive), known = !isnan(now->definitive);
        double expected =
            follows ? in->mean_growth + in->persistence * (before->definitive - in->mean_growth) : NAN;
        if (known && follows && (now->fresh || before->fresh)) {
            log_p += normal_log(now->definitive, expected, in->shock_sd);
        }
        for (int vintage = 1; vintage >= 0; vintage--) {
            bool given = !isnan(now->provisional[vintage]);
            bool fresh = now->fresh_provisional[vintage] || (known && now->fresh) ||
                         (!known && before && before->fresh);
            if (given && fresh) {
                log_p += gap_log(in, now, vintage, expected);
            }
            if (given && !known) {
                break; /* the later figure says what the earlier one says of a year that is not yet known */
            }
        }
    }
    return log_p;
}
