/* The tables of a decision: see decide_rows.h. */
#include "report/decide_rows.h"
#include <math.h>
#include <string.h>

const char *pr_yardstick_id(pr_yardstick_t yardstick)
{
    static const char *const id[PR_YARDSTICKS] = {"resident", "success"};
    return id[yardstick];
}

static const char *kind_id(pr_worth_t kind)
{
    static const char *const id[] = {"grid", "switch", "given"};
    return id[kind];
}

static const char *option_id(const pr_decide_t *decide, size_t option)
{
    return decide->draws.scenario[option]->id;
}

/* ---- options ---- */

static const char *status_id(pr_frontier_status_t status)
{
    static const char *const id[] = {"frontier", "same", "dominated", "extendedly_dominated"};
    return id[status];
}

static void option_row(const pr_decide_t *decide, pr_yardstick_t yardstick, size_t k, const pr_sink_t *sink)
{
    const pr_frontier_t *at = &decide->frontier[yardstick][k];
    const pr_valued_t(*flow)[PR_DECIDE_OPTIONS] = decide->flow;
    bool on = at->status == PR_FRONTIER_ON, first = on && at->previous == k;
    ROW(sink, TEXT("option", option_id(decide, k)), TEXT("yardstick", pr_yardstick_id(yardstick)),
        NUMBER("cost", flow[PR_FLOW_COST][k].value), NUMBER("cost_se", flow[PR_FLOW_COST][k].se),
        NUMBER("avoided", flow[PR_FLOW_AVOIDED][k].value), NUMBER("avoided_se", flow[PR_FLOW_AVOIDED][k].se),
        NUMBER("residents", flow[PR_FLOW_RESIDENTS][k].value),
        NUMBER("residents_se", flow[PR_FLOW_RESIDENTS][k].se),
        NUMBER("residents_present", flow[PR_FLOW_REACHED][k].value),
        NUMBER("residents_present_se", flow[PR_FLOW_REACHED][k].se),
        NUMBER("successes_present", flow[PR_FLOW_SUCCESSES][k].value),
        NUMBER("successes_present_se", flow[PR_FLOW_SUCCESSES][k].se),
        NUMBER("cost_per_resident", decide->unit_cost[k].value),
        NUMBER("cost_per_resident_se", decide->unit_cost[k].se),
        NUMBER("shortfall_chance", flow[PR_FLOW_SHORTFALL][k].value),
        NUMBER("shortfall_chance_se", flow[PR_FLOW_SHORTFALL][k].se), TEXT("status", status_id(at->status)),
        TEXT("against", first ? "" : option_id(decide, on ? at->previous : at->by)),
        NUMBER("more_cost", on && !first ? at->more_cost.value : NAN),
        NUMBER("more_cost_se", on && !first ? at->more_cost.se : NAN),
        NUMBER("more_effect", on && !first ? at->more_effect.value : NAN),
        NUMBER("more_effect_se", on && !first ? at->more_effect.se : NAN),
        NUMBER("icer", on && !first ? at->icer.value : NAN),
        NUMBER("icer_se", on && !first ? at->icer.se : NAN), NUMBER("last_year", decide->draws.last_year[k]));
}

static void options(const pr_decide_t *decide, const pr_sink_t *sink)
{
    for (pr_yardstick_t y = 0; y < decide->yardsticks; y++) {
        for (size_t k = 0; k < decide->draws.options; k++) {
            option_row(decide, y, k, sink);
        }
    }
}

/* ---- which is best at which worth ---- */

size_t pr_decide_switch_to(const pr_decide_t *decide, const pr_valuation_t *at)
{
    for (size_t k = 0; k < decide->draws.options && at->kind == PR_WORTH_SWITCH; k++) {
        const pr_frontier_t *frontier = &decide->frontier[at->yardstick][k];
        if (frontier->status == PR_FRONTIER_ON && frontier->icer.value == at->worth) {
            return k;
        }
    }
    return SIZE_MAX;
}

double pr_decide_worth_error(const pr_decide_t *decide, const pr_valuation_t *at)
{
    size_t to = pr_decide_switch_to(decide, at);
    return to != SIZE_MAX ? decide->frontier[at->yardstick][to].icer.se : 0;
}

/* At a switch the two options that change places are worth the same on average, by construction. */
static bool is_tie(const pr_decide_t *decide, const pr_valuation_t *at, size_t option)
{
    size_t to = pr_decide_switch_to(decide, at);
    return to != SIZE_MAX && (option == to || option == decide->frontier[at->yardstick][to].previous);
}

static void acceptability(const pr_decide_t *decide, const pr_sink_t *sink)
{
    for (size_t i = 0; i < decide->valuations; i++) {
        const pr_valuation_t *at = &decide->valuation[i];
        for (size_t k = 0; k < decide->draws.options; k++) {
            const pr_option_t *option = &at->option[k];
            ROW(sink, TEXT("yardstick", pr_yardstick_id(at->yardstick)), TEXT("kind", kind_id(at->kind)),
                NUMBER("worth", at->worth), NUMBER("value", at->value),
                NUMBER("success_value", at->success_value), TEXT("option", option_id(decide, k)),
                NUMBER("best", at->best == k), NUMBER("net_benefit", option->mean.value),
                NUMBER("net_benefit_se", option->mean.se), NUMBER("difference", option->difference.value),
                NUMBER("difference_se", option->difference.se), NUMBER("chance_best", option->best.value),
                NUMBER("chance_best_se", option->best.se), NUMBER("regret", option->regret.value),
                NUMBER("regret_se", option->regret.se), NUMBER("tie", is_tie(decide, at, k)),
                NUMBER("worth_se", pr_decide_worth_error(decide, at)));
        }
    }
}

/* ---- what knowing is worth ---- */

static const char *order_id(pr_order_t order)
{
    static const char *const id[] = {"kept", "noise", "broken"};
    return id[order];
}

static const char *piece_id(const pr_decide_t *decide, const pr_piece_t *piece)
{
    switch (piece->kind) {
    case PR_PIECE_ALL:
        return "";
    case PR_PIECE_GROUP:
        return pr_group_id((pr_group_t)piece->at);
    default:
        return decide->draws.unknown[piece->at].setting->path;
    }
}

/* Whether what is known of a parameter is an assumption: as in sensitivity.csv. */
static const char *piece_basis(const pr_decide_t *decide, const pr_piece_t *piece)
{
    return piece->kind != PR_PIECE_PARAMETER                      ? ""
           : decide->draws.unknown[piece->at].setting->assumption ? "assumption"
                                                                  : "source";
}

/* The next piece to show: everything, groups, then parameters, of each what is worth most first. */
size_t pr_decide_next_piece(const pr_decide_t *decide, const pr_valuation_t *at, size_t shown, size_t last)
{
    size_t best = decide->pieces;
    for (size_t i = 0; i < decide->pieces && shown > 0; i++) {
        double value = at->information[i].value.value, before = at->information[last].value.value;
        bool later = decide->piece[i].kind > decide->piece[last].kind ||
                     (decide->piece[i].kind == decide->piece[last].kind &&
                      (value < before || (value == before && i > last)));
        if (later && (best == decide->pieces || decide->piece[i].kind < decide->piece[best].kind ||
                      (decide->piece[i].kind == decide->piece[best].kind &&
                       value > at->information[best].value.value))) {
            best = i;
        }
    }
    return shown == 0 ? 0 : best;
}

static void information_rows(const pr_decide_t *decide, const pr_valuation_t *at, const pr_sink_t *sink)
{
    static const char *const kind[] = {"evpi", "group", "parameter"};
    for (size_t shown = 0, i = 0; shown < decide->pieces; shown++) {
        i = pr_decide_next_piece(decide, at, shown, i);
        const pr_piece_t *piece = &decide->piece[i];
        const pr_information_t *found = &at->information[i];
        ROW(sink, TEXT("yardstick", pr_yardstick_id(at->yardstick)), TEXT("kind", kind_id(at->kind)),
            NUMBER("worth", at->worth), TEXT("known", kind[piece->kind]),
            TEXT("item", piece_id(decide, piece)), NUMBER("parameters", (double)piece->count),
            NUMBER("value", found->value.value), NUMBER("se", found->value.se),
            NUMBER("fitted", found->fitted), NUMBER("changed", found->changed),
            TEXT("order", order_id(found->order)), NUMBER("worth_se", pr_decide_worth_error(decide, at)),
            TEXT("basis", piece_basis(decide, piece)));
    }
    ROW(sink, TEXT("yardstick", pr_yardstick_id(at->yardstick)), TEXT("kind", kind_id(at->kind)),
        NUMBER("worth", at->worth), TEXT("known", "clairvoyance"), TEXT("item", ""),
        NUMBER("parameters", NAN), NUMBER("value", at->clairvoyance.value), NUMBER("se", at->clairvoyance.se),
        NUMBER("fitted", NAN), NUMBER("changed", NAN), TEXT("order", ""),
        NUMBER("worth_se", pr_decide_worth_error(decide, at)), TEXT("basis", ""));
}

static void information(const pr_decide_t *decide, const pr_sink_t *sink)
{
    for (size_t i = 0; i < decide->valuations; i++) {
        if (decide->valuation[i].informed) {
            information_rows(decide, &decide->valuation[i], sink);
        }
    }
}

static void study(const pr_decide_t *decide, const pr_sink_t *sink)
{
    for (size_t i = 0; i < decide->valuations; i++) {
        const pr_valuation_t *at = &decide->valuation[i];
        for (size_t s = 0; at->informed && s < decide->sizes; s++) {
            const pr_study_point_t *point = &at->study[s];
            ROW(sink, TEXT("yardstick", pr_yardstick_id(at->yardstick)), TEXT("kind", kind_id(at->kind)),
                NUMBER("worth", at->worth), NUMBER("planned", (double)point->size),
                NUMBER("followed", point->followed), NUMBER("evsi", point->evsi.value.value),
                NUMBER("evsi_se", point->evsi.value.se), NUMBER("cost", point->cost),
                NUMBER("net", point->net.value), NUMBER("net_se", point->net.se),
                NUMBER("worth_se", pr_decide_worth_error(decide, at)));
        }
    }
}

/* ---- break-even ---- */

static void break_even(const pr_decide_t *decide, const pr_sink_t *sink)
{
    static const char *const status[] = {"none", "confirmed", "unsure"};
    for (size_t i = 0; i < decide->flips; i++) {
        const pr_flip_t *flip = &decide->flip[i];
        const pr_valuation_t *at = &decide->valuation[flip->valuation];
        const pr_setting_t *setting = decide->draws.unknown[flip->unknown].setting;
        bool any = flip->status != PR_FLIP_NONE;
        ROW(sink, TEXT("yardstick", pr_yardstick_id(at->yardstick)), TEXT("kind", kind_id(at->kind)),
            NUMBER("worth", at->worth), TEXT("best", option_id(decide, at->best)),
            TEXT("parameter", setting->path), TEXT("unit", setting->unit), NUMBER("q01", flip->low),
            NUMBER("q99", flip->high), TEXT("status", status[flip->status]),
            TEXT("side", !any          ? ""
                         : flip->above ? "above"
                                       : "below"),
            NUMBER("at", flip->at), NUMBER("from", flip->from), NUMBER("to", flip->to),
            TEXT("other", any ? option_id(decide, flip->other) : ""),
            NUMBER("end_difference", flip->end.value), NUMBER("end_difference_se", flip->end.se));
    }
}

bool pr_decide_has(const pr_decide_t *decide, const pr_decide_table_t *table)
{
    switch (table->part) {
    case PR_PART_KNOWLEDGE:
        return decide->informed;
    case PR_PART_FLIPS:
        return decide->searched;
    case PR_PART_RULES:
        return decide->rules_count > 0;
    default:
        return decide->valuations > 0;
    }
}

const pr_decide_table_t *pr_decide_tables(size_t *count)
{
    static const pr_decide_table_t table[] = {
        {"decide",
         "option,yardstick,cost,cost_se,avoided,avoided_se,residents,residents_se,residents_present,"
         "residents_present_se,successes_present,successes_present_se,cost_per_resident,cost_per_resident_se,"
         "shortfall_chance,shortfall_chance_se,status,against,more_cost,more_cost_se,more_effect,"
         "more_effect_se,icer,icer_se,last_year",
         options, PR_PART_OPTIONS},
        {"acceptability",
         "yardstick,kind,worth,value,success_value,option,best,net_benefit,net_benefit_se,difference,"
         "difference_se,chance_best,chance_best_se,regret,regret_se,tie,worth_se",
         acceptability, PR_PART_OPTIONS},
        {"evppi", "yardstick,kind,worth,known,item,parameters,value,se,fitted,changed,order,worth_se,basis",
         information, PR_PART_KNOWLEDGE},
        {"evsi", "yardstick,kind,worth,planned,followed,evsi,evsi_se,cost,net,net_se,worth_se", study,
         PR_PART_KNOWLEDGE},
        {"break_even",
         "yardstick,kind,worth,best,parameter,unit,q01,q99,status,side,at,from,to,other,end_difference,"
         "end_difference_se",
         break_even, PR_PART_FLIPS},
        {"rules",
         "scenario,value,set,conditions,advised,gate,year,after,comes_by,rule,item_1,direction_1,threshold_1,"
         "item_2,direction_2,threshold_2,path_1,path_2,path_3",
         pr_rules_walk, PR_PART_RULES},
        {"rules_value",
         "scenario,value,success_value,given,set,conditions,advised,chosen,chosen_se,net_benefit,net_benefit_"
         "se,gain,gain_"
         "se,"
         "above_advised,above_advised_se",
         pr_rules_value_walk, PR_PART_RULES},
        {"rules_share", "scenario,value,gate,year,path,share", pr_rules_share_walk, PR_PART_RULES}};
    *count = sizeof table / sizeof *table;
    return table;
}
