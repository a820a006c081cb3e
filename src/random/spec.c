/* Names of families and of the numbers that describe them. See poolraming/distribution.h. */
#include "random/spec.h"
#include "core/catalogue.h"
#include <math.h>
#include <poolraming/error.h>
#include <stdio.h>
#include <string.h>

static const char *const families[PR_DIST_FAMILIES] = {"fixed", "normal",   "truncated_normal", "lognormal",
                                                       "beta",  "gamma",    "uniform",          "triangular",
                                                       "pert",  "discrete", "empirical",        "quantiles"};

const char *pr_family_name(pr_family_t family)
{
    return (unsigned)family < PR_DIST_FAMILIES ? families[family] : "unknown";
}

int pr_family_find(const char *name, pr_family_t *family)
{
    for (int i = 0; i < PR_DIST_FAMILIES; i++) {
        if (strcmp(name, families[i]) == 0) {
            *family = (pr_family_t)i;
            return 0;
        }
    }
    return PR_ERR_DOMAIN;
}

#define NUMBER(field)                                                                                        \
    {                                                                                                        \
#field, offsetof(pr_dist_spec_t, field)                                                              \
    }

/* In the order of pr_said_t. */
static const struct {
    const char *name;
    size_t offset;
} numbers[] = {NUMBER(value), NUMBER(mean),  NUMBER(sd),    NUMBER(q05), NUMBER(q50),   NUMBER(q95),
               NUMBER(min),   NUMBER(mode),  NUMBER(max),   NUMBER(mu),  NUMBER(sigma), NUMBER(alpha),
               NUMBER(beta),  NUMBER(shape), NUMBER(scale), NUMBER(lo),  NUMBER(hi),    NUMBER(lambda)};

enum { NUMBERS = sizeof numbers / sizeof numbers[0] };
_Static_assert((int)NUMBERS == (int)PR_SAID_VALUES, "numbers[] and pr_said_t must agree");

const char *pr_dist_spec_name(size_t i)
{
    return i < NUMBERS ? numbers[i].name : NULL;
}

double *pr_dist_spec_number(pr_dist_spec_t *self, const char *name)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        if (strcmp(name, numbers[i].name) == 0) {
            return (double *)(void *)((char *)self + numbers[i].offset);
        }
    }
    return NULL;
}

void pr_dist_spec_init(pr_dist_spec_t *self, pr_family_t family)
{
    memset(self, 0, sizeof *self);
    self->family = family;
    for (size_t i = 0; i < NUMBERS; i++) {
        *pr_dist_spec_number(self, numbers[i].name) = NAN;
    }
}

static double number(const pr_dist_spec_t *self, size_t i)
{
    return *(const double *)(const void *)((const char *)self + numbers[i].offset);
}

unsigned pr_spec_said(const pr_dist_spec_t *self)
{
    unsigned said = 0;
    for (size_t i = 0; i < NUMBERS; i++) {
        said |= isnan(number(self, i)) ? 0 : 1u << i;
    }
    said |= self->values && self->count > 0 ? 1u << PR_SAID_VALUES : 0;
    said |= self->weights && self->count > 0 ? 1u << PR_SAID_WEIGHTS : 0;
    return said;
}

int pr_spec_check_finite(const pr_dist_spec_t *self, pr_why_t why)
{
    for (unsigned i = 0; i < NUMBERS; i++) {
        bool may_be_infinite = i == PR_SAID_LO || i == PR_SAID_HI;
        if (isinf(number(self, i)) && !may_be_infinite) {
            return pr_refuse(why, "%s: %s is not a finite number", pr_family_name(self->family),
                             numbers[i].name);
        }
    }
    return 0;
}

void pr_said_list(unsigned said, pr_lang_t lang, char *out, size_t size)
{
    size_t length = 0, left = 0;
    out[0] = '\0';
    for (unsigned bits = said; bits; bits &= bits - 1) {
        left++;
    }
    for (unsigned i = 0; i <= PR_SAID_WEIGHTS && length < size; i++) {
        if (said & 1u << i) {
            const char *name = i < NUMBERS ? numbers[i].name : i == PR_SAID_VALUES ? "values" : "weights";
            left--;
            int added = snprintf(out + length, size - length, "%s%s", name,
                                 left > 1    ? ", "
                                 : left == 1 ? pr_translate(lang, " and ")
                                             : "");
            length += added > 0 ? (size_t)added : 0;
        }
    }
}
