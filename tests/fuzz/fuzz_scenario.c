/*
 * Any bytes as a scenario, and as an overlay on a small one that is right: either errors that are fit to
 * print, or a scenario that reads back as itself and draws finite numbers. With libFuzzer, or as a plain
 * program that replays the files it is given.
 */
#include "scenario/lexer.h"
#include <math.h>
#include <poolraming/poolraming.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 loses the text it was reading where a syntax error follows it. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libconfig.so";
}

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "it must hold that %s\n", what);
        abort();
    }
}

/* A file of our own, made once and removed at the end; `i` is 0 or 1. */
static char path[2][32] = {"/tmp/poolraming-fuzz-XXXXXX", "/tmp/poolraming-fuzz-XXXXXX"};

static void remove_files(void)
{
    unlink(path[0]);
    unlink(path[1]);
}

static void write_file(int i, const char *before, const char *bytes, size_t size)
{
    static int file[2];
    if (file[i] == 0) {
        file[i] = mkstemp(path[i]);
        atexit(remove_files);
    }
    size_t length = strlen(before);
    must(ftruncate(file[i], 0) == 0 && pwrite(file[i], before, length, 0) == (ssize_t)length &&
             pwrite(file[i], bytes, size, (off_t)length) == (ssize_t)size,
         "the file can be written");
}

static void check_errors(const pr_errors_t *errors)
{
    static char line[8192];
    must(errors->count > 0, "a failure is told");
    for (size_t i = 0; i < errors->count; i++) {
        must(pr_errors_format(errors, i, line, sizeof line) < sizeof line, "an error is short");
        for (const char *c = line; *c; c++) {
            must((unsigned char)*c >= 0x20 && *c != 0x7F, "an error is fit to print");
        }
    }
}

static void check_scenario(const pr_scenario_t *first)
{
    static pr_scenario_t second;
    static pr_inputs_t drawn;
    pr_warning_t warnings[PR_WARNINGS_MAX];
    must(pr_scenario_warnings(first, warnings) <= PR_WARNINGS_MAX, "warnings fit");
    pr_scenario_draw(first, 2385, 7, &drawn);
    for (size_t i = 0; i < first->setting_count; i++) {
        double value = *(const double *)(const void *)((const char *)&drawn + first->setting[i].offset);
        must(isfinite(value), "a draw is finite");
    }
    write_file(1, "", first->resolved, strlen(first->resolved));
    must(pr_scenario_load(&second, path[1], NULL, 0, NULL) == 0, "the resolved text reads back");
    must(strcmp(first->resolved, second.resolved) == 0, "it reads back as itself");
    pr_scenario_free(&second);
}

static void check_load(void)
{
    static pr_scenario_t scenario;
    pr_errors_t errors;
    pr_errors_init(&errors);
    int status = pr_scenario_load(&scenario, path[0], NULL, 0, &errors);
    if (status == 0) {
        check_scenario(&scenario);
    } else {
        check_errors(&errors);
    }
    pr_scenario_free(&scenario);
    pr_errors_free(&errors);
}

static void check_lexer(const uint8_t *data, size_t size)
{
    char *text = calloc(size + 1, 1);
    pr_text_t out;
    pr_errors_t errors;
    pr_text_init(&out);
    pr_errors_init(&errors);
    memcpy(text, data, size);
    if (pr_lexer_prepare(text, size, "fuzz", 1, &out, &errors) != 0) {
        check_errors(&errors);
    }
    pr_errors_free(&errors);
    pr_text_free(&out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char small[] = "extends = \"" POOLRAMING_TESTS "/fuzz/small.cfg\";\n";
    if (size == 0) {
        return 0;
    }
    pr_start();
    check_lexer(data, size);
    const char *text = (const char *)data;
    write_file(0, "", text, size);
    check_load();
    if (size > 8 && memcmp(text, "extends ", 8) == 0 &&
        memchr(text, '\n', size)) { /* small.cfg takes its place */
        const char *rest = (const char *)memchr(text, '\n', size) + 1;
        size -= (size_t)(rest - text);
        text = rest;
    }
    write_file(0, small, text, size);
    check_load();
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
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}
#endif
