/*
 * Any bytes as half-year reports and as published figures: either errors that are fit to print and nothing
 * read, or figures within their range. With libFuzzer, or as a plain program that replays the files it is
 * given.
 */
#include <math.h>
#include <poolraming/poolraming.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "it must hold that %s\n", what);
        abort();
    }
}

static void check_errors(int status, const pr_errors_t *errors)
{
    static char line[8192];
    must((status == 0) == (errors->count == 0), "a failure is told, and nothing else");
    for (size_t i = 0; i < errors->count; i++) {
        must(pr_errors_format(errors, i, line, sizeof line) < sizeof line, "an error is short");
        must(strstr(line, "fuzz.csv:") == line, "an error has its place");
        for (const char *c = line; *c; c++) {
            must((unsigned char)*c >= 0x20 && *c != 0x7F, "an error is fit to print");
        }
    }
}

static void check_reported(const pr_scenario_t *scenario, int status, const pr_reported_t *of)
{
    size_t figures = 0;
    for (int kind = 0; kind < PR_REPORTED_KINDS; kind++) {
        for (size_t scope = 0; scope <= PR_MAX_MUNICIPALITIES; scope++) {
            for (int half = 0; half < PR_MAX_HALVES; half++) {
                double x = of->value[kind][scope][half];
                must(isnan(x) || (x >= 0 && x <= 1e6), "a figure is in range");
                must(isnan(x) || (scope <= scenario->municipality_count && half < of->halves),
                     "it has its place");
                figures += isnan(x) ? 0 : 1;
            }
        }
    }
    must(figures == of->figures && (status == 0 || figures == 0),
         "figures are counted, and none where it failed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pr_scenario_t scenario;
    static pr_reported_t reported;
    static pr_published_list_t published;
    if (!scenario.id) {
        pr_start();
        must(pr_scenario_load(&scenario, POOLRAMING_TESTS "/fuzz/small.cfg", NULL, 0, NULL) == 0,
             "small.cfg loads");
    }
    for (int kind = 0; kind < 2; kind++) {
        char *bytes = calloc(size + 1, 1);
        pr_errors_t errors;
        pr_errors_init(&errors);
        memcpy(bytes, data, size);
        int status = kind ? pr_published_parse(&published, "fuzz.csv", bytes, size, &errors)
                          : pr_reported_parse(&reported, &scenario, "fuzz.csv", bytes, size, &errors);
        check_errors(status, &errors);
        if (kind == 0) {
            check_reported(&scenario, status, &reported);
        }
        pr_errors_free(&errors);
        free(bytes);
    }
    return 0;
}

#ifndef POOLRAMING_LIBFUZZER
int main(int count, char **names)
{
    static uint8_t bytes[2 << 20];
    for (int i = 1; i < count; i++) {
        FILE *stream = fopen(names[i], "rb");
        if (!stream) {
            perror(names[i]);
            return 2;
        }
        size_t size = fread(bytes, 1, sizeof bytes, stream);
        fclose(stream);
        for (size_t part = 0; part <= size; part++) { /* cut off anywhere */
            LLVMFuzzerTestOneInput(bytes, part);
        }
    }
    return 0;
}
#endif
