/* Ratio and class of a buffer: see poolraming/council.h. */
#include <math.h>
#include <poolraming/council.h>
#include <stdbool.h>

double pr_buffer_ratio(double available, double needed)
{
    bool known = isfinite(available) && isfinite(needed) && available >= 0 && needed > 0;
    return known ? available / needed : NAN;
}

char pr_buffer_class(double ratio)
{
    static const double from[] = {1.4, 1.0, 0.8, 0.6, 0.0};
    if (ratio > 2.0) {
        return 'A';
    }
    for (int i = 0; i < 5; i++) {
        if (ratio >= from[i]) {
            return (char)('B' + i);
        }
    }
    return '-';
}
