/* Numbers as people and programs read them: see numbers.h. */
#include "report/numbers.h"
#include "core/catalogue.h"
#include <inttypes.h>
#include <math.h>
#include <poolraming/money.h>
#include <stdlib.h>
#include <string.h>

static char thousands_mark(pr_lang_t lang)
{
    return lang == PR_LANG_EN ? ',' : '.';
}

static char decimal_mark(pr_lang_t lang)
{
    return lang == PR_LANG_EN ? '.' : ',';
}

/* Whole part in groups of three, then `decimals` digits of `fraction`. */
static pr_number_t grouped(pr_lang_t lang, bool negative, uint64_t whole, uint64_t fraction, int decimals)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, whole);
    pr_number_t out;
    char *to = out.s;
    if (negative) {
        *to++ = '-';
    }
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            *to++ = thousands_mark(lang);
        }
        *to++ = digits[i];
    }
    if (decimals > 0) {
        snprintf(to, 24, "%c%0*" PRIu64, decimal_mark(lang), decimals, fraction);
    } else {
        *to = '\0';
    }
    return out;
}

static uint64_t magnitude(int64_t x)
{
    return x < 0 ? UINT64_C(0) - (uint64_t)x : (uint64_t)x;
}

pr_number_t pr_whole(pr_lang_t lang, int64_t x)
{
    return grouped(lang, x < 0, magnitude(x), 0, 0);
}

pr_number_t pr_money(pr_lang_t lang, int64_t cents)
{
    return grouped(lang, cents < 0, magnitude(cents) / 100, magnitude(cents) % 100, 2);
}

pr_number_t pr_euros(pr_lang_t lang, int64_t cents)
{
    pr_number_t amount = pr_money(lang, cents), out;
    snprintf(out.s, sizeof out.s, lang == PR_LANG_EN ? "€%.48s" : "€ %.48s", amount.s);
    return out;
}

pr_number_t pr_fixed(pr_lang_t lang, double x, int decimals)
{
    pr_number_t out = {""};
    int kept = decimals > 9 ? 9 : decimals < 0 ? 0 : decimals;
    long double scale = powl(10.0L, decimals < 0 ? decimals : kept);
    long double units = fabsl((long double)x) * scale;
    if (!isfinite(x) || units >= 9e17L) {
        if (!isnan(x)) {
            snprintf(out.s, sizeof out.s, "%s", isinf(x) ? (x < 0 ? "-∞" : "∞") : "…");
        }
        return out;
    }
    uint64_t rounded = (uint64_t)pr_round_half_away(units);
    if (decimals < 0) {
        for (int i = decimals; i < 0; i++) {
            rounded *= 10;
        }
    }
    uint64_t one = 1;
    for (int i = 0; i < kept; i++) {
        one *= 10;
    }
    return grouped(lang, x < 0 && rounded > 0, rounded / one, rounded % one, kept);
}

pr_number_t pr_percents(pr_lang_t lang, double fraction, int decimals)
{
    pr_number_t out = pr_fixed(lang, fraction * 100, decimals);
    if (out.s[0]) {
        strcat(out.s, lang == PR_LANG_EN ? "%" : " %");
    }
    return out;
}

pr_number_t pr_short(pr_lang_t lang, double x)
{
    int decimals = x == 0 ? 0 : 3 - (int)floor(log10(fabs(x)));
    pr_number_t number = pr_fixed(lang, x, decimals < 0 ? 0 : decimals);
    char mark = decimal_mark(lang);
    char *end = number.s + strlen(number.s);
    if (strchr(number.s, mark) && decimals > 0) {
        while (end[-1] == '0') {
            *--end = '\0';
        }
        if (end[-1] == mark) {
            end[-1] = '\0';
        }
    }
    return number;
}

const char *pr_month_name(pr_lang_t lang, int month)
{
    static const char *const name[] = {N_("January"), N_("February"),      N_("March"),
                                       N_("April"),   NC_("month", "May"), N_("June"),
                                       N_("July"),    N_("August"),        NC_("month", "September"),
                                       N_("October"), N_("November"),      N_("December")};
    return pr_translate_in_context(lang, name[(month + 11) % 12]);
}

/* The digits at `at` up to `after` as a number; false where something else stands there. */
static bool read_digits(const char *text, size_t at, size_t after, int *out)
{
    *out = 0;
    for (; at < after; at++) {
        if (text[at] < '0' || text[at] > '9') {
            return false;
        }
        *out = 10 * *out + (text[at] - '0');
    }
    return true;
}

pr_number_t pr_moment(pr_lang_t lang, const char *stamp)
{
    pr_number_t out;
    int year, month, day, hour, minute;
    bool good = strlen(stamp) >= 16 && read_digits(stamp, 0, 4, &year) && read_digits(stamp, 5, 7, &month) &&
                read_digits(stamp, 8, 10, &day) && read_digits(stamp, 11, 13, &hour) &&
                read_digits(stamp, 14, 16, &minute) && stamp[10] == 'T' && month >= 1 && month <= 12;
    if (good) {
        snprintf(out.s, sizeof out.s, "%d %s %04d, %02d:%02d", day, pr_month_name(lang, month), year, hour,
                 minute);
    } else {
        snprintf(out.s, sizeof out.s, "%s", stamp);
    }
    return out;
}

int pr_decimals(double se, int most)
{
    if (!(se > 0) || !isfinite(se)) {
        return most;
    }
    int decimals = (int)-floor(log10(se * sqrt(12.0)));
    return decimals < -9 ? -9 : decimals < most ? decimals : most;
}

/* %g writes the point of the locale, which may be several bytes: one '.' instead. "-0" becomes "0". */
static pr_number_t neutral(const char *text)
{
    pr_number_t out;
    char *to = out.s;
    bool marked = false;
    for (const char *from = text; *from; from++) {
        bool ours = strchr("0123456789+-e", *from) != NULL;
        if (ours || !marked) {
            *to++ = ours ? *from : '.';
        }
        marked = !ours;
    }
    *to = '\0';
    if (strcmp(out.s, "-0") == 0) {
        strcpy(out.s, "0");
    }
    return out;
}

static pr_number_t digits(double x, int significant)
{
    pr_number_t out = {""};
    char text[64];
    if (!isfinite(x)) {
        return out;
    }
    snprintf(text, sizeof text, "%.*g", significant, x);
    return neutral(text);
}

pr_number_t pr_exact(double x)
{
    char text[64];
    if (x == floor(x) && fabs(x) < 1e15) { /* 700000, not 7e+05 */
        snprintf(text, sizeof text, "%.0f", x);
        return neutral(text);
    }
    for (int significant = 1; significant < 17; significant++) {
        snprintf(text, sizeof text, "%.*g", significant, x);
        if (isfinite(x) && strtod(text, NULL) == x) {
            return digits(x, significant);
        }
    }
    return digits(x, 17);
}

pr_number_t pr_ten(double x)
{
    return digits(x, 10);
}

pr_number_t pr_plain_cents(int64_t cents)
{
    pr_number_t out;
    snprintf(out.s, sizeof out.s, "%s%" PRIu64 ".%02" PRIu64, cents < 0 ? "-" : "", magnitude(cents) / 100,
             magnitude(cents) % 100);
    return out;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

void pr_units_round(size_t n, const int64_t *value, int64_t unit, int64_t total, int64_t *out)
{
    int64_t missing = total;
    for (size_t i = 0; i < n; i++) {
        out[i] = floor_divide(value[i], unit);
        missing -= out[i];
    }
    /* Each step gives or takes one unit where that leaves the smallest error; n is small. */
    for (; n > 0 && missing != 0; missing += missing > 0 ? -1 : 1) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++) {
            int64_t gap = (value[i] - out[i] * unit) - (value[best] - out[best] * unit);
            if (missing > 0 ? gap > 0 : gap < 0) {
                best = i;
            }
        }
        out[best] += missing > 0 ? 1 : -1;
    }
}
