/*
 * Circles and residents are counted in whole numbers. Where the pool can lead fewer circles than there are,
 * the one with the most residents comes first, and of equals the one with the lowest CBS code.
 */
#include "model/circles.h"
#include <limits.h>
#include <math.h>
#include <poolraming/error.h>
#include <string.h>

enum { NOBODY = -1 };
enum { DROPPING_OUT, STANDING_IN }; /* blocks of PR_PROCESS_CIRCLE */

/* Hours that are just enough must not fall short by rounding. */
static const double SLACK = 1e-9;

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static bool is_number(double x, double lowest, double highest)
{
    return x >= lowest && x <= highest;
}

static bool is_valid(const pr_circle_inputs_t *in)
{
    return is_number(in->circles, 0, PR_MAX_CIRCLES) && is_number(in->size, 1, SHRT_MAX) &&
           is_number(in->minimum, 1, SHRT_MAX) && is_number(in->facilitators, 1, PR_MAX_FACILITATORS) &&
           is_number(in->start_delay_months, 0, SHRT_MAX) && is_number(in->duration_months, 1, SHRT_MAX) &&
           is_number(in->meetings_per_month, 0, INT_MAX) && is_number(in->meeting_hours, 0, INT_MAX) &&
           is_number(in->training_months, 0, SHRT_MAX) && is_number(in->training_hours, 0, INT_MAX) &&
           is_number(in->per_person, 0, SHRT_MAX) && is_number(in->pause_months, 0, SHRT_MAX) &&
           is_share(in->drop_out_per_year) && is_share(in->training_drop_out_per_year) &&
           is_share(in->stand_in) && is_share(in->training_stand_in);
}

static int whole(double x)
{
    return (int)pr_round_half_away(x);
}

static int slots(const pr_circles_t *self)
{
    return (int)self->lanes->count * PR_MAX_CIRCLES;
}

static size_t lane_of(int slot)
{
    return (size_t)slot / PR_MAX_CIRCLES;
}

static bool is_used(const pr_circles_t *self, int slot)
{
    return slot % PR_MAX_CIRCLES < self->per_lane;
}

static pr_address_t address_of(const pr_circles_t *self, uint16_t process, int month, int slot)
{
    uint16_t sub = (uint16_t)(slot % PR_MAX_CIRCLES);
    return (pr_address_t){process, (uint16_t)month, self->lanes->code[lane_of(slot)], sub};
}

static void draw_starts(pr_circles_t *self, const int *launch, const pr_source_t *source)
{
    double delay = self->inputs->start_delay_months;
    for (int c = 0; c < slots(self); c++) {
        self->ready[c] = launch[lane_of(c)];
        if (is_used(self, c) && delay > 0) {
            pr_stream_t stream;
            pr_stream_open(&stream, source, address_of(self, PR_PROCESS_CIRCLE_START, 0, c));
            self->ready[c] += (int)pr_poisson_draw(&stream, delay);
        }
    }
}

static void free_all_seats(pr_circles_t *self)
{
    for (int s = 0; s < PR_MAX_FACILITATORS; s++) {
        for (int c = 0; c < PR_CIRCLE_SLOTS; c++) {
            self->months[s][c] = NOBODY;
        }
    }
}

int pr_circles_init(pr_circles_t *self, const pr_circle_inputs_t *inputs, const pr_lanes_t *lanes,
                    const int *launch, int first_month, const pr_source_t *source)
{
    memset(self, 0, sizeof *self);
    self->inputs = inputs;
    self->lanes = lanes;
    self->first_month = first_month;
    if (!is_valid(inputs)) {
        return PR_ERR_DOMAIN;
    }
    self->per_lane = whole(inputs->circles);
    self->size = whole(inputs->size);
    self->minimum = whole(inputs->minimum) < self->size ? whole(inputs->minimum) : self->size;
    self->facilitators = whole(inputs->facilitators);
    self->duration = whole(inputs->duration_months);
    self->training = whole(inputs->training_months);
    self->pause = whole(inputs->pause_months);
    self->leaving = 1 - pow(1 - inputs->drop_out_per_year, 1.0 / 12);
    self->training_leaving = 1 - pow(1 - inputs->training_drop_out_per_year, 1.0 / 12);
    self->hours_per_resident =
        self->facilitators * self->duration * inputs->meetings_per_month * inputs->meeting_hours / self->size;
    free_all_seats(self);
    draw_starts(self, launch, source);
    return 0;
}

static int seated(const pr_circles_t *self, int slot)
{
    int count = 0;
    for (int s = 0; s < self->facilitators; s++) {
        count += self->months[s][slot] != NOBODY;
    }
    return count;
}

static bool runs(const pr_circles_t *self, int slot)
{
    return self->members[slot] > 0 && seated(self, slot) == self->facilitators;
}

static int count_running(const pr_circles_t *self)
{
    int count = 0;
    for (int c = 0; c < slots(self); c++) {
        count += runs(self, c);
    }
    return count;
}

static void fill_seats(pr_circles_t *self, int slot)
{
    for (int s = 0; s < self->facilitators; s++) {
        self->months[s][slot] = self->months[s][slot] == NOBODY ? 0 : self->months[s][slot];
    }
}

/* ---- facilitators who drop out ---- */

/* Only who has been trained can keep a circle going while a new colleague learns. */
static double chance_of_stand_in(const pr_circles_t *self, const int *before, int seat)
{
    bool trained = false;
    for (int s = 0; s < self->facilitators; s++) {
        trained = trained || (s != seat && before[s] != NOBODY && before[s] >= self->training);
    }
    return trained ? self->inputs->stand_in : self->inputs->training_stand_in;
}

/* Another month for each facilitator, or the last one. A circle that loses one without a stand-in pauses. */
static void drop_out(pr_circles_t *self, const pr_source_t *source, int t, int slot)
{
    pr_address_t address = address_of(self, PR_PROCESS_CIRCLE, self->first_month + t, slot);
    uint32_t word[PR_MAX_FACILITATORS], stand_in[PR_MAX_FACILITATORS];
    int before[PR_MAX_FACILITATORS], gone = 0;
    bool running = runs(self, slot);
    pr_block(source, address, DROPPING_OUT, word);
    for (int s = 0; s < self->facilitators; s++) {
        before[s] = self->months[s][slot];
        double chance = before[s] >= self->training ? self->leaving : self->training_leaving;
        bool leaves = before[s] != NOBODY && pr_uniform_of_word(word[s]) < chance;
        gone += leaves;
        self->months[s][slot] = leaves || before[s] == NOBODY ? NOBODY : before[s] + 1;
    }
    if (gone == 0 || !running) {
        return;
    }
    pr_block(source, address, STANDING_IN, stand_in);
    for (int s = 0; s < self->facilitators; s++) {
        if (self->months[s][slot] == NOBODY) {
            bool found = pr_uniform_of_word(stand_in[s]) < chance_of_stand_in(self, before, s);
            self->months[s][slot] = found ? 0 : NOBODY;
            self->paused[slot] = found ? self->paused[slot] : self->pause;
        }
    }
}

/* ---- which circles can be led ---- */

/* What a slot scores for being next; 0: it is not a candidate. */
typedef int (*score_t)(const pr_circles_t *self, int slot, int t);

static int to_be_stopped(const pr_circles_t *self, int slot, int t)
{
    (void)t;
    return runs(self, slot) ? 1 + self->size - self->members[slot] : 0;
}

static int to_be_resumed(const pr_circles_t *self, int slot, int t)
{
    (void)t;
    return !runs(self, slot) && self->paused[slot] == 0 ? self->members[slot] : 0;
}

static int to_be_started(const pr_circles_t *self, int slot, int t)
{
    int waiting = self->waiting[lane_of(slot)];
    bool ready = is_used(self, slot) && self->members[slot] == 0 && t >= self->ready[slot];
    return ready && waiting >= self->minimum ? waiting : 0;
}

/* The slot with the highest score, the first of equals; NOBODY where there is none. */
static int next_slot(const pr_circles_t *self, score_t score, int t)
{
    int best = NOBODY, most = 0;
    for (int c = 0; c < slots(self); c++) {
        int own = score(self, c, t);
        best = own > most ? c : best;
        most = own > most ? own : most;
    }
    return best;
}

/* An expert leads each circle; trainees may take its other seats. */
static int most_circles(const pr_circles_t *self, int experts, int trainees)
{
    double led = floor(self->inputs->per_person * experts + SLACK);
    double filled = floor(self->inputs->per_person * (experts + trainees) / self->facilitators + SLACK);
    return (int)fmin(INT_MAX, fmin(led, filled));
}

static void start(pr_circles_t *self, int slot)
{
    int *waiting = &self->waiting[lane_of(slot)];
    self->members[slot] = *waiting < self->size ? *waiting : self->size;
    *waiting -= self->members[slot];
    self->left[slot] = self->duration;
    self->paused[slot] = 0;
    fill_seats(self, slot);
}

/* Who goes when a circle stops for want of people: the one who came last, as the pool itself lets go the
   trainees with the least training. */
static int newest_seat(const pr_circles_t *self, int slot)
{
    int newest = 0;
    for (int s = 1; s < self->facilitators; s++) {
        int months = self->months[s][slot], least = self->months[newest][slot];
        newest = months != NOBODY && (least == NOBODY || months <= least) ? s : newest;
    }
    return newest;
}

/* Stops what can't be led any more, resumes what can, starts what is left. */
static void staff(pr_circles_t *self, int t, int most)
{
    int running = count_running(self), slot = NOBODY;
    for (; running > most && (slot = next_slot(self, to_be_stopped, t)) != NOBODY; running--) {
        self->months[newest_seat(self, slot)][slot] = NOBODY;
    }
    for (; running < most && (slot = next_slot(self, to_be_resumed, t)) != NOBODY; running++) {
        fill_seats(self, slot);
    }
    for (; running < most && (slot = next_slot(self, to_be_started, t)) != NOBODY; running++) {
        start(self, slot);
    }
    for (int c = 0; c < slots(self); c++) {
        self->paused[c] -= self->paused[c] > 0;
    }
}

/* ---- meetings ---- */

static double hours_of(const pr_circles_t *self, int slot)
{
    const pr_circle_inputs_t *in = self->inputs;
    double hours = self->facilitators * in->meetings_per_month * in->meeting_hours;
    for (int s = 0; s < self->facilitators; s++) {
        hours += self->months[s][slot] < self->training ? in->training_hours : 0;
    }
    return hours;
}

void pr_circles_gather(pr_circles_t *self, const pr_source_t *source, int t, int experts, int trainees,
                       const double *arrived, double *needed)
{
    memset(needed, 0, self->lanes->count * sizeof *needed);
    for (int c = 0; c < slots(self); c++) {
        if (seated(self, c) > 0) {
            drop_out(self, source, t, c);
        }
    }
    for (size_t i = 0; i < self->lanes->count; i++) {
        self->waiting[i] += (int)arrived[i];
    }
    staff(self, t, most_circles(self, experts, trainees));
    for (int c = 0; c < slots(self); c++) {
        needed[lane_of(c)] += runs(self, c) ? hours_of(self, c) : 0;
    }
}

void pr_circles_meet(pr_circles_t *self, const double *available, double *used, double *served)
{
    memset(used, 0, self->lanes->count * sizeof *used);
    for (int c = 0; c < slots(self); c++) {
        size_t lane = lane_of(c);
        double hours = runs(self, c) ? hours_of(self, c) : 0;
        self->met[c] = runs(self, c) && used[lane] + hours <= available[lane] + SLACK;
        if (!self->met[c]) {
            continue; /* without hours it has no meeting, and its round takes a month more */
        }
        used[lane] = fmin(available[lane], used[lane] + hours);
        if (--self->left[c] == 0) {
            served[lane] += self->members[c];
            self->members[c] = 0;
        }
    }
}

/* Binomial(n, chance) of those who wait (sub 0) or are in a slot (sub 1 + k). */
static int draw_gone(const pr_circles_t *self, const pr_source_t *source, int t, size_t lane, int sub, int n,
                     double chance)
{
    if (n == 0 || chance == 0) {
        return 0;
    }
    uint32_t word[4];
    uint16_t month = (uint16_t)(self->first_month + t);
    pr_address_t address = {PR_PROCESS_CIRCLE_LEAVING, month, self->lanes->code[lane], (uint16_t)sub};
    pr_block(source, address, 0, word);
    return (int)pr_binomial_inverse(pr_uniform_of_words(word[0], word[1]), n, chance);
}

void pr_circles_leave(pr_circles_t *self, const pr_source_t *source, int t, double chance, double *gone)
{
    for (size_t i = 0; i < self->lanes->count; i++) {
        int left = draw_gone(self, source, t, i, 0, self->waiting[i], chance);
        self->waiting[i] -= left;
        gone[i] = left;
    }
    for (int c = 0; c < slots(self); c++) {
        if (self->members[c] > 0 && !self->met[c]) {
            int sub = 1 + c % PR_MAX_CIRCLES;
            int left = draw_gone(self, source, t, lane_of(c), sub, self->members[c], chance);
            self->members[c] -= left;
            gone[lane_of(c)] += left;
        }
    }
}

void pr_circles_end(pr_circles_t *self, double *gone)
{
    for (size_t i = 0; i < self->lanes->count; i++) {
        gone[i] = self->waiting[i];
    }
    for (int c = 0; c < slots(self); c++) {
        gone[lane_of(c)] += self->members[c];
    }
    memset(self->waiting, 0, sizeof self->waiting);
    memset(self->members, 0, sizeof self->members);
    memset(self->paused, 0, sizeof self->paused);
    memset(self->met, 0, sizeof self->met);
    free_all_seats(self);
}

pr_circle_count_t pr_circles_count(const pr_circles_t *self, size_t lane)
{
    pr_circle_count_t out = {0};
    int first = (int)lane * PR_MAX_CIRCLES;
    for (int c = first; c < first + PR_MAX_CIRCLES; c++) {
        out.running += self->met[c];
        out.paused += self->members[c] > 0 && !self->met[c];
        out.members += self->members[c];
        out.facilitators += self->met[c] || self->members[c] > 0 ? seated(self, c) : 0;
    }
    return out;
}
