/* What the outcomes of a kept study are called: see recorded_words.h. */
#include "report/recorded_words.h"
#include <string.h>

typedef struct {
    const char *id;
    pr_text_id_t text;
} word_t;

static const word_t metrics[] = {{"cost", PR_TEXT_RECORDED_COST},
                                 {"avoided", PR_TEXT_RECORDED_AVOIDED},
                                 {"residents", PR_TEXT_RECORDED_RESIDENTS},
                                 {"residents_present", PR_TEXT_RECORDED_RESIDENTS_PRESENT},
                                 {"successes_present", PR_TEXT_RECORDED_SUCCESSES_PRESENT},
                                 {"shortfall_chance", PR_TEXT_RECORDED_SHORTFALL},
                                 {"cost_per_resident", PR_TEXT_RECORDED_UNIT_COST},
                                 {"best", PR_TEXT_RECORDED_BEST},
                                 {"switch", PR_TEXT_RECORDED_SWITCH},
                                 {"evpi", PR_TEXT_RECORDED_EVPI},
                                 {"evsi", PR_TEXT_RECORDED_EVSI},
                                 {"rules", PR_TEXT_RECORDED_RULES},
                                 {"rules_gain", PR_TEXT_RECORDED_RULES_GAIN},
                                 {"parameter", PR_TEXT_RECORDED_PARAMETER},
                                 {"demand_factor", PR_TEXT_RECORDED_FACTOR},
                                 {"figures", PR_TEXT_RECORDED_FIGURES},
                                 {"backtest", PR_TEXT_RECORDED_BACKTEST},
                                 {"check", PR_TEXT_RECORDED_CHECK}};
static const word_t measures[] = {{"resident", PR_TEXT_RECORDED_PER_RESIDENT},
                                  {"success", PR_TEXT_RECORDED_PER_SUCCESS},
                                  {"mean", PR_TEXT_RECORDED_MEAN},
                                  {"sobol_first", PR_TEXT_RECORDED_FIRST},
                                  {"sobol_total", PR_TEXT_RECORDED_TOTAL},
                                  {"posterior", PR_TEXT_RECORDED_POSTERIOR},
                                  {"prior", PR_TEXT_RECORDED_PRIOR},
                                  {"read", PR_TEXT_RECORDED_READ},
                                  {"used", PR_TEXT_RECORDED_USED},
                                  {"invented", PR_TEXT_RECORDED_INVENTED},
                                  {"figures", PR_TEXT_RECORDED_COUNTED},
                                  {"inside", PR_TEXT_RECORDED_INSIDE},
                                  {"above", PR_TEXT_RECORDED_ABOVE},
                                  {"below", PR_TEXT_RECORDED_BELOW},
                                  {"expected_above", PR_TEXT_RECORDED_EXPECTED_ABOVE},
                                  {"expected_below", PR_TEXT_RECORDED_EXPECTED_BELOW},
                                  {"before", PR_TEXT_RECORDED_FORECAST_BEFORE},
                                  {"after", PR_TEXT_RECORDED_FORECAST_AFTER}};
static const word_t items[] = {
    {"chance", PR_TEXT_SENSITIVITY_CHANCE},      {"rest", PR_TEXT_SHOW_REST},
    {"hours", PR_TEXT_CALIBRATE_KIND_HOURS},     {"reached", PR_TEXT_CALIBRATE_KIND_REACHED},
    {"waiting", PR_TEXT_CALIBRATE_KIND_WAITING}, {"persons", PR_TEXT_CALIBRATE_KIND_PERSONS},
    {"ova", PR_TEXT_CALIBRATE_KIND_OVA}};
enum {
    METRICS = sizeof metrics / sizeof *metrics,
    MEASURES = sizeof measures / sizeof *measures,
    ITEMS = sizeof items / sizeof *items
};

/* The id itself where it has no words: a metric of results.csv, a setting, a value. */
static const char *words_of(pr_lang_t lang, const word_t *word, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word[i].id, id) == 0) {
            return pr_text(lang, word[i].text);
        }
    }
    return id;
}

const char *pr_recorded_metric(pr_lang_t lang, const pr_record_outcome_t *at)
{
    return *at->measure ? words_of(lang, metrics, METRICS, at->metric) : at->metric;
}

const char *pr_recorded_measure(pr_lang_t lang, const pr_record_outcome_t *at)
{
    bool all = !*at->measure && strcmp(at->period, "all") == 0;
    return all                                  ? pr_text(lang, PR_TEXT_SHOW_ALL_YEARS)
           : !*at->measure                      ? at->period
           : strcmp(at->measure, "option") == 0 ? ""
                                                : words_of(lang, measures, MEASURES, at->measure);
}

const char *pr_recorded_item(pr_lang_t lang, const pr_record_outcome_t *at)
{
    bool turns = strcmp(at->item, "switch") == 0; /* whose value the metric of that name is */
    return turns && strcmp(at->metric, "switch") == 0 ? ""
           : turns                                    ? pr_text(lang, PR_TEXT_RECORDED_TURN)
           : *at->item                                ? words_of(lang, items, ITEMS, at->item)
           : *at->municipality                        ? at->municipality
           : *at->measure                             ? ""
                                                      : pr_text(lang, PR_TEXT_REGION);
}
