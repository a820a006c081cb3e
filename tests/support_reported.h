/* Half-year reports as the model would give them. */
#ifndef PR_TESTS_SUPPORT_REPORTED_H
#define PR_TESTS_SUPPORT_REPORTED_H

#include <math.h>
#include <poolraming/poolraming.h>
#include <stdio.h>
#include <stdlib.h>

/* The first `halves` half-years of a replicate; with `inputs` in place of what the scenario draws, where not
   NULL. */
static inline void reported_simulate(pr_reported_t *out, const pr_scenario_t *scenario,
                                     const pr_inputs_t *inputs, uint64_t seed, uint64_t number, int halves)
{
    pr_replicate_t *replicate = calloc(1, sizeof *replicate);
    if (!replicate || pr_replicate_init(replicate, scenario) != 0) {
        abort();
    }
    if (inputs) {
        replicate->inputs = *inputs;
    } else {
        pr_scenario_draw(scenario, seed, number, &replicate->inputs);
    }
    if (pr_replicate_simulate_with(replicate, scenario, seed, number) != 0) {
        abort();
    }
    pr_reported_from_ledger(out, scenario, &replicate->ledger, halves);
    pr_replicate_free(replicate);
    free(replicate);
}

/* As a file: semicolons and Dutch names, or commas. Residents in whole numbers, as people report them. */
static inline void reported_write(FILE *out, const pr_scenario_t *scenario, const pr_reported_t *of,
                                  bool dutch)
{
    char mark = dutch ? ';' : ',', period[16];
    fprintf(out, dutch ? "gemeente;periode;uren;bereikt;wachtend;personen\r\n"
                       : "municipality,period,hours,reached,waiting,persons\n");
    for (int half = 0; half < of->halves; half++) {
        pr_reported_half(scenario, half, period);
        for (size_t scope = 0; scope <= scenario->municipality_count; scope++) {
            fprintf(out, "%s%c%s", scope ? scenario->municipality[scope - 1].name : "Regio", mark, period);
            for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
                double value = of->value[kind][scope][half];
                fputc(mark, out);
                if (!isnan(value)) {
                    fprintf(out, "%.0f", value);
                }
            }
            fprintf(out, dutch ? "\r\n" : "\n");
        }
    }
}

#endif
