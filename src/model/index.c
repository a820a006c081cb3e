/*
 * Index: from published figures and shocks to one factor per class and year. Each series is walked once, from
 * its last definitive figure before the years that count; what is not known follows the process of
 * docs/model.md, "Index". Growth is long double throughout: products of published decimals must meet their
 * half cents (625.00 × 1.0494 = 655.875), and a double of 1.0494 does not.
 */
#include <math.h>
#include <poolraming/budget.h>

/* The figures of a series, or of a mix of series, in one year. */
typedef struct {
    long double provisional, definitive;
    pr_index_basis_t provisional_basis, definitive_basis;
} figures_t;

enum { SPAN = PR_FIGURES_YEARS };           /* the years a walk can cover */
static const long double FACTOR_MAX = 1e4L; /* keeps nominal cents far inside 64 bits */

static const pr_figure_t *known(const pr_scenario_t *scenario, pr_series_id_t series, pr_vintage_t vintage,
                                int year)
{
    const pr_figure_t *figure = &scenario->figure[series][vintage][year - PR_FIGURES_FROM];
    return figure->known ? figure : NULL;
}

static long double fraction(const pr_figure_t *figure)
{
    return figure->growth.millionths / 1e6L;
}

static pr_index_basis_t weakest(pr_index_basis_t a, pr_index_basis_t b)
{
    return a > b ? a : b;
}

static long double projected(const pr_index_inputs_t *inputs, long double before, double level)
{
    long double mean = inputs->mean_growth;
    return mean + inputs->persistence * (before - mean) + inputs->shock_sd * level;
}

/* Figures of one year; `before` is last year's definitive growth. Up to the price-level year a provisional
   figure only serves next year's true-up: where none is known there is nothing to correct. */
static figures_t figures_of_year(const pr_scenario_t *scenario, const pr_index_inputs_t *inputs,
                                 pr_series_id_t series, int year, long double before, double level,
                                 double revision)
{
    const pr_figure_t *definitive = known(scenario, series, PR_VINTAGE_DEFINITIVE, year);
    const pr_figure_t *september = known(scenario, series, PR_VINTAGE_SEPTEMBER, year);
    const pr_figure_t *spring = september ? NULL : known(scenario, series, PR_VINTAGE_SPRING, year);
    const pr_figure_t *provisional = september ? september : spring;
    long double gap = spring ? inputs->spring_gap + inputs->spring_gap_sd * revision
                             : inputs->september_gap + inputs->september_gap_sd * revision;
    bool corrected = year > scenario->price_level_year;
    figures_t now;
    now.provisional_basis = september ? PR_BASIS_SEPTEMBER : spring ? PR_BASIS_SPRING : PR_BASIS_PROJECTED;
    now.definitive_basis = definitive ? PR_BASIS_DEFINITIVE : PR_BASIS_PROJECTED;
    now.definitive = definitive    ? fraction(definitive)
                     : provisional ? fraction(provisional) + gap
                                   : projected(inputs, before, level);
    now.provisional = provisional ? fraction(provisional) : now.definitive - (corrected ? gap : 0);
    return now;
}

/* Fills `out` from year `origin` on. Years before first_year have no shocks: there the path is central. */
static void series_walk(const pr_scenario_t *scenario, const pr_inputs_t *inputs,
                        const pr_index_shocks_t *shocks, pr_series_id_t series, int origin, figures_t *out)
{
    const pr_index_inputs_t *process = &inputs->index[series];
    double shared = series == PR_SERIES_PPC ? inputs->index_correlation : 0;
    double own = sqrt(fmax(0, 1 - shared * shared));
    long double before = process->mean_growth; /* where nothing was ever published */
    int year = origin;
    while (year > PR_FIGURES_FROM && !known(scenario, series, PR_VINTAGE_DEFINITIVE, year)) {
        year--;
    }
    for (; year <= scenario->last_year; year++) {
        int y = year - scenario->first_year;
        double level = 0, revision = 0;
        if (shocks && y >= 0) {
            level = shared * shocks->level[PR_SERIES_OVA][y] + own * shocks->level[series][y];
            revision = shocks->revision[series][y];
        }
        figures_t now = figures_of_year(scenario, process, series, year, before, level, revision);
        before = now.definitive;
        if (year >= origin) {
            out[year - origin] = now;
        }
    }
}

static void mix_90_10(const figures_t *ova, const figures_t *ppc, int years, figures_t *out)
{
    for (int i = 0; i < years; i++) {
        out[i].provisional = 0.9L * ova[i].provisional + 0.1L * ppc[i].provisional;
        out[i].definitive = 0.9L * ova[i].definitive + 0.1L * ppc[i].definitive;
        out[i].provisional_basis = weakest(ova[i].provisional_basis, ppc[i].provisional_basis);
        out[i].definitive_basis = weakest(ova[i].definitive_basis, ppc[i].definitive_basis);
    }
}

static long double rule_growth(pr_index_rule_t rule, long double p, long double d, long double p_before,
                               long double d_before)
{
    switch (rule) {
    case PR_RULE_DEFINITIVE:
        return d;
    case PR_RULE_TRUE_UP_COMPOUND:
        return (1 + p) * (1 + d_before) / (1 + p_before) - 1;
    case PR_RULE_TRUE_UP_POINTS:
        return p + d_before - p_before;
    case PR_RULE_TRUE_UP_RATIO:
        return p + (1 + d_before) / (1 + p_before) - 1;
    case PR_RULE_PROVISIONAL:
    case PR_RULES:
        break;
    }
    return p;
}

double pr_index_rule_apply(pr_index_rule_t rule, double provisional, double definitive,
                           double provisional_before, double definitive_before)
{
    return (double)rule_growth(rule, provisional, definitive, provisional_before, definitive_before);
}

static pr_index_basis_t rule_basis(pr_index_rule_t rule, const figures_t *now, const figures_t *before)
{
    if (rule == PR_RULE_PROVISIONAL) {
        return now->provisional_basis;
    }
    if (rule == PR_RULE_DEFINITIVE) {
        return now->definitive_basis;
    }
    return weakest(now->provisional_basis, weakest(before->provisional_basis, before->definitive_basis));
}

/* The region's own figure, where the user has it. A mix is known only where both its parts are: half an
   applied figure beside half a rule would be nobody's index. */
static bool applied_growth(const pr_scenario_t *scenario, pr_index_class_t kind, int year,
                           long double *growth)
{
    const pr_figure_t *ova = known(scenario, PR_SERIES_OVA, PR_VINTAGE_APPLIED, year);
    const pr_figure_t *ppc = known(scenario, PR_SERIES_PPC, PR_VINTAGE_APPLIED, year);
    if (kind == PR_INDEX_OVA90_PPC10) {
        *growth = ova && ppc ? 0.9L * fraction(ova) + 0.1L * fraction(ppc) : 0;
        return ova && ppc;
    }
    const pr_figure_t *figure = kind == PR_INDEX_OVA ? ova : ppc;
    *growth = figure ? fraction(figure) : 0;
    return figure != NULL;
}

/* Growth of one year, and `basis` weakened to what it rests on. */
static long double growth_of_year(const pr_scenario_t *scenario, pr_index_class_t kind, int year,
                                  const figures_t *now, pr_index_basis_t *basis)
{
    const figures_t *before = now - 1;
    long double growth = 0;
    if (applied_growth(scenario, kind, year, &growth)) {
        *basis = weakest(*basis, PR_BASIS_APPLIED);
        return growth;
    }
    *basis = weakest(*basis, rule_basis(scenario->index_rule, now, before));
    return rule_growth(scenario->index_rule, now->provisional, now->definitive, before->provisional,
                       before->definitive);
}

/* Factors of one class; `figures` starts at `origin`, NULL for the class that is not indexed. */
static int class_path(const pr_scenario_t *scenario, pr_index_class_t kind, const figures_t *figures,
                      int origin, pr_index_path_t *out)
{
    long double factor = 1;
    pr_index_basis_t basis = PR_BASIS_NONE;
    for (int year = origin + 1; year <= scenario->last_year; year++) {
        bool indexed = year > scenario->price_level_year && year >= scenario->first_indexed_year;
        long double growth = 0;
        if (figures && indexed) {
            growth = growth_of_year(scenario, kind, year, &figures[year - origin], &basis);
            factor *= 1 + growth;
        }
        if (!(factor > 0 && factor < FACTOR_MAX)) {
            return PR_ERR_DOMAIN;
        }
        int y = year - scenario->first_year;
        if (y >= 0) {
            out->applied[kind][y] = (double)growth;
            out->factor[kind][y].factor = factor;
            out->basis[kind][y] = basis;
        }
    }
    return 0;
}

static void store_series(const pr_scenario_t *scenario, pr_series_id_t series, const figures_t *figures,
                         pr_index_path_t *out)
{
    for (int y = 0; y < scenario->years; y++) {
        out->provisional[series][y] = (double)figures[y].provisional;
        out->definitive[series][y] = (double)figures[y].definitive;
    }
}

int pr_index_path(const pr_scenario_t *scenario, const pr_inputs_t *inputs, const pr_index_shocks_t *shocks,
                  pr_index_path_t *out)
{
    /* One year before the first growth, for the true-up. */
    int origin = scenario->first_year - 1;
    origin = scenario->price_level_year < origin ? scenario->price_level_year : origin;
    int years = scenario->last_year - origin + 1;
    if (origin < PR_FIGURES_FROM || scenario->last_year >= PR_FIGURES_FROM + PR_FIGURES_YEARS ||
        scenario->years < 1 || scenario->years > PR_MAX_YEARS) {
        return PR_ERR_DOMAIN;
    }
    figures_t ova[SPAN], ppc[SPAN], mix[SPAN];
    series_walk(scenario, inputs, shocks, PR_SERIES_OVA, origin, ova);
    series_walk(scenario, inputs, shocks, PR_SERIES_PPC, origin, ppc);
    mix_90_10(ova, ppc, years, mix);
    store_series(scenario, PR_SERIES_OVA, ova + (scenario->first_year - origin), out);
    store_series(scenario, PR_SERIES_PPC, ppc + (scenario->first_year - origin), out);

    const figures_t *const figures[PR_INDEX_CLASSES] = {
        [PR_INDEX_OVA] = ova, [PR_INDEX_PPC] = ppc, [PR_INDEX_OVA90_PPC10] = mix};
    int status = 0;
    for (int kind = 0; kind < PR_INDEX_CLASSES && status == 0; kind++) {
        status = class_path(scenario, (pr_index_class_t)kind, figures[kind], origin, out);
    }
    return status;
}
