/* poolraming compare: several scenarios on common random numbers. */
#include "cli/cli.h"
#include <stdio.h>

int command_compare(const options_t *options)
{
    (void)options;
    return EXIT_FAILED;
}
