/*
 * The sheets Verdeling: a year's sum over the municipalities by largest remainder, step by step as
 * model/key.c does it, one row a year and municipality in the order of surplus.csv.
 */
#include "report/workbook.h"
#include <math.h>

enum { TOP = 4 };
enum { YEAR, STATUS, NAME, SHARE, WEIGHT, SUM, FLOOR, REMAINDER, RANK, LEFT, EXTRA, AMOUNT, COLUMNS };

pr_channel_t pr_split_channel(pr_split_t split)
{
    return split == PR_SPLIT_CONTRIBUTION ? PR_CHANNEL_EXECUTION : PR_CHANNEL_SURPLUS;
}

void pr_split_amounts(const pr_book_t *self, pr_split_t split, int y, int64_t *out)
{
    const pr_central_t *central = &self->run->central;
    const pr_nominal_t(*row)[PR_MAX_YEARS + 1] =
        split == PR_SPLIT_REDUCTION ? central->surplus.reduction : central->surplus.contribution;
    if (split == PR_SPLIT_REAL) {
        pr_money_real(self->scenario, &central->budget, PR_CHANNEL_SURPLUS, y, out);
        return;
    }
    for (size_t scope = 0; scope <= self->scenario->municipality_count; scope++) {
        out[scope] = row[scope][y].cents;
    }
}

pr_at_t pr_sheet_share(const pr_scenario_t *scenario, size_t m, int y)
{
    return (pr_at_t){(lxw_row_t)(TOP + (size_t)y * scenario->municipality_count + m), AMOUNT};
}

pr_at_t pr_sheet_applied(const pr_scenario_t *scenario, size_t m, int y)
{
    return (pr_at_t){pr_sheet_share(scenario, m, y).row, SHARE};
}

/* One year of one split. */
typedef struct {
    pr_sheet_id_t sheet;
    pr_split_t split;
    int y;
    const int64_t *weight;
    int64_t cents[1 + PR_MAX_MUNICIPALITIES]; /* region, municipalities */
    const pr_weight_table_t *of;
} year_t;

/* The steps of one municipality, as the program takes them. */
typedef struct {
    double floor, remainder;
    int rank, left, extra;
} steps_t;

static double floor_of(const year_t *year, size_t m)
{
    return floor(fabs((double)year->cents[0]) * (double)year->weight[m] / year->of->total);
}

static double remainder_of(const year_t *year, size_t m)
{
    return fabs((double)year->cents[0]) * (double)year->weight[m] - floor_of(year, m) * year->of->total;
}

static steps_t steps_of(const year_t *year, size_t count, size_t m)
{
    steps_t out = {.floor = floor_of(year, m), .remainder = remainder_of(year, m), .rank = 1};
    double left = fabs((double)year->cents[0]);
    for (size_t i = 0; i < count; i++) {
        double other = remainder_of(year, i);
        out.rank += other > out.remainder || (other == out.remainder && i < m);
        left -= floor_of(year, i);
    }
    out.left = (int)left;
    out.extra = out.rank <= out.left;
    return out;
}

static pr_cell_t cell_at(lxw_row_t row, int column)
{
    return pr_cell((pr_at_t){row, (lxw_col_t)column});
}

/* "H$5:H$18": a column of the year's rows. */
static pr_number_t range_of(const pr_book_t *self, const year_t *year, int column)
{
    pr_number_t out;
    lxw_row_t first = pr_sheet_share(self->scenario, 0, year->y).row;
    pr_cell_t from = pr_cell_fixed((pr_at_t){first, (lxw_col_t)column}),
              to = pr_cell_fixed(
                  (pr_at_t){first + (lxw_row_t)self->scenario->municipality_count - 1, (lxw_col_t)column});
    snprintf(out.s, sizeof out.s, "%s:%s", from.s, to.s);
    return out;
}

static void put_steps(pr_book_t *self, const year_t *year, size_t m)
{
    lxw_row_t row = pr_sheet_share(self->scenario, m, year->y).row;
    steps_t steps = steps_of(year, self->scenario->municipality_count, m);
    pr_number_t weights = range_of(self, year, WEIGHT), floors = range_of(self, year, FLOOR),
                remainders = range_of(self, year, REMAINDER);
    pr_cell_t sum = cell_at(row, SUM), weight = cell_at(row, WEIGHT), low = cell_at(row, FLOOR),
              remainder = cell_at(row, REMAINDER), rank = cell_at(row, RANK), left = cell_at(row, LEFT),
              extra = cell_at(row, EXTRA);
    pr_cell_t first = pr_cell_fixed((pr_at_t){pr_sheet_share(self->scenario, 0, year->y).row, REMAINDER});
    pr_book_formula(self, year->sheet, (pr_at_t){row, FLOOR}, steps.floor, PR_FORMAT_WHOLE,
                    "=IF(SUM(%s)>0,INT(ABS(%s)*%s/SUM(%s)),0)", weights.s, sum.s, weight.s, weights.s);
    pr_book_formula(self, year->sheet, (pr_at_t){row, REMAINDER}, steps.remainder, PR_FORMAT_WHOLE,
                    "=ABS(%s)*%s-%s*SUM(%s)", sum.s, weight.s, low.s, weights.s);
    pr_book_formula(self, year->sheet, (pr_at_t){row, RANK}, steps.rank, PR_FORMAT_WHOLE,
                    "=RANK(%s,%s,0)+COUNTIF(%s:%s,%s)-1", remainder.s, remainders.s, first.s, remainder.s,
                    remainder.s);
    pr_book_formula(self, year->sheet, (pr_at_t){row, LEFT}, steps.left, PR_FORMAT_WHOLE,
                    "=IF(SUM(%s)>0,ABS(%s)-SUM(%s),0)", weights.s, sum.s, floors.s);
    pr_book_formula(self, year->sheet, (pr_at_t){row, EXTRA}, steps.extra, PR_FORMAT_WHOLE, "=IF(%s<=%s,1,0)",
                    rank.s, left.s);
    pr_book_formula(self, year->sheet, (pr_at_t){row, AMOUNT}, (double)year->cents[1 + m] / 100,
                    PR_FORMAT_EUROS, "=SIGN(%s)*(%s+%s)/100", sum.s, low.s, extra.s);
}

static void put_value(pr_book_t *self, const year_t *year, size_t m)
{
    lxw_row_t row = pr_sheet_share(self->scenario, m, year->y).row;
    for (int column = FLOOR; column < AMOUNT; column++) {
        pr_book_text(self, year->sheet, (pr_at_t){row, (lxw_col_t)column}, "–", PR_FORMAT_TEXT);
    }
    pr_book_cents(self, year->sheet, (pr_at_t){row, AMOUNT}, year->cents[1 + m], PR_FORMAT_EUROS);
}

/* As the sheet Key has it: a share in whole hundredths of a percent; what is no number, or negative, is 0. */
static void put_weight(pr_book_t *self, const year_t *year, size_t m)
{
    pr_channel_t channel = pr_split_channel(year->split);
    pr_at_t at = {pr_sheet_share(self->scenario, m, year->y).row, WEIGHT};
    if (year->of->live) {
        pr_book_formula(self, year->sheet, at, (double)year->weight[m], PR_FORMAT_PLAIN,
                        "=ROUND(%sMAX(0,N(%s)),0)", year->of->key ? "10000*" : "",
                        pr_cell_of(self, PR_SHEET_KEY, pr_sheet_weight(self, channel, year->y, m)).s);
    } else {
        pr_book_number(self, year->sheet, at, (double)year->weight[m], PR_FORMAT_PLAIN);
    }
}

static void put_row(pr_book_t *self, const year_t *year, size_t m)
{
    const pr_scenario_t *scenario = self->scenario;
    lxw_row_t row = pr_sheet_share(scenario, m, year->y).row;
    int when = scenario->first_year + year->y;
    pr_channel_t channel = pr_split_channel(year->split);
    pr_at_t sum = pr_sheet_channel(scenario, year->split != PR_SPLIT_REAL, channel, year->y);
    pr_book_number(self, year->sheet, (pr_at_t){row, YEAR}, when, PR_FORMAT_YEAR);
    pr_book_say(self, year->sheet, (pr_at_t){row, STATUS},
                pr_scenario_status(scenario, when) == PR_STATUS_DECIDED ? PR_TEXT_DECIDED
                                                                        : PR_TEXT_INDICATIVE,
                PR_FORMAT_TEXT);
    pr_book_text(self, year->sheet, (pr_at_t){row, NAME}, scenario->municipality[m].name, PR_FORMAT_TEXT);
    pr_number_t weights = range_of(self, year, WEIGHT);
    pr_book_formula(self, year->sheet, (pr_at_t){row, SHARE}, (double)year->weight[m] / year->of->total,
                    PR_FORMAT_PERCENT, "=IF(SUM(%s)>0,%s/SUM(%s),0)", weights.s, cell_at(row, WEIGHT).s,
                    weights.s);
    put_weight(self, year, m);
    pr_book_formula(self, year->sheet, (pr_at_t){row, SUM}, (double)year->cents[0], PR_FORMAT_WHOLE,
                    "=ROUND(100*%s,0)", pr_cell_of(self, PR_SHEET_BUDGET, sum).s);
    (year->of->live ? put_steps : put_value)(self, year, m);
}

static year_t year_of(const pr_book_t *self, pr_split_t split, int y)
{
    pr_channel_t channel = pr_split_channel(split);
    year_t year = {.sheet = PR_SHEET_SPLIT + (pr_sheet_id_t)split,
                   .split = split,
                   .y = y,
                   .weight = self->run->central.budget.weight[channel][y],
                   .of = pr_weights_of(self, channel, y)};
    pr_split_amounts(self, split, y, year.cents);
    return year;
}

static void put_title(pr_book_t *self, pr_split_t split)
{
    static const pr_text_id_t title[PR_SPLITS] = {PR_TEXT_XLSX_REDUCTION, PR_TEXT_XLSX_REDUCTION_REAL,
                                                  PR_TEXT_XLSX_CONTRIBUTION};
    char level[16];
    pr_text_t text;
    pr_text_init(&text);
    snprintf(level, sizeof level, "%d", self->scenario->price_level_year);
    PR_FILL(&text, self->lang, title[split], level);
    self->no_memory = self->no_memory || text.failed;
    if (!text.failed) {
        pr_book_head(self, PR_SHEET_SPLIT + (pr_sheet_id_t)split, text.data,
                     pr_text(self->lang, PR_TEXT_XLSX_SPLIT_NOTE));
    }
    pr_text_free(&text);
}

void pr_sheet_split(pr_book_t *self, pr_split_t split)
{
    static const pr_text_id_t head[COLUMNS] = {
        PR_TEXT_YEAR,        PR_TEXT_STATUS,         PR_TEXT_MUNICIPALITY, PR_TEXT_XLSX_SHARE,
        PR_TEXT_XLSX_WEIGHT, PR_TEXT_XLSX_SPLIT_SUM, PR_TEXT_XLSX_FLOOR,   PR_TEXT_XLSX_REMAINDER,
        PR_TEXT_XLSX_RANK,   PR_TEXT_XLSX_LEFT,      PR_TEXT_XLSX_EXTRA,   PR_TEXT_XLSX_AMOUNT};
    static const double width[COLUMNS] = {7, 12, 20, 9, 10, 13, 13, 16, 11, 10, 9, 15};
    const pr_scenario_t *scenario = self->scenario;
    pr_sheet_id_t sheet = PR_SHEET_SPLIT + (pr_sheet_id_t)split;
    bool live = true;
    for (int i = 0; i < COLUMNS; i++) {
        pr_book_width(self, sheet, i, i, width[i]);
    }
    put_title(self, split);
    for (int i = 0; i < COLUMNS; i++) {
        pr_book_say(self, sheet, (pr_at_t){TOP - 1, (lxw_col_t)i}, head[i], PR_FORMAT_HEAD);
    }
    pr_book_height(self, sheet, TOP - 1, 3);
    for (int y = 0; y < scenario->years; y++) {
        year_t year = year_of(self, split, y);
        live = live && year.of->live;
        pr_book_row_block(self, sheet, pr_sheet_share(scenario, 0, y).row);
        for (size_t m = 0; m < scenario->municipality_count; m++) {
            put_row(self, &year, m);
        }
    }
    if (!live) {
        pr_book_say(self, sheet, (pr_at_t){2, 0}, PR_TEXT_XLSX_SPLIT_VALUES, PR_FORMAT_TEXT);
    }
    pr_at_t last = pr_sheet_share(scenario, scenario->municipality_count - 1, scenario->years - 1);
    pr_book_check(self, worksheet_autofilter(self->sheet[sheet], TOP - 1, 0, last.row, last.col));
    const pr_paper_t paper = {
        .body = {TOP, NAME + 1}, .last = last, .repeat_from = TOP - 1, .repeat_to = TOP};
    pr_book_page(self, sheet, &paper);
}
