#include "model/service.h"
#include <string.h>

void pr_service_init(pr_service_t *self, size_t count)
{
    memset(self, 0, sizeof *self);
    self->count = count;
}

void pr_service_arrive(pr_service_t *self, const double *residents, const double *hours)
{
    for (size_t i = 0; i < self->count; i++) {
        self->residents[i] += residents[i];
        self->hours[i] += hours[i];
    }
}

/* Every resident gets the same part of the hours still needed: nobody's form or place in the queue counts. */
void pr_service_serve(pr_service_t *self, const double *available, double *served, double *given)
{
    for (size_t i = 0; i < self->count; i++) {
        double work = self->hours[i];
        bool all =
            available[i] >= work; /* also where nothing is left to do: no 0/0, no trace of a resident */
        double left = all ? 0 : self->residents[i] * ((work - available[i]) / work);
        given[i] = all ? work : available[i];
        served[i] = self->residents[i] - left;
        self->residents[i] = left;
        self->hours[i] = all ? 0 : work - available[i];
    }
}

void pr_service_leave(pr_service_t *self, double share, double *gone)
{
    for (size_t i = 0; i < self->count; i++) {
        gone[i] = share * self->residents[i];
        self->residents[i] -= gone[i];
        self->hours[i] -= share * self->hours[i];
    }
}

void pr_theme_settle(pr_theme_stock_t *self, size_t themes, const double *share, const uint32_t *word,
                     double waiting, double *demand, double *served)
{
    double uniform[PR_MAX_THEMES] = {0};
    int64_t count[PR_MAX_THEMES];
    for (size_t k = 0; k + 1 < themes; k++) {
        uniform[k] = pr_uniform_of_word(word[k]);
    }
    pr_multinomial((int64_t)self->arrived, themes, share, uniform, count);
    double available = 0;
    for (size_t k = 0; k < themes; k++) {
        demand[k] = (double)count[k];
        available += self->waiting[k] + demand[k];
    }
    double scale = available > 0 ? 1 / available : 0;
    for (size_t k = 0; k < themes; k++) {
        double part = (self->waiting[k] + demand[k]) * scale;
        served[k] = part * self->served;
        self->waiting[k] = part * waiting;
    }
    self->arrived = self->served = 0;
}
