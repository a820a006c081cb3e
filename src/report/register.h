/* What the assumption register shows, on paper and as JSON. */
#ifndef PR_REPORT_REGISTER_H
#define PR_REPORT_REGISTER_H

#include "core/text.h"
#include <poolraming/register.h>

/* Not worth a row: an amount of 0 is the absence of a cost; what is left at a default that changes nothing;
   the surplus before the pool where the scenario gives none. */
bool pr_register_shows(const pr_scenario_t *scenario, const pr_setting_t *setting);
/* "2,7", or with its 5 and 95 % points "2,7 (2,5 – 2,9)". */
void pr_register_value(pr_text_t *cell, pr_lang_t lang, const pr_setting_t *setting);

#endif
