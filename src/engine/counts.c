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
#define ZERO (UINT32_C(1) << 29)
/* No cell: the value is undefined. */
#define NOWHERE UINT32_MAX

/* Cells of a page; values whose cells are computed at a time; values looked at side by side. */
enum { PAGE = 64, CHUNK = 256, LANES = 4 };

static uint64_t magnitude_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & ~(UINT64_C(1) << 63);
}

static bool is_defined(double x)
{
    return fabs(x) <= DBL_MAX;
}

/* The leading bits just below those of the first positive cell. */
static uint32_t base(const pr_counts_t *self)
{
    return (uint32_t)(magnitude_bits(self->negligible) >> (52 - self->mantissa_bits)) - 1;
}

/* The edge nearest to 0 of the cell at this distance from cell ZERO. */
static double edge(const pr_counts_t *self, uint32_t distance)
{
    uint64_t bits = (uint64_t)(distance + base(self)) << (52 - self->mantissa_bits);
    double x;
    memcpy(&x, &bits, sizeof x);
    return fmin(x, DBL_MAX);
}

void pr_counts_init(pr_counts_t *self, uint32_t mantissa_bits, double negligible)
{
    memset(self, 0, sizeof *self);
    self->negligible = negligible;
    self->mantissa_bits = mantissa_bits;
    self->min = INFINITY;
    self->max = -INFINITY;
}

void pr_counts_free(pr_counts_t *self)
{
    for (uint32_t i = 0; i < self->pages; i++) {
        pr_free(self->page[i]);
    }
    pr_free(self->page);
    pr_counts_init(self, self->mantissa_bits, self->negligible);
}

size_t pr_counts_bytes(const pr_counts_t *self)
{
    return self->pages * sizeof *self->page + (size_t)self->allocated * PAGE * sizeof **self->page;
}

/* Makes the directory reach page `number`, with some room beyond on that side. */
static int extend(pr_counts_t *self, uint32_t number)
{
    uint32_t room = self->pages / 2 + 4;
    uint32_t first = self->pages == 0 ? number : self->first, end = first + self->pages;
    uint32_t new_first = number < first ? number - room : first;
    uint32_t new_end = number >= end ? number + room : end;
    uint32_t **page = pr_new(new_end - new_first, sizeof *page);
    if (!page) {
        return PR_ERR_MEMORY;
    }
    if (self->pages > 0) {
        memcpy(page + (first - new_first), self->page, self->pages * sizeof *page);
    }
    pr_free(self->page);
    self->page = page;
    self->first = new_first;
    self->pages = new_end - new_first;
    return 0;
}

/* The count of a cell, its page made where it does not exist; NULL without memory. */
static uint32_t *make_count(pr_counts_t *self, uint32_t cell)
{
    uint32_t number = cell / PAGE;
    if (number - self->first >= self->pages && extend(self, number) != 0) {
        return NULL;
    }
    uint32_t **page = &self->page[number - self->first];
    if (!*page) {
        *page = pr_new(PAGE, sizeof **page);
        if (!*page) {
            return NULL;
        }
        self->allocated++;
    }
    return &(*page)[cell % PAGE];
}

/* What a call adds beside the counts; kept apart until nothing can fail any more. */
typedef struct {
    double min[LANES], max[LANES];
    uint64_t low_bits[LANES]; /* all mantissa bits seen below those that number the cell */
    uint64_t undefined;
} extent_t;

static void find_cells(const pr_counts_t *self, const double *x, size_t n, uint32_t *cell)
{
    const uint32_t shift = 52 - self->mantissa_bits, below = base(self);
    for (size_t i = 0; i < n; i++) {
        uint32_t distance = (uint32_t)(magnitude_bits(x[i]) >> shift) - below;
        distance = fabs(x[i]) < self->negligible ? 0 : distance;
        uint32_t found = x[i] < 0 ? ZERO - distance : ZERO + distance;
        cell[i] = is_defined(x[i]) ? found : NOWHERE;
    }
}

static inline void widen(extent_t *extent, int lane, double x)
{
    double low = is_defined(x) ? x : INFINITY, high = is_defined(x) ? x : -INFINITY;
    extent->min[lane] = low < extent->min[lane] ? low : extent->min[lane];
    extent->max[lane] = high > extent->max[lane] ? high : extent->max[lane];
    extent->low_bits[lane] |= is_defined(x) ? magnitude_bits(x) : 0;
}

static void find_extent(extent_t *extent, const double *x, size_t n)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
            widen(extent, lane, x[i + (size_t)lane]);
        }
    }
    for (; i < n; i++) {
        widen(extent, 0, x[i]);
    }
}

/* The counts of a cell, NULL where its page does not exist. */
static inline uint32_t *page_of(const pr_counts_t *self, uint32_t cell)
{
    uint32_t number = cell / PAGE - self->first;
    return number < self->pages ? self->page[number] : NULL;
}

/* Counts every cell once; returns how many were counted before memory ran out. Asks for the counts before it
   needs them: thousands of series fit in no cache, and half of the time would be waiting. (In a function of
   its own gcc drops the asking.) */
static size_t count_cells(pr_counts_t *self, const uint32_t *cell, size_t n, uint64_t *undefined)
{
    for (size_t i = 0; i < n; i++) {
        const uint32_t *page = page_of(self, cell[i]);
        if (page) {
            __builtin_prefetch(&page[cell[i] % PAGE], 1);
        }
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t *page = page_of(self, cell[i]);
        if (page) {
            page[cell[i] % PAGE]++;
        } else if (cell[i] == NOWHERE) {
            ++*undefined;
        } else {
            uint32_t *count = make_count(self, cell[i]);
            if (!count) {
                return i;
            }
            ++*count;
        }
    }
    return n;
}

/* Takes back the first `n` values, whose cells exist. */
static void uncount(pr_counts_t *self, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t cell;
        find_cells(self, &x[i], 1, &cell);
        if (cell != NOWHERE) {
            --*make_count(self, cell);
        }
    }
}

static void absorb(pr_counts_t *self, const extent_t *extent, uint64_t n)
{
    const uint64_t mask = (UINT64_C(1) << (52 - self->mantissa_bits)) - 1;
    self->n += n - extent->undefined;
    self->undefined += extent->undefined;
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
    return n > 0 && i == n && is_defined(x[0]);
}

static int add_constant(pr_counts_t *self, double x, size_t n)
{
    uint32_t cell;
    extent_t extent = {.undefined = 0};
    find_cells(self, &x, 1, &cell);
    uint32_t *count = make_count(self, cell);
    if (!count) {
        return PR_ERR_MEMORY;
    }
    *count += (uint32_t)n;
    for (int lane = 0; lane < LANES; lane++) {
        extent.min[lane] = extent.max[lane] = x;
        extent.low_bits[lane] = magnitude_bits(x);
    }
    absorb(self, &extent, n);
    return 0;
}

int pr_counts_add(pr_counts_t *self, const double *x, size_t n)
{
    if (is_constant(x, n)) {
        return add_constant(self, x[0], n);
    }
    extent_t extent = {.undefined = 0};
    for (int lane = 0; lane < LANES; lane++) {
        extent.min[lane] = INFINITY;
        extent.max[lane] = -INFINITY;
    }
    for (size_t start = 0; start < n; start += CHUNK) {
        size_t size = n - start < CHUNK ? n - start : CHUNK;
        uint32_t cell[CHUNK];
        find_cells(self, x + start, size, cell);
        find_extent(&extent, x + start, size);
        size_t done = count_cells(self, cell, size, &extent.undefined);
        if (done < size) {
            uncount(self, x, start + done);
            return PR_ERR_MEMORY;
        }
    }
    absorb(self, &extent, n);
    return 0;
}

/* Makes every page of `other` in `self`, so that adding cannot fail half-way. */
static int make_pages(pr_counts_t *self, const pr_counts_t *other)
{
    for (uint32_t i = 0; i < other->pages; i++) {
        if (other->page[i] && !make_count(self, (other->first + i) * PAGE)) {
            return PR_ERR_MEMORY;
        }
    }
    return 0;
}

int pr_counts_merge(pr_counts_t *self, const pr_counts_t *other)
{
    if (self->mantissa_bits != other->mantissa_bits || self->negligible != other->negligible) {
        return PR_ERR_DOMAIN;
    }
    if (make_pages(self, other) != 0) {
        return PR_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < other->pages; i++) {
        if (other->page[i]) {
            uint32_t *page = self->page[other->first + i - self->first];
            for (int cell = 0; cell < PAGE; cell++) {
                page[cell] += other->page[i][cell];
            }
        }
    }
    self->n += other->n;
    self->undefined += other->undefined;
    self->min = fmin(self->min, other->min);
    self->max = fmax(self->max, other->max);
    self->coarse = self->coarse || other->coarse;
    return 0;
}

/* Value at share `within` (0…1) of a cell, from its lower end. */
static double value_in(const pr_counts_t *self, uint32_t cell, double within)
{
    if (cell == ZERO) {
        return 0;
    }
    bool positive = cell > ZERO;
    uint32_t distance = positive ? cell - ZERO : ZERO - cell;
    double near = edge(self, distance), width = edge(self, distance + 1) - near;
    double share = !self->coarse ? 0 : positive ? within : 1 - within;
    double x = near + share * width;
    return positive ? x : -x;
}

/* A place in ascending order: a cell, and how many values lie in the cells before it. */
typedef struct {
    uint32_t page, at;
    uint64_t before;
} cursor_t;

static uint32_t count_at(const pr_counts_t *self, const cursor_t *cursor)
{
    return self->page[cursor->page] ? self->page[cursor->page][cursor->at] : 0;
}

/* To the cell that holds the value of 0-based rank `rank`. */
static void advance(const pr_counts_t *self, cursor_t *cursor, uint64_t rank)
{
    uint32_t count = count_at(self, cursor);
    while (cursor->before + count <= rank) {
        cursor->before += count;
        if (!self->page[cursor->page] || ++cursor->at == PAGE) {
            cursor->page++;
            cursor->at = 0;
        }
        count = count_at(self, cursor);
    }
}

/* The values of a cell are taken to lie evenly in it; the extremes are known. */
static double order_statistic(const pr_counts_t *self, cursor_t *cursor, uint64_t rank)
{
    if (rank == 0 || rank + 1 == self->n) {
        return rank == 0 ? self->min : self->max;
    }
    advance(self, cursor, rank);
    double within = ((double)(rank - cursor->before) + 0.5) / count_at(self, cursor);
    double x = value_in(self, (self->first + cursor->page) * PAGE + cursor->at, within);
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
