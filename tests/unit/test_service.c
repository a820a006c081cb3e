#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/service.h"
#include "support_pool.h"

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

static void everyone_gets_the_same_part(void **state)
{
    (void)state;
    pr_service_t self;
    double served[3], given[3], gone[3];
    pr_service_init(&self, 3);
    pr_service_arrive(&self, (double[]){6, 5, 2}, (double[]){40, 12.5, 0});
    pr_service_serve(&self, (double[]){10, 20, 0}, served, given);
    assert_true(near(served[0], 1.5) && near(self.residents[0], 4.5) && near(self.hours[0], 30));
    assert_true(given[0] == 10);
    assert_true(served[1] == 5 && self.residents[1] == 0 && self.hours[1] == 0 && given[1] == 12.5);
    assert_true(served[2] == 2 && self.residents[2] == 0 && given[2] == 0); /* nothing to do: helped */

    pr_service_leave(&self, 0.2, gone);
    assert_true(near(gone[0], 0.9) && near(self.residents[0], 3.6) && near(self.hours[0], 24));
    assert_true(gone[1] == 0);
    pr_service_leave(&self, 1, gone);
    assert_true(near(gone[0], 3.6) && self.residents[0] == 0 && self.hours[0] == 0);
}

/* Awkward fractions for many months: no resident appears, none is left when the work is done. */
static void a_queue_that_empties_is_exactly_empty(void **state)
{
    (void)state;
    pr_service_t self;
    double in = 0, out = 0, served[1], given[1], gone[1];
    pr_service_init(&self, 1);
    for (int t = 0; t < 500; t++) {
        double n = 1 + t % 7;
        pr_service_arrive(&self, &n, (double[]){n * (10.0 / 3 + 0.1 * (t % 11))});
        pr_service_serve(&self, (double[]){t % 50 == 49 ? 1e6 : 4.7}, served, given);
        assert_true(t % 50 != 49 || (self.residents[0] == 0 && self.hours[0] == 0));
        pr_service_leave(&self, 0.0237, gone);
        assert_true(self.residents[0] >= 0 && self.hours[0] >= 0);
        in += n;
        out += served[0] + gone[0];
        assert_true(fabs(in - out - self.residents[0]) <= 1e-9 * in);
    }
}

static void themes_leave_in_proportion(void **state)
{
    (void)state;
    pr_theme_stock_t self = {.waiting = {4, 0, 2}, .arrived = 10, .served = 8};
    const double share[] = {0, 1, 0};
    const uint32_t word[] = {1u << 30, 1u << 31, 3u << 30};
    double demand[3], served[3];
    pr_theme_settle(&self, 3, share, word, 6, demand, served); /* 16 there, 8 served, 2 gave up, 6 left */
    assert_true(demand[0] == 0 && demand[1] == 10 && demand[2] == 0);
    assert_true(near(served[0], 2) && near(served[1], 5) && near(served[2], 1));
    assert_true(near(self.waiting[0], 1.5) && near(self.waiting[1], 3.75) && near(self.waiting[2], 0.75));
    assert_true(self.arrived == 0 && self.served == 0);

    self = (pr_theme_stock_t){0};
    pr_theme_settle(&self, 3, share, word, 0, demand, served); /* nobody at all */
    assert_true(demand[1] == 0 && served[1] == 0 && self.waiting[1] == 0);
    self.arrived = self.served = 3;
    pr_theme_settle(&self, 1, (double[]){1}, word, 0, demand, served);
    assert_true(demand[0] == 3 && near(served[0], 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyone_gets_the_same_part),
        cmocka_unit_test(a_queue_that_empties_is_exactly_empty),
        cmocka_unit_test(themes_leave_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
