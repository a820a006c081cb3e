/* Memory runs out at the n-th request, for every n: a decision says so, and gives back all it took. */
#include "fault/out_of_memory.h"
#include "support_run.h"
#include <math.h>
#include <poolraming/decide.h>
#include <stdlib.h>

#include "report/decide_files.h"

static pr_scenario_t scenario[2];

/* A decision and the text of one of its tables. */
static int decide(void)
{
    const pr_scenario_t *list[] = {&scenario[0], &scenario[1]};
    const pr_decide_options_t how = {
        .value = 1500, .success_value = NAN, .run = options_of(61, PR_DECIDE_LEAST, 1)};
    pr_decide_t decided;
    pr_text_t text;
    size_t count = 0;
    pr_text_init(&text);
    int status = pr_decide_run(&decided, list, 2, &how, NULL);
    if (status == 0) {
        pr_decide_csv(&pr_decide_tables(&count)[1], &decided, PR_CSV_RFC4180, false, &text);
        status = text.failed ? PR_ERR_MEMORY : 0;
    }
    pr_text_free(&text);
    pr_decide_free(&decided);
    return status;
}

static int call(long n)
{
    count_requests(n, false);
    int status = decide();
    counted();
    assert_int_equal(held, 0);
    return status;
}

static void every_request(void **state)
{
    (void)state;
    assert_int_equal(call(0), 0);
    long all = requests;
    assert_true(all > 40);
    for (long n = 1; n <= all; n++) {
        int status = call(n);
        if (status != PR_ERR_MEMORY) {
            fail_msg("request %ld of %ld failed: status %d", n, all, status);
        }
    }
}

int main(void)
{
    static const char *const fixed[] = {"run.parameters=\"fixed\""};
    pr_start();
    for (size_t k = 0; k < 2; k++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s.cfg", POOLRAMING_SCENARIOS, k ? "stop-2025" : "basis");
        pr_errors_t errors;
        pr_errors_init(&errors);
        if (pr_scenario_load(&scenario[k], path, fixed, 1, &errors) != 0) {
            return 1;
        }
        pr_errors_free(&errors);
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_request)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    pr_scenario_free(&scenario[0]);
    pr_scenario_free(&scenario[1]);
    return failed;
}
