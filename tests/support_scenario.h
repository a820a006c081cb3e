/* Scenarios from texts: written to a folder of their own, loaded, and asked what was wrong with them. */
#ifndef PR_TESTS_SUPPORT_SCENARIO_H
#define PR_TESTS_SUPPORT_SCENARIO_H

#include <poolraming/poolraming.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BASIS "extends = \"" POOLRAMING_SCENARIOS "/basis.cfg\";\n"

typedef struct {
    pr_scenario_t scenario;
    pr_errors_t errors;
    int status;
} loaded_t;

static char scenario_folder[] = "/tmp/poolraming-XXXXXX";

static inline int scenario_setup(void **state)
{
    (void)state;
    pr_start();
    return mkdtemp(scenario_folder) ? 0 : -1;
}

static inline int scenario_teardown(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", scenario_folder);
    return system(command);
}

/* Name of a file in the folder; good until the next but three. */
static inline const char *scenario_path(const char *name)
{
    static char path[4][128];
    static int next;
    char *out = path[next++ % 4];
    snprintf(out, sizeof path[0], "%s/%s", scenario_folder, name);
    return out;
}

static inline const char *scenario_write(const char *name, const char *bytes, size_t length)
{
    const char *path = scenario_path(name);
    FILE *stream = fopen(path, "wb");
    if (!stream || fwrite(bytes, 1, length, stream) != length || fclose(stream) != 0) {
        abort();
    }
    return path;
}

static inline loaded_t *scenario_load(const char *path, const char *const *assignments, size_t count)
{
    loaded_t *self = calloc(1, sizeof *self);
    pr_errors_init(&self->errors);
    self->status = pr_scenario_load(&self->scenario, path, assignments, count, &self->errors);
    return self;
}

static inline loaded_t *scenario_load_text(const char *name, const char *text)
{
    return scenario_load(scenario_write(name, text, strlen(text)), NULL, 0);
}

static inline void scenario_free(loaded_t *self)
{
    pr_scenario_free(&self->scenario);
    pr_errors_free(&self->errors);
    free(self);
}

/* All errors, a line each; the caller frees it. */
static inline char *scenario_errors(const loaded_t *self)
{
    char *out = calloc(self->errors.count + 1, 2048);
    for (size_t i = 0; i < self->errors.count; i++) {
        size_t length = strlen(out);
        pr_errors_format(&self->errors, i, out + length, 2047);
        strcat(out, "\n");
    }
    return out;
}

static inline void scenario_print_errors(const loaded_t *self)
{
    char *errors = scenario_errors(self);
    fputs(errors, stderr);
    free(errors);
}

static inline const pr_setting_t *scenario_setting(const loaded_t *self, const char *path)
{
    for (size_t i = 0; i < self->scenario.setting_count; i++) {
        if (strcmp(self->scenario.setting[i].path, path) == 0) {
            return &self->scenario.setting[i];
        }
    }
    return NULL;
}

#endif
