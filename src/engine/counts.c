/*
 * Quantiles by counting. The bits of a positive double, read as an integer, order as the doubles do; its
 * leading bits number a cell, and the cell's width relative to its value is at most 2^-mantissa_bits. Cell
 * ZERO holds what is negligible, positive cells follow upwards, negative ones mirror them downwards.
 */
#include "core/memory.h"
#include <float.h>
#include <math.h>
#include <poolraming/error.h>
#include <poolraming/statistics.h>
#include <string.h>

/* Number of the cell of 0; a whole number of pages, above any distance of a cell from 0. */
#define ZERO (INT32_C(1) << 29)
/* No cell: the value is undefined. */
#define NOWHERE INT32_MAX

/* Places of a page; values whose cells are computed at a time; values looked at side by side; what a low byte
   counts up to. */
enum { PAGE = 64, CHUNK = 256, LANES = 4, CARRY = 256 };

/* Where a cell is counted: the window's cells stand behind a page of which two places are used. */
enum { PLACE_UNDEFINED, PLACE_ZERO, PLACE_WINDOW = PAGE };

enum { SIGN_BIT = 31, HIGH_MANTISSA_BITS = 20 };
#define HIGH_MAGNITUDE INT32_MAX
#define HIGH_UNDEFINED INT32_C(0x7ff00000) /* an infinity; NaNs lie above it */

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Sign, exponent and the first 20 mantissa bits: all that numbers a cell, half as wide as the double. */
static inline uint32_t high_word(double x)
{
    return (uint32_t)(bits_of(x) >> 32);
}

/* The leading bits just below those of the first positive cell. */
static uint32_t base(const pr_counts_t *self)
{
    return (high_word(self->negligible) >> (HIGH_MANTISSA_BITS - self->mantissa_bits)) - 1;
}

/* The edge nearest to 0 of the cell at this distance from cell ZERO. */
static double edge(const pr_counts_t *self, uint32_t distance)
{
    return fmin(double_of((uint64_t)(distance + base(self)) << (52 - self->mantissa_bits)), DBL_MAX);
}

void pr_counts_init(pr_counts_t *self, uint32_t mantissa_bits, double negligible)
{
    memset(self, 0, sizeof *self);
    self->negligible = double_of((uint64_t)high_word(negligible) << 32);
    self->mantissa_bits = mantissa_bits;
    self->min = INFINITY;
    self->max = -INFINITY;
}

static void drop_window(pr_counts_t *self)
{
    for (uint32_t i = 0; i < self->pages && self->carried; i++) {
        pr_free(self->carried[i]);
    }
    pr_free(self->carried);
    pr_free(self->low);
}

void pr_counts_free(pr_counts_t *self)
{
    drop_window(self);
    pr_counts_init(self, self->mantissa_bits, self->negligible);
}

size_t pr_counts_bytes(const pr_counts_t *self)
{
    return self->pages * (PAGE * sizeof *self->low + sizeof *self->carried) +
           (size_t)self->carries * PAGE * sizeof **self->carried;
}

/* ---- places and their counts ---- */

static uint32_t window_cells(const pr_counts_t *self)
{
    return self->pages > 0 ? self->pages * PAGE - PLACE_WINDOW : 0;
}

static uint32_t count_at(const pr_counts_t *self, size_t place)
{
    const uint32_t *carried = self->carried[place / PAGE];
    return self->low[place] + (carried ? CARRY * carried[place % PAGE] : 0);
}

static int make_carried(pr_counts_t *self, size_t page)
{
    if (!self->carried[page]) {
        self->carried[page] = pr_new(PAGE, sizeof **self->carried);
        self->carries += self->carried[page] ? 1 : 0;
    }
    return self->carried[page] ? 0 : PR_ERR_MEMORY;
}

/* Adds n to a count; PR_ERR_MEMORY leaves it as it was. */
static int add_count(pr_counts_t *self, size_t place, uint64_t n)
{
    uint64_t low = self->low[place] + n;
    if (low >= CARRY) {
        if (make_carried(self, place / PAGE) != 0) {
            return PR_ERR_MEMORY;
        }
        self->carried[place / PAGE][place % PAGE] += (uint32_t)(low / CARRY);
    }
    self->low[place] = (uint8_t)(low % CARRY);
    return 0;
}

/* Makes the window hold at least `pages` pages from cell `first` on; it is given as larger already. */
static int replace_window(pr_counts_t *self, uint32_t first, uint32_t pages)
{
    pr_counts_t wider = *self;
    uint32_t shift = self->pages > 0 ? (self->first - first) / PAGE : 0;
    wider.first = first;
    wider.pages = pages;
    wider.low = pr_new((size_t)pages * PAGE, sizeof *wider.low);
    wider.carried = pr_new(pages, sizeof(uint32_t *));
    if (!wider.low || !wider.carried) {
        pr_free(wider.low);
        pr_free(wider.carried);
        return PR_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < self->pages; i++) {
        uint32_t to = i == 0 ? 0 : i + shift;
        memcpy(wider.low + (size_t)to * PAGE, self->low + (size_t)i * PAGE, PAGE);
        wider.carried[to] = self->carried[i];
    }
    pr_free(self->low);
    pr_free(self->carried);
    *self = wider;
    return 0;
}

/* Makes the window reach cells lowest … highest (none where highest < lowest), with some room beyond. */
static int reach(pr_counts_t *self, int32_t lowest, int32_t highest)
{
    bool none = highest < lowest;
    if (self->pages == 0) {
        uint32_t first = none ? (uint32_t)ZERO : (uint32_t)lowest / PAGE * PAGE;
        if (replace_window(self, first, none ? 1 : 2 + ((uint32_t)highest - first) / PAGE) != 0) {
            return PR_ERR_MEMORY;
        }
    }
    uint32_t first = self->first, end = first + window_cells(self);
    if (none || ((uint32_t)lowest >= first && (uint32_t)highest < end)) {
        return 0;
    }
    uint32_t room = (self->pages / 4 + 2) * PAGE;
    if (end == first) { /* nothing but zeros so far */
        first = end = (uint32_t)lowest / PAGE * PAGE;
    }
    uint32_t new_first = (uint32_t)lowest < first ? (uint32_t)lowest / PAGE * PAGE - room : first;
    uint32_t new_end = (uint32_t)highest >= end ? ((uint32_t)highest / PAGE + 1) * PAGE + room : end;
    return replace_window(self, new_first, 1 + (new_end - new_first) / PAGE);
}

/* ---- counting ---- */

/* What a call adds beside the counts; kept apart until nothing can fail any more. */
typedef struct {
    double min[LANES], max[LANES];
    uint64_t low_bits[LANES]; /* all bits seen */
} extent_t;

/* The cells of n <= CHUNK values, and the least and most of those in the window's domain. */
static void find_cells(const pr_counts_t *self, const double *x, size_t n, int32_t *cell, int32_t *lowest,
                       int32_t *highest)
{
    const int32_t shift = (int32_t)(HIGH_MANTISSA_BITS - self->mantissa_bits), below = (int32_t)base(self);
    const int32_t least = (int32_t)high_word(self->negligible);
    int32_t low = INT32_MAX, high = 0;
    for (size_t i = 0; i < n; i++) {
        cell[i] = (int32_t)high_word(x[i]);
    }
    /* In masks of all bits, which compilers turn into vectors. */
    for (size_t i = 0; i < n; i++) {
        int32_t size = cell[i] & HIGH_MAGNITUDE, sign = cell[i] >> SIGN_BIT;
        int32_t none = -(size < least), undefined = -(size >= HIGH_UNDEFINED), outside = none | undefined;
        int32_t distance = ((size >> shift) - below) & ~none;
        int32_t found = ZERO + ((distance ^ sign) - sign);
        int32_t at_least = found | outside, at_most = found & ~outside;
        at_least &= INT32_MAX;
        low = at_least < low ? at_least : low;
        high = at_most > high ? at_most : high;
        cell[i] = (found & ~undefined) | (NOWHERE & undefined);
    }
    *lowest = low;
    *highest = high;
}

/* Cells into places, in place. */
static void find_places(const pr_counts_t *self, size_t n, int32_t *cell)
{
    const int32_t shift = PLACE_WINDOW - (int32_t)self->first;
    for (size_t i = 0; i < n; i++) {
        int32_t place = cell[i] == ZERO ? PLACE_ZERO : cell[i] + shift;
        cell[i] = cell[i] == NOWHERE ? PLACE_UNDEFINED : place;
    }
}

static void clear_extent(extent_t *extent)
{
    for (int lane = 0; lane < LANES; lane++) {
        extent->min[lane] = INFINITY;
        extent->max[lane] = -INFINITY;
        extent->low_bits[lane] = 0;
    }
}

/* A NaN is neither less nor more than what is there, and has no bits below its cell's. */
static inline void widen(extent_t *extent, int lane, double x)
{
    extent->min[lane] = x < extent->min[lane] ? x : extent->min[lane];
    extent->max[lane] = x > extent->max[lane] ? x : extent->max[lane];
    extent->low_bits[lane] |= bits_of(x);
}

static bool met_infinity(const extent_t *extent)
{
    bool met = false;
    for (int lane = 0; lane < LANES; lane++) {
        met = met || extent->min[lane] < -DBL_MAX || extent->max[lane] > DBL_MAX;
    }
    return met;
}

static void find_extent(extent_t *extent, const double *x, size_t n)
{
    size_t i = 0;
    clear_extent(extent);
    for (; i + LANES <= n; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
            widen(extent, lane, x[i + (size_t)lane]);
        }
    }
    for (; i < n; i++) {
        widen(extent, 0, x[i]);
    }
    if (met_infinity(extent)) { /* undefined, and rare: once more without them */
        clear_extent(extent);
        for (i = 0; i < n; i++) {
            widen(extent, 0, fabs(x[i]) <= DBL_MAX ? x[i] : NAN);
        }
    }
}

/* Asks for the counts before they are needed: thousands of series fit in no cache, and half of the time would
   be waiting. The whole window where it is small. */
static void ask_for_places(const pr_counts_t *self, const int32_t *place, size_t n)
{
    bool small = self->pages < n / 4;
    for (size_t page = 0; small && page < self->pages; page++) {
        __builtin_prefetch(&self->low[page * PAGE], 1);
    }
    for (size_t i = 0; !small && i < n; i++) {
        __builtin_prefetch(&self->low[place[i]], 1);
    }
}

/* Counts every place once; returns how many were counted before memory ran out. */
static size_t count_places(pr_counts_t *self, const int32_t *place, size_t n)
{
    uint8_t *low = self->low;
    ask_for_places(self, place, n);
    for (size_t i = 0; i < n; i++) {
        if (low[place[i]] < CARRY - 1) {
            low[place[i]]++;
        } else if (add_count(self, (size_t)place[i], 1) != 0) {
            return i;
        }
    }
    return n;
}

/* Counts n <= CHUNK values; returns how many were counted before memory ran out. */
static size_t count_chunk(pr_counts_t *self, const double *x, size_t n)
{
    int32_t cell[CHUNK], lowest, highest;
    find_cells(self, x, n, cell, &lowest, &highest);
    if (reach(self, lowest, highest) != 0) {
        return 0;
    }
    find_places(self, n, cell);
    return count_places(self, cell, n);
}

/* Takes back the first `n` values, whose places exist. */
static void uncount(pr_counts_t *self, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int32_t place, lowest, highest;
        find_cells(self, &x[i], 1, &place, &lowest, &highest);
        find_places(self, 1, &place);
        if (self->low[place]-- == 0) {
            self->carried[place / PAGE][place % PAGE]--;
        }
    }
}

static void absorb(pr_counts_t *self, const extent_t *extent, uint64_t n)
{
    const uint64_t mask = (UINT64_C(1) << (52 - self->mantissa_bits)) - 1;
    self->n += n + self->undefined;
    self->undefined = count_at(self, PLACE_UNDEFINED);
    self->n -= self->undefined;
    for (int lane = 0; lane < LANES; lane++) {
        self->min = fmin(self->min, extent->min[lane]);
        self->max = fmax(self->max, extent->max[lane]);
        self->coarse = self->coarse || (extent->low_bits[lane] & mask) != 0;
    }
}

/* Many outcomes are the same in every replicate: a decided budget, a count that stays 0. */
static bool is_constant(const double *x, size_t n)
{
    size_t i = 0;
    while (i < n && x[i] == x[0]) {
        i++;
    }
    return n > 0 && i == n;
}

/* One value in a chunk of its own makes the window; the others of a constant are added at once. */
static int add_constant(pr_counts_t *self, double x, size_t n)
{
    int32_t place, lowest, highest;
    find_cells(self, &x, 1, &place, &lowest, &highest);
    if (reach(self, lowest, highest) != 0) {
        return PR_ERR_MEMORY;
    }
    find_places(self, 1, &place);
    return add_count(self, (size_t)place, n);
}

int pr_counts_add(pr_counts_t *self, const double *x, size_t n)
{
    extent_t extent;
    bool constant = is_constant(x, n);
    if (constant && add_constant(self, x[0], n) != 0) {
        return PR_ERR_MEMORY;
    }
    for (size_t start = 0; !constant && start < n; start += CHUNK) {
        size_t size = n - start < CHUNK ? n - start : CHUNK;
        size_t done = count_chunk(self, x + start, size);
        if (done < size) {
            uncount(self, x, start + done);
            return PR_ERR_MEMORY;
        }
    }
    if (n > 0) {
        find_extent(&extent, x, constant ? 1 : n);
        absorb(self, &extent, n);
    }
    return 0;
}

/* Makes all that the counts of `other` need, so that adding them cannot fail half-way. */
static int make_room(pr_counts_t *self, const pr_counts_t *other)
{
    int32_t first = (int32_t)other->first, cells = (int32_t)window_cells(other);
    int status = reach(self, first, first + cells - 1);
    for (uint32_t page = 0; status == 0 && page < self->pages; page++) {
        status = make_carried(self, page);
    }
    return status;
}

int pr_counts_merge(pr_counts_t *self, const pr_counts_t *other)
{
    if (self->mantissa_bits != other->mantissa_bits || self->negligible != other->negligible) {
        return PR_ERR_DOMAIN;
    }
    if (other->pages == 0) {
        return 0;
    }
    if (make_room(self, other) != 0) {
        return PR_ERR_MEMORY;
    }
    for (size_t place = 0; place < (size_t)other->pages * PAGE; place++) {
        size_t to = place < PLACE_WINDOW ? place : place + other->first - self->first;
        uint32_t count = count_at(other, place);
        if (count > 0) {
            add_count(self, to, count);
        }
    }
    self->n += other->n;
    self->undefined += other->undefined;
    self->min = fmin(self->min, other->min);
    self->max = fmax(self->max, other->max);
    self->coarse = self->coarse || other->coarse;
    return 0;
}

/* ---- quantiles ---- */

/* A position in ascending order: the window's cells with that of 0 where it belongs. `before`: how many
   values lie before it. */
typedef struct {
    uint32_t at;
    uint64_t before;
} cursor_t;

/* The position of 0: a whole number of pages. */
static uint32_t zero_position(const pr_counts_t *self)
{
    uint32_t end = self->first + window_cells(self);
    return self->first >= (uint32_t)ZERO ? 0
           : end <= (uint32_t)ZERO       ? window_cells(self)
                                         : (uint32_t)ZERO - self->first;
}

/* How far into the window a position other than that of 0 lies. */
static uint32_t into_window(uint32_t position, uint32_t zero)
{
    return position < zero ? position : position - 1;
}

static uint32_t cell_of(const pr_counts_t *self, uint32_t position)
{
    uint32_t zero = zero_position(self);
    return position == zero ? (uint32_t)ZERO : self->first + into_window(position, zero);
}

static uint32_t count_of(const pr_counts_t *self, uint32_t position)
{
    uint32_t zero = zero_position(self);
    return count_at(self, position == zero ? PLACE_ZERO : PLACE_WINDOW + into_window(position, zero));
}

/* Value at share `within` (0…1) of a cell, from its lower end. */
static double value_in(const pr_counts_t *self, uint32_t cell, double within)
{
    if (cell == (uint32_t)ZERO) {
        return 0;
    }
    bool positive = cell > (uint32_t)ZERO;
    uint32_t distance = positive ? cell - (uint32_t)ZERO : (uint32_t)ZERO - cell;
    double near = edge(self, distance), width = edge(self, distance + 1) - near;
    double share = !self->coarse ? 0 : positive ? within : 1 - within;
    double x = near + share * width;
    return positive ? x : -x;
}

static uint64_t page_total(const pr_counts_t *self, size_t page)
{
    const uint8_t *low = self->low + page * PAGE;
    const uint32_t *carried = self->carried[page];
    uint64_t total = 0, carries = 0;
    for (int place = 0; place < PAGE; place++) {
        total += low[place];
        carries += carried ? carried[place] : 0;
    }
    return total + CARRY * carries;
}

/* How many positions from here on make one step: a page of the window, or one cell; and what they count. */
static uint32_t step_from(const pr_counts_t *self, uint32_t position, uint64_t *count)
{
    uint32_t zero = zero_position(self), into = into_window(position, zero);
    bool page = position != zero && into % PAGE == 0;
    *count = page ? page_total(self, 1 + into / PAGE) : count_of(self, position);
    return page ? PAGE : 1;
}

/* To the cell that holds the value of 0-based rank `rank`: by whole pages, then cell by cell. */
static void advance(const pr_counts_t *self, cursor_t *cursor, uint64_t rank)
{
    uint64_t count;
    for (uint32_t step = step_from(self, cursor->at, &count); cursor->before + count <= rank;
         step = step_from(self, cursor->at, &count)) {
        cursor->at += step;
        cursor->before += count;
    }
    for (count = count_of(self, cursor->at); cursor->before + count <= rank;
         count = count_of(self, cursor->at)) {
        cursor->at++;
        cursor->before += count;
    }
}

/* The values of a cell are taken to lie evenly in it; the extremes are known. */
static double order_statistic(const pr_counts_t *self, cursor_t *cursor, uint64_t rank)
{
    if (rank == 0 || rank + 1 == self->n) {
        return rank == 0 ? self->min : self->max;
    }
    advance(self, cursor, rank);
    double within = ((double)(rank - cursor->before) + 0.5) / count_of(self, cursor->at);
    double x = value_in(self, cell_of(self, cursor->at), within);
    return fmin(fmax(x, self->min), self->max);
}

/* `cursor` stands at or before the quantile's cell and is left at it. */
static double quantile_from(const pr_counts_t *self, cursor_t *cursor, double p)
{
    double rank = (double)(self->n - 1) * p, below = floor(rank);
    uint64_t i = (uint64_t)below;
    double low = order_statistic(self, cursor, i);
    if (rank == below || i + 1 >= self->n) {
        return low;
    }
    cursor_t next = *cursor;
    return low + (rank - below) * (order_statistic(self, &next, i + 1) - low);
}

void pr_counts_quantiles(const pr_counts_t *self, size_t count, const double *p, double *out)
{
    cursor_t cursor = {0};
    for (size_t i = 0; i < count; i++) {
        out[i] = self->n == 0 ? NAN : quantile_from(self, &cursor, p[i]);
    }
}

double pr_counts_quantile(const pr_counts_t *self, double p)
{
    double out;
    pr_counts_quantiles(self, 1, &p, &out);
    return out;
}
