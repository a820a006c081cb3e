/* Scores of forecasts. See poolraming/bayes.h. */
#include <math.h>
#include <poolraming/bayes.h>

/* With the members in order, Σ|x_i − x_j| over all pairs is 2Σ(2i − n − 1)x_i, i from 1: exact without n²
   terms. Everything is measured from y, so that large figures lose no digits. */
double pr_crps(size_t n, const double *sorted, double y, bool fair)
{
    double count = (double)n, off = 0, pairs = 0;
    if (n < (fair ? 2u : 1u)) {
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        double x = sorted[i] - y;
        off += fabs(x);
        pairs += (2 * (double)i + 1 - count) * x;
    }
    return off / count - pairs / (count * (fair ? count - 1 : count));
}

double pr_pit(size_t n, const double *sorted, double y)
{
    double below = 0;
    for (size_t i = 0; i < n && sorted[i] <= y; i++) {
        below += sorted[i] < y ? 1 : 0.5;
    }
    return n > 0 ? below / (double)n : NAN;
}

void pr_binomial_interval(int64_t k, int64_t n, double level, double *lower, double *upper)
{
    double tail = (1 - level) / 2, yes = (double)k, no = (double)(n - k);
    pr_share_law_t below = {yes, no + 1}, above = {yes + 1, no};
    *lower = k > 0 ? pr_share_quantile(&below, tail) : 0;
    *upper = k < n ? pr_share_quantile(&above, 1 - tail) : 1;
}

pr_coverage_t pr_coverage(size_t n, const double *lower, const double *upper, const double *y, double level)
{
    pr_coverage_t self = {.n = n, .share = NAN};
    for (size_t i = 0; i < n; i++) {
        self.inside += lower[i] <= y[i] && y[i] <= upper[i];
    }
    if (n > 0) {
        self.share = (double)self.inside / (double)n;
    }
    pr_binomial_interval((int64_t)self.inside, (int64_t)n, level, &self.lower, &self.upper);
    return self;
}

pr_percentage_error_t pr_percentage_error(size_t n, const double *forecast, const double *y)
{
    pr_percentage_error_t self = {.n = n, .mape = NAN, .wape = NAN, .bias = NAN};
    double shares = 0, errors = 0, signed_errors = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        double error = forecast[i] - y[i], observed = fabs(y[i]);
        bool zero = !(observed > 0);
        self.zeros += zero;
        shares += zero ? 0 : fabs(error) / observed;
        errors += fabs(error);
        signed_errors += error;
        size += observed;
    }
    if (n > self.zeros) {
        self.mape = shares / (double)(n - self.zeros);
        self.wape = errors / size;
        self.bias = signed_errors / size;
    }
    return self;
}
