/* What every part of the report looks at, and the tables it is made of. */
#ifndef PR_REPORT_VIEW_H
#define PR_REPORT_VIEW_H

#include "core/text.h"
#include "report/html.h"
#include "report/money.h"
#include "report/numbers.h"
#include "report/table.h"
#include "report/texts.h"

typedef struct {
    pr_lang_t lang;
    const pr_scenario_t *scenario;
    const pr_run_t *run;
    pr_text_t *out;  /* check out->failed at the end */
    pr_html_t *html; /* the page that tables and texts go to, which writes to `out`; NULL: plain text */
} pr_view_t;

/* A year's summary of a metric; NULL where the run has none. */
const pr_summary_t *pr_view_year(const pr_view_t *self, const char *metric, int scope, int year);

/* The first and the last year in which some replicate has posts for experts; both 0 where no year has. */
void pr_view_pool(const pr_view_t *self, int *first, int *last);
/* The sentence that says so. */
void pr_view_pool_ended(const pr_view_t *self, int from);

/* "2024–2025", or "2024" */
pr_number_t pr_view_span(int from, int to);
/* An estimate with the digits its standard error supports; "–" where it is not defined in every replicate. */
pr_number_t pr_view_mean(pr_lang_t lang, const pr_summary_t *summary, int most);
/* The standard error of a 5 or 95 % quantile, about 2.1 se of the mean for a bell shape. No sampling of the
   parameters is trusted to make it smaller than independent replicates would. */
double pr_view_quantile_error(const pr_summary_t *summary);
/* A quantile in the digits of its own sampling error; "–" where there is none, or one replicate only, which
   has no spread to tell. */
pr_number_t pr_view_quantile(pr_lang_t lang, const pr_summary_t *summary, double x, int most);

/* " (5–95%: 12 to 15)" of quantiles; nothing for one replicate, which has no spread to tell. */
pr_number_t pr_view_between(const pr_view_t *self, const pr_summary_t *summary);

/* A cell with an amount in units of `unit` and its mark, or the room that the mark takes. */
void pr_view_amount(const pr_view_t *self, pr_table_t *table, int64_t units, int64_t unit,
                    pr_mark_kind_t mark);
/* A heading above such cells, with the same room. */
void pr_view_head(pr_table_t *table, const char *text);
/* The last mark of the years [from, to), the region's total cost. */
pr_mark_kind_t pr_view_mark(const pr_view_t *self, int from, int to);
/* "5.760–7.280" in units of `unit` cents and the digits of the quantiles' sampling error; empty where every
   replicate has the same, "–" where there is nothing. */
pr_number_t pr_view_range(pr_lang_t lang, const pr_summary_t *summary, int64_t unit);

/* Heading with a line of air above. */
void pr_view_heading(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument);
#define PR_HEADING(view, id, ...)                                                                            \
    pr_view_heading(view, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                        \
                    (const char *[]){__VA_ARGS__})
/* A filled-in paragraph. */
void pr_view_say(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument);
#define PR_SAY(view, id, ...)                                                                                \
    pr_view_say(view, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                            \
                (const char *[]){__VA_ARGS__})

/* The same to another width than PR_TABLE_WIDTH. */
void pr_view_say_within(const pr_view_t *self, size_t width, pr_text_id_t id, size_t count,
                        const char *const *argument);
/* The same for what a reader must not miss: on a page it stands out. */
void pr_view_warn(const pr_view_t *self, pr_text_id_t id, size_t count, const char *const *argument);
#define PR_WARN(view, id, ...)                                                                               \
    pr_view_warn(view, id, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                           \
                 (const char *[]){__VA_ARGS__})
/* A paragraph that is printable already. */
void pr_view_paragraph(const pr_view_t *self, const char *text);

/* A whole table, under the heading before it. */
void pr_view_table(const pr_view_t *self, const pr_table_t *table);

/* Units of a table, in cents. */
enum { PR_UNIT_CENT = 1, PR_UNIT_EURO = 100, PR_UNIT_THOUSAND = 100000 };

/* A number of cents in whole units of `unit` cents, rounded to what its standard error (euros; 0: exact)
   supports. */
int64_t pr_units(int64_t cents, double se, int64_t unit);

/* The steps from the memo to the net effect, in cents: real + index + execution = before, on the central
   path;
   + spread − settled = net, the mean of the replicates. The errors (euros) are bounds: sums of the years'. */
typedef struct {
    int64_t real, index, execution;
    int64_t spread; /* mean of the replicates' cost less the central path's */
    int64_t settled;
    double spread_se, settled_se;
} pr_bridge_t;

int64_t pr_bridge_before(const pr_bridge_t *self);
int64_t pr_bridge_net(const pr_bridge_t *self);
/* Of the net effect. */
double pr_bridge_error(const pr_bridge_t *self);

/* The same as columns of a table. */
typedef enum {
    PR_STEP_REAL,
    PR_STEP_INDEX,
    PR_STEP_EXECUTION,
    PR_STEP_BEFORE,
    PR_STEP_SPREAD,
    PR_STEP_SETTLED,
    PR_STEP_NET,
    PR_STEPS
} pr_step_t;
/* Whole units, each rounded by itself. */
int64_t pr_bridge_step(const pr_bridge_t *self, pr_step_t step, int64_t unit);
/* Is there a spread to print? */
bool pr_bridge_any_spread(const pr_bridge_t *row, size_t count, int64_t unit);

/* Columns [from, to) summed, which may be the one after the last year: out[0] the region, then the
   municipalities. */
void pr_bridge_sum(const pr_view_t *self, int from, int to, pr_bridge_t *out);

/* The parts of the term that there are, each with the steps of the region and the municipalities. */
typedef struct {
    int count;
    pr_part_t part[PR_PARTS];
    int from[PR_PARTS], to[PR_PARTS];
    int64_t unit[PR_PARTS];
    pr_bridge_t net[PR_PARTS][1 + PR_MAX_MUNICIPALITIES];
} pr_parts_t;
void pr_parts_find(const pr_view_t *self, pr_parts_t *out);

/* What is also told per municipality and year. */
typedef enum { PR_FIGURE_REDUCTION, PR_FIGURE_NET } pr_figure_kind_t;
int64_t pr_bridge_figure(const pr_bridge_t *self, pr_figure_kind_t kind, int64_t unit);
/* Columns of the money side: years, and one more where the settlement is booked a year later. */
int pr_bridge_columns(const pr_scenario_t *scenario);

void pr_table_headline(const pr_view_t *self);
/* Its parts: what the run is, what the pool costs, what it does, where a balance is given. */
void pr_headline_run(const pr_view_t *self);
void pr_headline_cost(const pr_view_t *self);
void pr_headline_pool(const pr_view_t *self);
void pr_headline_surplus(const pr_view_t *self);
void pr_table_bridge(const pr_view_t *self);
void pr_table_budget(const pr_view_t *self);
void pr_table_reduction(const pr_view_t *self);
void pr_table_allocation(const pr_view_t *self);
void pr_table_capacity(const pr_view_t *self);
void pr_table_hours(const pr_view_t *self);
/* Means of a year that sum to the region's as printed: tenths of hours, hundredths of fte. */
typedef struct {
    int64_t hours[1 + PR_MAX_MUNICIPALITIES], fte[1 + PR_MAX_MUNICIPALITIES];
} pr_hours_t;
void pr_hours_year(const pr_view_t *self, int year, pr_hours_t *out);
/* Three cells: hours a week, their range, fte by the key. */
void pr_hours_cells(const pr_view_t *self, pr_table_t *table, size_t scope, int year,
                    const pr_hours_t *hours);
/* Net effect per municipality and year, then with its range over the parts of the term. */
void pr_table_net_effect(const pr_view_t *self);
void pr_table_net_years(const pr_view_t *self);
/* `whole`: with all years together, where there are decided and indicative ones. */
void pr_table_net_range(const pr_view_t *self, bool whole);
void pr_table_surplus(const pr_view_t *self);
void pr_table_benefit(const pr_view_t *self);
/* The sentence of the headline: what must be true for the pool to break even. */
void pr_benefit_sentence(const pr_view_t *self);
/* A text about the same, {1} the amount and {2} the hours; nothing where nobody is reached. */
void pr_benefit_fill(const pr_view_t *self, pr_text_id_t id, pr_text_t *out);
/* A sentence of a gate, or a part of one; what does not fit is cut off. */
typedef struct {
    char s[900];
} pr_gate_words_t;

/* "september 2025" of an absolute month. */
pr_number_t pr_month_words(pr_lang_t lang, int month);
/* A threshold in the fewest decimals that tell it, four at most. */
pr_number_t pr_plain(pr_lang_t lang, double x);
/* The years that a gate decides on, "2026–2028": up to the next one. */
pr_number_t pr_gate_years(const pr_scenario_t *scenario, size_t g);
/* When a gate decides, on what, and by which rule; printable. The view needs no run. */
pr_gate_words_t pr_gate_words(const pr_view_t *self, size_t g);
void pr_table_gates(const pr_view_t *self);
/* Says beside amounts of the central path which path was planned, and how often it went otherwise. */
void pr_gates_planned(const pr_view_t *self);
void pr_table_notes(const pr_view_t *self);
/* How the parameters were drawn, where that was not one by one. */
pr_text_id_t pr_sampling_text(pr_sampling_t sampling);
/* What that did for the means of the headlines, and what it can't do; nothing for NULL. */
void pr_table_sampling(const pr_view_t *self, const pr_sampling_effect_t *effect);

#endif
