/* Cells and tables that the parts of a decision share. */
#ifndef PR_REPORT_DECIDE_CELLS_H
#define PR_REPORT_DECIDE_CELLS_H

#include "report/decide_view.h"

enum { PR_DECIDE_THOUSAND = 1000 };

/* A table with its headings, and the end of one. */
void pr_decide_table_open(const pr_decide_page_t *self, pr_table_t *table, size_t columns,
                          const pr_text_id_t *head);
void pr_decide_table_close(const pr_decide_page_t *self, pr_table_t *table);

/* "A" */
char pr_decide_letter(size_t option);

/* See pr_decide_estimate. */
void pr_decide_cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t x, double unit, int most);
/* "A  basis": tables with a column per option have room for a letter only. */
void pr_decide_option_cell(const pr_decide_page_t *self, pr_table_t *table, size_t option);
/* A parameter in the first column: by its label on a page, as its charts tell it; a terminal has room for its
   path only, and the labels apart. */
void pr_decide_parameter_cell(const pr_decide_page_t *self, pr_table_t *table, size_t unknown);
/* The same of a piece of knowledge: a group by its name. */
void pr_decide_piece_cell(const pr_decide_page_t *self, pr_table_t *table, size_t piece);
/* So wide may the first column be. */
size_t pr_decide_name_width(const pr_decide_page_t *self);
void pr_decide_chance_cell(const pr_decide_page_t *self, pr_table_t *table, pr_valued_t chance);
/* "€ 1.183 omslag" */
void pr_decide_worth_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at);
/* "€ 1.183/inwoner" */
void pr_decide_per_cell(const pr_decide_page_t *self, pr_table_t *table, const pr_valuation_t *at);
/* What knowing is worth: "365 ± 7"; "≈ 0 (± 1,6)" where it cannot be told from nothing, and a word where
   nobody would choose otherwise. */
void pr_decide_knowing_cell(pr_lang_t lang, pr_table_t *table, pr_valued_t x, double unit, int most);

/* The parts that are about knowing. */
void pr_decide_knowledge(const pr_decide_page_t *self, pr_yardstick_t yardstick);
void pr_decide_studies(const pr_decide_page_t *self);
/* The paths that the tables name, with their labels. */
void pr_decide_names(const pr_decide_page_t *self);
/* Its rows alone; `whole`: at every value that is looked at, with what a study costs. False, and no table,
   where there is no value. */
bool pr_decide_studies_open(const pr_decide_page_t *self, pr_table_t *table, bool whole);

#endif
