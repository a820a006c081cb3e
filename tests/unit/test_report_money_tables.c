/* The tables of money and the headline: one figure in all tables, and a small run to the letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/view.h"
#include "unit/test_report_fixture.h"

/* ---- the printed tables as numbers ---- */

enum { ROWS_MOST = 20, CELLS_MOST = 12 };

/* A row: its label, and the amounts behind it without marks and thousands. */
typedef struct {
    char label[64];
    int64_t cell[CELLS_MOST];
    size_t count;
} line_t;

static bool is_amount(const char *word)
{
    return *word && strspn(word + (*word == '-'), "0123456789.,*") == strlen(word + (*word == '-'));
}

static void read_line(const char *text, size_t length, line_t *out)
{
    char line[256], *word[32];
    size_t words = 0, first;
    snprintf(line, sizeof line, "%.*s", (int)length, text);
    for (char *s = strtok(line, " "); s && words < 32; s = strtok(NULL, " ")) {
        word[words++] = s;
    }
    for (first = words; first > 0 && is_amount(word[first - 1]); first--) {
    }
    *out = (line_t){.count = 0};
    for (size_t i = 0; i < first; i++) {
        strncat(out->label, word[i], sizeof out->label - 1 - strlen(out->label));
    }
    for (size_t i = first; i < words && out->count < CELLS_MOST; i++) {
        for (const char *s = word[i]; *s; s++) {
            out->cell[out->count] =
                *s >= '0' && *s <= '9' ? 10 * out->cell[out->count] + *s - '0' : out->cell[out->count];
        }
        out->cell[out->count] *= word[i][0] == '-' ? -1 : 1;
        out->count++;
    }
}

/* The rows between the first and the last line across of the table under a heading, and the row after. */
static size_t read_table(const char *text, const char *heading, line_t *row)
{
    const char *s = strstr(text, heading);
    size_t rows = 0;
    assert_non_null(s);
    s = strstr(s, "\n---");
    for (s = strchr(s + 1, '\n') + 1; *s != '\n' && rows < ROWS_MOST; s = strchr(s, '\n') + 1) {
        if (*s != '-') {
            read_line(s, strcspn(s, "\n"), &row[rows++]);
        }
    }
    return rows;
}

/* Where a row stands. */
static const line_t *row_of(const line_t *row, size_t rows, const char *label)
{
    for (size_t i = 0; i < rows; i++) {
        if (strcmp(row[i].label, label) == 0) {
            return &row[i];
        }
    }
    fail_msg("no row %s", label);
    return row;
}

/* Municipalities by years, each cell rounded by itself: what is added up differs by half a unit a cell at
   most. */
static void assert_adds_up(const line_t *row, size_t years, bool whole)
{
    int64_t column[CELLS_MOST] = {0};
    for (size_t m = 0; m <= 14; m++) {
        int64_t sum = 0;
        assert_int_equal(row[m].count, years + 1 + whole);
        for (size_t k = 0; k < row[m].count; k++) {
            sum += k < years ? row[m].cell[k] : 0;
            column[k] += m < 14 ? row[m].cell[k] : -row[m].cell[k];
        }
        assert_true(2 * llabs(sum - row[m].cell[years]) <= (int64_t)years + 1);
    }
    for (size_t k = 0; k < years + 1 + whole; k++) {
        assert_true(2 * llabs(column[k]) <= 15);
    }
}

/* Every figure that two tables have is one figure, also where rounding could go either way. */
static void assert_one_figure(fixture_t *f)
{
    char *text = fixture_tables(f, PR_LANG_NL);
    line_t decided[ROWS_MOST], later[ROWS_MOST], whole[ROWS_MOST], net[ROWS_MOST], net_later[ROWS_MOST],
        reduction[ROWS_MOST], cost[ROWS_MOST], real[ROWS_MOST];
    read_table(text, "besloten jaren 2023–2025 samen", decided);
    read_table(text, "indicatieve jaren 2026–2031 samen", later);
    read_table(text, "alle jaren 2023–2031 samen", whole);
    read_table(text, "Netto-effect per gemeente en jaar, besloten", net);
    read_table(text, "Netto-effect per gemeente en jaar, indicatief", net_later);
    read_table(text, "positief saldo per gemeente, indicatief", reduction);
    size_t lines = read_table(text, "Kosten, indicatief, prijzen van het jaar zelf", cost);
    read_table(text, "Kosten, indicatief, prijspeil", real);
    assert_adds_up(reduction, 6, true);
    for (size_t m = 0; m <= 14; m++) { /* real, index, execution, before, settled, net */
        const int64_t *d = decided[m].cell, *l = later[m].cell, *w = whole[m].cell;
        assert_true(llabs(d[0] + d[1] + d[2] - d[3]) <= 2);
        assert_true(llabs(w[0] + w[1] + w[2] - w[3]) <= 2);
        assert_int_equal(net[m].cell[3], d[5]);
        assert_int_equal(net_later[m].cell[6], l[5]);
        assert_int_equal(net_later[m].cell[7], w[5]);
        assert_true(llabs(reduction[m].cell[6] - l[0] - l[1]) <= 1);
        assert_true(llabs(reduction[m].cell[7] - w[0] - w[1]) <= 1);
    }
    const line_t *project = row_of(cost, lines, "subtotaalprojectkosten"),
                 *total = row_of(cost, lines, "Totaal"),
                 *execution = row_of(cost, lines, "subtotaaluitvoeringskosten");
    assert_int_equal(project->cell[6], reduction[14].cell[6]);
    assert_int_equal(project->cell[7], reduction[14].cell[7]);
    assert_int_equal(execution->cell[7], whole[14].cell[2]);
    assert_int_equal(total->cell[6], later[14].cell[3]);
    assert_int_equal(total->cell[7], whole[14].cell[3]);
    assert_int_equal(row_of(real, lines, "subtotaalprojectkosten")->cell[7], whole[14].cell[0]);
    free(text);
}

static void test_one_figure_in_all_tables(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    assert_one_figure(f);
    for (int i = 0; i < 12; i++) { /* amounts that end anywhere in their thousand */
        for (int y = 0; y < MEMO_YEARS; y++) {
            f->scenario.central.line_real_eur[MEMO_PEOPLE][y] =
                y == 0 ? 0 : 401234.56 + 7919.0 * i + 331.0 * y;
            f->scenario.central.line_real_eur[MEMO_FINANCE][y] = 6123.45 + 457.0 * i + 89.0 * y;
        }
        fixture_rerun(f);
        assert_one_figure(f);
    }
    fixture_free(f);
}

/* ---- each cell its own rounding ---- */

static void assert_own_rounding(const pr_view_t *view, int y, int64_t unit)
{
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(view, y, y + 1, row);
    for (size_t scope = 0; scope <= 14; scope++) {
        int64_t cents = view->run->central.surplus.reduction[scope][y].cents;
        int64_t own = pr_round_half_away((long double)cents / (long double)unit);
        assert_int_equal(pr_bridge_figure(&row[scope], PR_FIGURE_REDUCTION, unit), own);
    }
}

static void test_cells_are_their_own_rounding(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    pr_text_t out;
    pr_text_init(&out);
    const pr_view_t view = {PR_LANG_NL, &f->scenario, &f->run, &out, NULL};
    for (int y = 0; y < MEMO_YEARS; y++) {
        assert_own_rounding(&view, y, PR_UNIT_EURO);
        assert_own_rounding(&view, y, PR_UNIT_THOUSAND);
    }
    /* 2023 is certain: 12,000 by the key, whatever the later years' means are. */
    pr_bridge_t row[1 + PR_MAX_MUNICIPALITIES];
    pr_bridge_sum(&view, 0, 1, row);
    for (size_t m = 0; m < 14; m++) {
        int64_t cents = 120 * f->scenario.key[0].share[m].hundredths;
        assert_int_equal(pr_bridge_figure(&row[1 + m], PR_FIGURE_NET, PR_UNIT_EURO), (cents + 50) / 100);
    }
    fixture_free(f);
}

/* An exact amount to the unit; a mean to the largest power of ten whose rounding adds no more than its error:
   u/√12 ≤ se. */
static void test_units_that_an_error_supports(void **state)
{
    (void)state;
    assert_int_equal(pr_units(12345650, 0, PR_UNIT_EURO), 123457);
    assert_int_equal(pr_units(12345650, 0, PR_UNIT_THOUSAND), 123);
    assert_int_equal(pr_units(-12345650, 0, PR_UNIT_EURO), -123457);
    assert_int_equal(pr_units(12345650, 0.2, PR_UNIT_EURO), 123457);
    assert_int_equal(pr_units(12345650, 3, PR_UNIT_EURO), 123460);
    assert_int_equal(pr_units(12345650, 297, PR_UNIT_EURO), 123000);
    assert_int_equal(pr_units(12345650, 297, PR_UNIT_THOUSAND), 123);
    assert_int_equal(pr_units(12345650, 3000, PR_UNIT_THOUSAND), 120);
}

/* ---- from the path to the mean ---- */

/* Moves the mean of a year's reduction, and with it that of the net effect. */
static void add_spread(fixture_t *f, int scope, int year, double eur, double se)
{
    static const char *const metric[] = {"surplus.reduction", "municipality.net_effect"};
    for (size_t i = 0; i < 2; i++) {
        const pr_period_t period = {PR_PERIOD_YEAR, year, 0};
        ptrdiff_t at = pr_plan_find(&f->run.plan, metric[i], scope, period);
        assert_true(at >= 0);
        f->run.ensemble.summary[at].mean += eur;
        f->run.ensemble.summary[at].se = i == 0 ? se : f->run.ensemble.summary[at].se;
    }
}

static double net_mean(const fixture_t *f, int scope, int from, int to)
{
    double sum = 0;
    for (int year = from; year <= to; year++) {
        const pr_period_t period = {PR_PERIOD_YEAR, year, 0};
        sum += pr_run_find(&f->run, "municipality.net_effect", scope, period)->mean;
    }
    return sum;
}

/* 2028: a gate stops in most replicates. 2027: what Beesel pays more, Venlo pays less. */
static fixture_t *spread_new(void)
{
    fixture_t *f = fixture_new();
    for (int scope = 0; scope <= 14; scope++) {
        double share = scope ? f->scenario.key[0].share[scope - 1].hundredths / 10000.0 : 1;
        add_spread(f, scope, 2028, -583456.78 * share, 9000 * share);
    }
    add_spread(f, 1, 2027, 40123.45, 150);
    add_spread(f, MEMO_SCOPE_VENLO, 2027, -40123.45, 150);
    return f;
}

/* The sum of the years' errors of what makes the net effect. */
static double net_error(const fixture_t *f, int scope, int from, int to)
{
    static const char *const metric[] = {"surplus.reduction", "execution.contribution", "settlement"};
    double sum = 0;
    for (int year = from; year <= to; year++) {
        for (size_t i = 0; i < 3; i++) {
            const pr_period_t period = {PR_PERIOD_YEAR, year, 0};
            sum += pr_run_find(&f->run, metric[i], scope, period)->se;
        }
    }
    return sum;
}

static void test_bridge_ends_at_the_mean(void **state)
{
    (void)state;
    fixture_t *f = spread_new();
    char *text = fixture_tables(f, PR_LANG_NL);
    line_t decided[ROWS_MOST], later[ROWS_MOST], whole[ROWS_MOST];
    read_table(text, "besloten jaren 2023–2025 samen", decided);
    read_table(text, "indicatieve jaren 2026–2031 samen", later);
    read_table(text, "alle jaren 2023–2031 samen", whole);
    for (size_t m = 0; m <= 14; m++) { /* real, index, execution, before, spread, settled, net */
        const int64_t *c = later[m].cell;
        int scope = m < 14 ? 1 + (int)m : 0;
        assert_int_equal(decided[m].count, 6);
        assert_int_equal(later[m].count, 7);
        assert_int_equal(whole[m].cell[4], c[4]);
        double mean = net_mean(f, scope, 2026, 2031) / 1000, se = net_error(f, scope, 2026, 2031) / 1000;
        assert_true(fabs((double)c[6] - mean) <= fmax(0.5, sqrt(12) * se / 2) + 1e-9);
    }
    assert_int_equal(later[14].cell[4], -580); /* −583.5, se 9: tens of thousands */
    assert_int_equal(later[0].cell[4], 36);    /* Beesel: 40.1 − 0.0078 · 583.5 = 35.6 */
    free(text);
    fixture_free(f);
}

static void test_words_of_the_spread(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_null(strstr(text, "min pad")); /* nothing spreads: no column, no note */
    free(text);
    fixture_free(f);
    f = spread_new();
    text = fixture_tables(f, PR_LANG_NL);
    const char *decided = strstr(text, "besloten jaren 2023–2025 samen"),
               *later = strstr(text, "indicatieve jaren 2026–2031 samen"), *at = strstr(text, "min pad");
    assert_true(decided && later && at && decided < later && later < at);
    assert_non_null(strstr(at, "Gemiddeld min pad: wat de herhalingen"));
    free(text);
    fixture_free(f);
}

/* ---- a small one, to the letter ---- */

/* Two municipalities, 2023–2025 decided and 2026 indicative, growth of 2026 without surprises. */
static fixture_t *small_new(void)
{
    fixture_t *f = fixture_new();
    static char north[] = "Noord", south[] = "Zuid";
    pr_scenario_t *s = &f->scenario;
    s->municipality_count = 2;
    s->municipality[0].name = north;
    s->municipality[1].name = south;
    s->key[0].share[0].hundredths = 6180;
    s->key[0].share[1].hundredths = 3820;
    s->last_year = 2026;
    s->years = 4;
    s->months = 36;
    fixture_rerun(f);
    return f;
}

static void assert_sections(const char *text, const char *const *section, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!strstr(text, section[i])) {
            fail_msg("not in the tables:\n%s", section[i]);
        }
    }
}

/* Noord has 61.8 %. 2024: 291,838.14 + 7,263.53 − 0.618 · 111,000 = 230,503.67. Its decided years: mean 0.618
   · 872,349, sd √0.618 · 46,412, so that 5–95 % is 539,112 ± 1.645 · 36,486, in the thousands that 2.1 · 365
   supports. */
static void test_small_in_dutch(void **state)
{
    (void)state;
    static const char *const section[] = {
        "Van memo naar netto-effect, alle jaren 2023–2026 samen (x € 1.000)\n"
        "            Daling saldo         Uitvoerings-         Vóór    Verwachte  Netto-\n"
        "Gemeente  prijspeil 2023  Index        kosten  verrekening  verrekening  effect\n"
        "---------------------------------------------------------------------------------\n"
        "Noord               989     97*           40*       1.126*         152*    974*\n"
        "Zuid                611     60*           25*         696*          94*    602*\n"
        "---------------------------------------------------------------------------------\n"
        "Regio             1.600    158*           65*       1.823*         247*  1.576*\n"
        "De verwachte verrekening is het gemiddelde van de herhalingen; de standaardfout is hoogstens € "
        "987.\n"
        "Het netto-effect is niet nauwkeuriger dan dat.\n",

        "Van memo naar netto-effect per jaar, regio (in euro's; indicatieve jaren op € 1.000)\n"
        "              Daling saldo           Uitvoerings-         Vóór    Verwachte    Netto-  Netto x "
        "1.000\n"
        "Jaar        prijspeil 2023    Index        kosten  verrekening  verrekening    effect         5–95 "
        "%\n"
        "----------------------------------------------------------------------------------------------------"
        "\n"
        "besloten\n"
        "2023                    0        0        12.000       12.000            0    12.000 \n"
        "2024              450.000   22.230*       11.753*     483.983*     111.000*  373.000*        "
        "300–446\n"
        "2025              450.000   41.969*       28.644*     520.613*      33.000*  487.600*        "
        "466–509\n"
        "indicatief\n"
        "2026              700.000   93.000*       13.000*     806.000*     102.000*  704.000*        "
        "636–771\n",

        "Netto-effect per gemeente en jaar, besloten (in euro's)\n"
        "Gemeente    2023      2024      2025   2023–2025 \n"
        "-------------------------------------------------\n"
        "Noord      7.416   230.000*  301.300*    539.000*\n"
        "Zuid       4.584   142.400*  186.300*    333.000*\n"
        "-------------------------------------------------\n"
        "Regio     12.000   373.000*  487.600*    872.000*\n",

        "Netto-effect per gemeente en jaar, indicatief (x € 1.000)\n"
        "Gemeente  2026   2026   2023–2026 \n"
        "----------------------------------\n"
        "Noord      435*   435*        974*\n"
        "Zuid       269*   269*        602*\n"
        "----------------------------------\n"
        "Regio      704*   704*      1.576*\n",

        "Netto-effect per gemeente met marge (5–95 % van de herhalingen)\n"
        "          besloten,                    indicatief,               samen, \n"
        "Gemeente  in euro's                      x € 1.000            x € 1.000 \n"
        "          2023–2025            5–95 %         2026    5–95 %  2023–2026        5–95 %\n"
        "-------------------------------------------------------------------------------------\n"
        "Noord       539.000*  479.000–599.000          435*  382–488        974*    894–1.054\n"
        "Zuid        333.000*  286.000–380.000          269*  227–310        602*      539–665\n"
        "-------------------------------------------------------------------------------------\n"
        "Regio       872.000*  796.000–949.000          704*  636–771      1.576*  1.474–1.678\n"
        "De 95 %-waarden (en de 5 %-waarden) van gemeenten tellen in het algemeen niet op tot die van de\n"
        "regio, en die van besloten en indicatieve jaren niet tot die van alle jaren samen.\n",

        "Kosten, indicatief, prijzen van het jaar zelf (x € 1.000)\n"
        "Kostenpost                       2026   2026   2023–2026 \n"
        "---------------------------------------------------------\n"
        "Fte ervaringsdeskundigen          793*   793*      1.678*\n"
        "Organisatiekosten (coördinator)     0      0          54*\n"
        "Startbijeenkomsten (1e jaar)        0      0          26*\n"
        "subtotaal projectkosten           793*   793*      1.758*\n"
        "---------------------------------------------------------\n"
        "Financieel beheer MGR               7*     7*         21*\n"
        "Inkoop en contractmanagement        5*     5*         28*\n"
        "Evaluatie                           0      0          16*\n"
        "subtotaal uitvoeringskosten        13*    13*         65*\n"
        "---------------------------------------------------------\n"
        "Totaal                            806*   806*      1.823*\n"
        "   5 % van de herhalingen         791    791       1.807 \n"
        "   95 % van de herhalingen        822    822       1.838 \n"};
    fixture_t *f = small_new();
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_sections(text, section, sizeof section / sizeof *section);
    free(text);
    fixture_free(f);
}

static void test_small_in_english(void **state)
{
    (void)state;
    static const char *const section[] = {
        "From the memo to the net effect per year, region (in euros; indicative years to €1,000)\n"
        "            Lower balance           Execution      Before    Expected       Net  Net x 1,000\n"
        "Year          2023 prices    Index      costs  settlement  settlement    effect        5–95%\n"
        "--------------------------------------------------------------------------------------------\n"
        "decided\n"
        "2023                   0        0     12,000      12,000           0    12,000 \n"
        "2024             450,000   22,230*    11,753*    483,983*    111,000*  373,000*      300–446\n"
        "2025             450,000   41,969*    28,644*    520,613*     33,000*  487,600*      466–509\n"
        "indicative\n"
        "2026             700,000   93,000*    13,000*    806,000*    102,000*  704,000*      636–771\n",

        "Net effect per municipality with its range (5–95% of the replicates)\n"
        "               decided,                    indicative,            together, \n"
        "Municipality   in euros                       x €1,000             x €1,000 \n"
        "              2023–2025             5–95%         2026     5–95%  2023–2026         5–95%\n"
        "-----------------------------------------------------------------------------------------\n"
        "Noord           539,000*  479,000–599,000          435*  382–488        974*    894–1,054\n"
        "Zuid            333,000*  286,000–380,000          269*  227–310        602*      539–665\n"
        "-----------------------------------------------------------------------------------------\n"
        "Region          872,000*  796,000–949,000          704*  636–771      1,576*  1,474–1,678\n"
        "The 95% values (and the 5% values) of municipalities do not in general add up to those of the\n"
        "region, nor those of decided and indicative years to those of all years together.\n"};
    fixture_t *f = small_new();
    char *text = fixture_tables(f, PR_LANG_EN);
    assert_sections(text, section, sizeof section / sizeof *section);
    free(text);
    fixture_free(f);
}

/* What a decided amount rests on is told beside it, in tables that have it. */
static void test_decided_on_a_projection(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_null(strstr(text, "†"));
    free(text);
    f->scenario.decided_until = 2026;
    fixture_rerun(f);
    static const char *const expected[] = {"† Besloten jaar dat (mede) rust op een geraamde index",
                                           "* Rust (mede) op een indexcijfer van het voorjaar",
                                           "\nVenlo                    455.520    44.849†       18.531†     "
                                           "518.901†      70.000†    449.000†\n"};
    text = fixture_tables(f, PR_LANG_NL);
    assert_sections(text, expected, 3);
    free(text);
    fixture_free(f);
}

/* A summary of the region, to be overwritten. */
static pr_summary_t *summary_of(fixture_t *f, const char *metric, pr_period_t period)
{
    ptrdiff_t i = pr_plan_find(&f->run.plan, metric, 0, period);
    assert_true(i >= 0);
    return &f->run.ensemble.summary[i];
}

static pr_summary_t *december(fixture_t *f, const char *metric, int year)
{
    return summary_of(f, metric, (pr_period_t){PR_PERIOD_MONTH, year, 12});
}

static void test_people_in_the_headline(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    *december(f, "capacity.active_persons", 2025) = fixture_summary(8.14, 2.5);
    *december(f, "capacity.target_persons", 2025) = fixture_summary(9.6, 2);
    *december(f, "capacity.trainees", 2025) = fixture_summary(1.02, 0.9);
    *december(f, "deployment.hours_per_week", 2025) = fixture_summary(101.3, 22);
    *summary_of(f, "capacity.target_persons", (pr_period_t){PR_PERIOD_YEAR, 2031, 0}) = fixture_summary(0, 0);
    *summary_of(f, "service.released", (pr_period_t){PR_PERIOD_ALL, 0, 0}) = fixture_summary(78.3, 40);
    static const char *const nl[] = {
        "\nEind 2025: naar verwachting 8,1 inzetbare ervaringsdeskundigen (5–95 %: 4 tot 12) op 9,6 "
        "plaatsen,\n"
        "met 1,0 in opleiding; zij werken dan 101 uur per week in de gemeenten (5–95 %: 65 tot 137).\n"
        "Bereikte inwoners in 2024–2025: naar verwachting",
        "\nBereikte inwoners in 2026–2030: naar verwachting",
        "\nVanaf 2031 is er geen pool meer.\n"
        "Naar verwachting 78 inwoners die dan wachten of worden geholpen, worden losgelaten (5–95 %: 13 tot\n"
        "144).\n"};
    static const char *const en[] = {
        "\nEnd of 2025: 8.1 active peer experts expected (5–95%: 4 to 12) in 9.6 posts, with 1.0 in "
        "training;\n"
        "they then work 101 hours a week in the municipalities (5–95%: 65 to 137).\n",
        "\nFrom 2031 on there is no pool any more.\n"
        "78 residents who then wait or are being helped are expected to be released (5–95%: 13 to 144).\n"};
    char *text = fixture_tables(f, PR_LANG_NL);
    assert_sections(text, nl, 3);
    free(text);
    text = fixture_tables(f, PR_LANG_EN);
    assert_sections(text, en, 2);
    free(text);
    fixture_free(f);
}

/* A chance is told where the balance has a source, and never where it is made up; then every title says so.
 */
static void test_shortfall_in_the_headline(void **state)
{
    (void)state;
    fixture_t *f = fixture_new();
    static const char *const sourced[] = {
        "Tekort op het positief saldo in 2023–2025 (besloten): gemiddeld € 21.000.\n"
        "Tekort op het positief saldo in 2026–2031 (indicatief): gemiddeld € 310.000.\n"
        "Tekort op het positief saldo in 2023–2031 (samen): gemiddeld € 331.000.\n"
        "Kans op een tekort in minstens één van de jaren 2023–2031: 12 %; het tekort van alle jaren samen\n"
        "ligt met 5–95 % tussen € 0 en € 710.000.\n",
        "\nPositief saldo vóór en na de pool"};
    static const char *const fictitious[] = {
        "\nFICTIEF: het positief saldo vóór de pool is een aanname",
        "Tekort op het fictieve saldo in 2023–2031 (samen): gemiddeld € 331.000.\n",
        "\nFICTIEF saldo (aanname) vóór en na de pool"};
    for (int made_up = 0; made_up < 2; made_up++) {
        f->scenario.has_surplus = true;
        f->scenario.surplus_is_assumption = made_up;
        fixture_rerun(f);
        pr_summary_t *part[PR_PARTS];
        for (pr_part_t p = 0; p < PR_PARTS; p++) { /* the run is the test's to change */
            const pr_summary_t *found = pr_run_part(&f->run, "surplus.shortfall", 0, p);
            assert_non_null(found);
            part[p] = &f->run.ensemble.summary[found - f->run.ensemble.summary];
        }
        *part[PR_PART_DECIDED] = fixture_summary(21000, 40000);
        *part[PR_PART_INDICATIVE] = fixture_summary(310000, 230000);
        *part[PR_PART_WHOLE] = fixture_summary(331000, 230000);
        if (!made_up) {
            *summary_of(f, "surplus.shortfall_probability", (pr_period_t){PR_PERIOD_ALL, 0, 0}) =
                fixture_summary(0.123, 0.33);
        }
        char *text = fixture_tables(f, PR_LANG_NL);
        assert_sections(text, made_up ? fictitious : sourced, made_up ? 3 : 2);
        assert_true((strstr(text, "Kans op een tekort") == NULL) == made_up);
        assert_true((strstr(text, "fictief") == NULL && strstr(text, "FICTIEF") == NULL) == !made_up);
        free(text);
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_figure_in_all_tables),
        cmocka_unit_test(test_small_in_dutch),
        cmocka_unit_test(test_small_in_english),
        cmocka_unit_test(test_decided_on_a_projection),
        cmocka_unit_test(test_people_in_the_headline),
        cmocka_unit_test(test_shortfall_in_the_headline),
        cmocka_unit_test(test_cells_are_their_own_rounding),
        cmocka_unit_test(test_units_that_an_error_supports),
        cmocka_unit_test(test_bridge_ends_at_the_mean),
        cmocka_unit_test(test_words_of_the_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
