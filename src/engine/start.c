#include <gsl/gsl_errno.h>
#include <poolraming/poolraming.h>

const char *pr_version(void)
{
    return POOLRAMING_VERSION;
}

void pr_start(void)
{
    gsl_set_error_handler_off();
}
