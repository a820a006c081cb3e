/* Filling in a record: see record.h. */
#include "store/record.h"
#include "core/bytes.h"
#include "core/memory.h"
#include "store/store.h"
#include <math.h>
#include <string.h>

const char *pr_record_kind_name(pr_record_kind_t kind)
{
    static const char *const name[PR_RECORD_KINDS] = {"run", "compare", "sensitivity", "decide", "calibrate"};
    return name[kind];
}

void *pr_store_room(void *array, size_t count, size_t size)
{
    bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
    return full ? pr_resize(array, count < 8 ? 8 : 2 * count, size) : array;
}

void pr_record_free(pr_record_t *self)
{
    pr_arena_free(self->texts);
    pr_free(self->scenario);
    pr_free(self->outcome);
    memset(self, 0, sizeof *self);
}

int pr_record_add_option(pr_record_t *self, const char *name, const char *value)
{
    pr_record_option_t *grown = pr_arena_alloc(self->texts, self->option_count + 1, sizeof *grown);
    if (!grown) {
        return PR_ERR_MEMORY;
    }
    if (self->option_count > 0) {
        memcpy(grown, self->option, self->option_count * sizeof *grown);
    }
    grown[self->option_count++] =
        (pr_record_option_t){pr_arena_copy(self->texts, name), pr_arena_copy(self->texts, value)};
    self->option = grown;
    return pr_arena_failed(self->texts) ? PR_ERR_MEMORY : 0;
}

/* ---- the fingerprint ---- */

void pr_recorder_number(pr_recorder_t *self, double x)
{
    uint64_t bits = 0;
    uint8_t bytes[sizeof bits];
    if (!isnan(x)) { /* of which there are many */
        memcpy(&bits, &x, sizeof bits);
    } else {
        bits = UINT64_MAX;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(bits >> (8 * i));
    }
    sha256_update(&self->context, sizeof bytes, bytes);
}

void pr_recorder_text(pr_recorder_t *self, const char *text)
{
    sha256_update(&self->context, strlen(text) + 1, (const uint8_t *)text);
}

/* ---- rows ---- */

pr_summary_t pr_recorded_estimate(double mean, double se)
{
    return (pr_summary_t){.mean = mean,
                          .sd = NAN,
                          .se = se,
                          .p05 = NAN,
                          .p10 = NAN,
                          .p25 = NAN,
                          .p50 = NAN,
                          .p75 = NAN,
                          .p90 = NAN,
                          .p95 = NAN};
}

pr_summary_t pr_recorded_summary(const pr_summary_t *summary)
{
    pr_summary_t out = pr_recorded_estimate(summary->mean, summary->se);
    out.sd = summary->sd;
    out.p05 = summary->p05;
    out.p50 = summary->p50;
    out.p95 = summary->p95;
    out.undefined = summary->undefined;
    return out;
}

void pr_recorder_begin(pr_recorder_t *self, pr_record_t *out, pr_record_kind_t kind,
                       const pr_scenario_t *const *scenario, size_t count)
{
    memset(self, 0, sizeof *self);
    memset(out, 0, sizeof *out);
    self->out = out;
    sha256_init(&self->context);
    out->kind = kind;
    out->net_effect = NAN;
    out->texts = pr_arena_new();
    out->scenario = pr_new(count, sizeof *out->scenario);
    self->failed = !out->texts || !out->scenario;
    for (size_t k = 0; k < count && !self->failed; k++) {
        out->scenario[out->scenario_count++] =
            (pr_record_scenario_t){.id = scenario[k]->id,
                                   .title = scenario[k]->title ? scenario[k]->title : "",
                                   .path = "",
                                   .sha256 = scenario[k]->sha256,
                                   .text = scenario[k]->resolved};
    }
}

void pr_recorder_add(pr_recorder_t *self, const pr_record_outcome_t *outcome)
{
    pr_record_t *out = self->out;
    pr_record_outcome_t *grown =
        self->failed ? NULL : pr_store_room(out->outcome, out->outcome_count, sizeof *grown);
    self->failed = !grown;
    if (!grown) {
        return;
    }
    out->outcome = grown;
    pr_record_outcome_t *at = &grown[out->outcome_count++];
    *at = *outcome;
    const char **text[] = {&at->unit, &at->municipality, &at->measure, &at->period, &at->item};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        *text[i] = *text[i] ? *text[i] : "";
    }
    at->period = pr_arena_copy(out->texts, at->period);
    at->item = pr_arena_copy(out->texts, at->item);
}

int pr_recorder_end(pr_recorder_t *self)
{
    pr_record_t *out = self->out;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&self->context, sizeof digest, digest);
    pr_bytes_hex(digest, sizeof digest, out->fingerprint);
    return self->failed || pr_arena_failed(out->texts) ? PR_ERR_MEMORY : 0;
}
