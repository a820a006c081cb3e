#include "model/deployment.h"
#include <math.h>
#include <poolraming/error.h>

void pr_lanes_init(pr_lanes_t *self, const pr_scenario_t *scenario)
{
    self->count = scenario->municipality_count;
    for (size_t m = 0; m < self->count; m++) {
        size_t lane = m; /* insertion sort: a handful of codes */
        for (; lane > 0 && self->code[lane - 1] > scenario->municipality[m].cbs; lane--) {
            self->code[lane] = self->code[lane - 1];
            self->place[lane] = self->place[lane - 1];
        }
        self->code[lane] = scenario->municipality[m].cbs;
        self->place[lane] = m;
    }
}

int pr_launch_draw(const pr_lanes_t *lanes, const pr_inputs_t *inputs, const pr_source_t *source, int first,
                   int *launch)
{
    const double longest = 12.0 * 1000; /* keeps the month an int; far beyond every axis */
    double lag = inputs->deployment.launch_lag_months;
    if (!(lag >= 0 && lag < longest)) {
        return PR_ERR_DOMAIN;
    }
    for (size_t i = 0; i < lanes->count; i++) {
        double planned = inputs->launch_month[lanes->place[i]];
        if (!(fabs(planned) < longest)) {
            return PR_ERR_DOMAIN;
        }
        launch[i] =
            planned > first ? (int)pr_round_half_away(planned) : first; /* not before there are people */
        if (lag > 0) {
            pr_stream_t stream;
            pr_stream_open(&stream, source, (pr_address_t){PR_PROCESS_LAUNCH, 0, lanes->code[i], 0});
            launch[i] += (int)pr_poisson_draw(&stream, lag);
        }
    }
    return 0;
}

void pr_deployment_key(const pr_lanes_t *lanes, const pr_scenario_t *scenario, int year, double *key)
{
    const pr_key_t *shares = &scenario->key[scenario->channel_key[PR_CHANNEL_SURPLUS][year]];
    for (size_t i = 0; i < lanes->count; i++) {
        key[i] = shares->share[lanes->place[i]].hundredths / 10000.0;
    }
}

void pr_deployment_weights(size_t n, const bool *launched, const double *key, const double *load,
                           double demand_weight, double *weight)
{
    double keys = 0, loads = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        keys += launched[i] ? key[i] : 0;
        loads += launched[i] ? load[i] : 0;
        count += launched[i];
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] = 0;
        if (launched[i]) {
            double by_key = keys > 0 ? key[i] / keys : 1 / count;
            double by_load = loads > 0 ? load[i] / loads : by_key;
            weight[i] = (1 - demand_weight) * by_key + demand_weight * by_load;
        }
    }
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

void pr_deployment_share(size_t n, double sharing, const double *work, double *hours)
{
    double unused = 0, needed = 0;
    for (size_t i = 0; i < n; i++) {
        double surplus = hours[i] - work[i];
        unused += surplus > 0 ? surplus : 0;
        needed -= surplus < 0 ? surplus : 0;
    }
    double moved = sharing * unused < needed ? sharing * unused : needed;
    if (!(moved > 0)) {
        return;
    }
    double donated = moved / unused, received = moved / needed;
    /* Rounding must not leave a donor short of its own work, nor a trace of work where all can be done. */
    for (size_t i = 0; i < n; i++) {
        double surplus = hours[i] - work[i];
        if (surplus > 0) {
            hours[i] = larger(work[i], hours[i] - surplus * donated);
        } else if (surplus < 0) {
            hours[i] = moved == needed ? work[i] : smaller(work[i], hours[i] - surplus * received);
        }
    }
}

double pr_deployment_account(size_t n, const double *key, const double *received, double *owed)
{
    double total = 0, deviation = 0;
    for (size_t i = 0; i < n; i++) {
        total += received[i];
    }
    for (size_t i = 0; i < n; i++) {
        owed[i] += key[i] * total - received[i];
        deviation += fabs(received[i] / total - key[i]);
    }
    return total > 0 ? deviation / 2 : NAN;
}
