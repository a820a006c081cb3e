/* The memo's scenario in memory: fourteen municipalities, the key of module 2, table 1, the published
   figures. For tests of the money side, which need no files. */
#ifndef PR_TESTS_SUPPORT_MONEY_H
#define PR_TESTS_SUPPORT_MONEY_H

#include <poolraming/budget.h>
#include <string.h>

enum {
    MEMO_PEOPLE,
    MEMO_COORDINATOR,
    MEMO_MEETINGS,
    MEMO_FINANCE,
    MEMO_PROCUREMENT,
    MEMO_EVALUATION,
    MEMO_LINES
};
enum { MEMO_2023, MEMO_2024, MEMO_2025, MEMO_2026, MEMO_2031 = 8, MEMO_YEARS, MEMO_MUNICIPALITIES = 14 };
enum { MEMO_VENLO = 11, MEMO_SCOPE_VENLO = 1 + MEMO_VENLO };

/* One published figure, in hundredths of a percent. */
typedef struct {
    int year, hundredths;
} memo_figure_t;

static inline void memo_publish(pr_scenario_t *self, pr_series_id_t series, pr_vintage_t vintage, int year,
                                int hundredths)
{
    pr_figure_t *figure = &self->figure[series][vintage][year - PR_FIGURES_FROM];
    figure->known = true;
    figure->growth.millionths = 100 * hundredths;
    figure->source = "test";
}

static inline void memo_forget(pr_scenario_t *self, pr_series_id_t series, pr_vintage_t vintage, int year)
{
    self->figure[series][vintage][year - PR_FIGURES_FROM].known = false;
}

static inline void memo_municipalities(pr_scenario_t *self)
{
    static char name[MEMO_MUNICIPALITIES][20] = {
        "Beesel",     "Bergen", "Echt-Susteren", "Gennep",   "Horst", "Leudal", "Maasgouw",
        "Nederweert", "Peel",   "Roerdalen",     "Roermond", "Venlo", "Venray", "Weert"};
    static const int32_t share[MEMO_MUNICIPALITIES] = {78,  344, 511, 86,  337,  848,  345,
                                                       174, 949, 264, 809, 2847, 1027, 1381};
    self->municipality_count = MEMO_MUNICIPALITIES;
    self->key_count = 1; /* key 0 for every channel and year */
    for (size_t m = 0; m < MEMO_MUNICIPALITIES; m++) {
        self->municipality[m].id = self->municipality[m].name = name[m];
        self->key[0].share[m].hundredths = share[m];
    }
}

/* Table 1, euro of 2023: 2023, 2024, 2025, and each of 2026–2031. */
static inline void memo_lines(pr_scenario_t *self)
{
    static char id[MEMO_LINES][16] = {"people",  "coordinator", "meetings",
                                      "finance", "procurement", "evaluation"};
    static const double eur[MEMO_LINES][4] = {
        {0, 400000, 425000, 700000}, {0, 25000, 25000, 0},      {0, 25000, 0, 0},
        {0, 6400, 6400, 6400},       {12000, 4800, 4800, 4800}, {0, 0, 15000, 0}};
    self->line_count = MEMO_LINES;
    for (size_t i = 0; i < MEMO_LINES; i++) {
        bool project = i <= MEMO_MEETINGS;
        self->line[i] = (pr_line_t){.id = id[i],
                                    .label = id[i],
                                    .channel = project ? PR_CHANNEL_SURPLUS : PR_CHANNEL_EXECUTION,
                                    .index = PR_INDEX_OVA,
                                    .in_lump_sum = project,
                                    .pays_people = i == MEMO_PEOPLE};
        for (int y = 0; y < MEMO_YEARS; y++) {
            self->central.line_real_eur[i][y] = eur[i][y < 3 ? y : 3];
        }
    }
}

static inline void memo_publish_all(pr_scenario_t *self, pr_series_id_t series, pr_vintage_t vintage,
                                    const memo_figure_t *figure, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        memo_publish(self, series, vintage, figure[i].year, figure[i].hundredths);
    }
}

/* facts.md section 1 from 2019 on; the vintage of the provisional consumer prices is not given there. */
static inline void memo_figures(pr_scenario_t *self)
{
    static const memo_figure_t ova[] = {{2019, 342}, {2020, 328}, {2021, 201},
                                        {2022, 442}, {2023, 636}, {2024, 600}};
    static const memo_figure_t ova_september[] = {{2019, 412}, {2021, 172}, {2022, 387}, {2023, 474}};
    static const memo_figure_t ova_spring[] = {
        {2019, 398}, {2022, 172}, {2023, 372}, {2024, 494}, {2025, 418}};
    static const memo_figure_t ppc[] = {{2019, 249}, {2020, 197}, {2021, 177},
                                        {2022, 925}, {2023, 702}, {2024, 310}};
    static const memo_figure_t ppc_spring[] = {
        {2019, 237}, {2022, 183}, {2023, 487}, {2024, 251}, {2025, 182}};
    memo_publish_all(self, PR_SERIES_OVA, PR_VINTAGE_DEFINITIVE, ova, sizeof ova / sizeof *ova);
    memo_publish_all(self, PR_SERIES_OVA, PR_VINTAGE_SEPTEMBER, ova_september,
                     sizeof ova_september / sizeof *ova_september);
    memo_publish_all(self, PR_SERIES_OVA, PR_VINTAGE_SPRING, ova_spring,
                     sizeof ova_spring / sizeof *ova_spring);
    memo_publish_all(self, PR_SERIES_PPC, PR_VINTAGE_DEFINITIVE, ppc, sizeof ppc / sizeof *ppc);
    memo_publish_all(self, PR_SERIES_PPC, PR_VINTAGE_SPRING, ppc_spring,
                     sizeof ppc_spring / sizeof *ppc_spring);
}

static inline void memo_scenario(pr_scenario_t *self)
{
    memset(self, 0, sizeof *self);
    self->first_year = self->price_level_year = 2023;
    self->last_year = 2031;
    self->years = MEMO_YEARS;
    self->decided_until = 2025;
    self->first_indexed_year = self->month_year = 2024;
    self->months = 96;
    memo_municipalities(self);
    memo_lines(self);
    memo_figures(self);
    self->central.index[PR_SERIES_OVA] = (pr_index_inputs_t){.mean_growth = 0.028,
                                                             .persistence = 0.5,
                                                             .shock_sd = 0.012,
                                                             .september_gap = 0.004,
                                                             .september_gap_sd = 0.009,
                                                             .spring_gap = 0.0115,
                                                             .spring_gap_sd = 0.0145};
    self->central.index[PR_SERIES_PPC] = (pr_index_inputs_t){.mean_growth = 0.021,
                                                             .persistence = 0.35,
                                                             .shock_sd = 0.016,
                                                             .september_gap = 0.006,
                                                             .september_gap_sd = 0.013,
                                                             .spring_gap = 0.0075,
                                                             .spring_gap_sd = 0.0185};
    self->central.index_correlation = 0.385;
}

/* The memo without an index: amounts stay those of table 1. */
static inline void memo_unindexed(pr_scenario_t *self)
{
    memo_scenario(self);
    for (size_t i = 0; i < MEMO_LINES; i++) {
        self->line[i].index = PR_INDEX_NONE;
    }
}

#endif
