/* Independent jobs over threads: no order among them, each writes a place of its own. */
#ifndef PR_ANALYSIS_PARALLEL_H
#define PR_ANALYSIS_PARALLEL_H

#include <stddef.h>

/* `open` makes a workspace for one thread, `close` frees it (both may be NULL). */
typedef struct {
    void *context;
    int (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    int (*run)(void *context, void *worker, size_t job);
} pr_jobs_t;

/* Jobs 0 … count − 1; threads 0: all cores. 0, or the status that a job or `open` returned first. */
int pr_jobs_run(const pr_jobs_t *self, size_t count, int threads);

#endif
