#include "analysis/parallel.h"
#include "core/memory.h"
#include <poolraming/error.h>
#include <poolraming/random.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

typedef struct {
    const pr_jobs_t *jobs;
    size_t count;
    atomic_size_t next;
    atomic_int status;
} queue_t;

typedef struct {
    queue_t *queue;
    void *workspace;
    pthread_t thread;
} worker_t;

static void work(worker_t *self)
{
    queue_t *queue = self->queue;
    for (size_t job;
         (job = atomic_fetch_add(&queue->next, 1)) < queue->count && atomic_load(&queue->status) == 0;) {
        int status = queue->jobs->run(queue->jobs->context, self->workspace, job);
        int none = 0;
        if (status != 0) {
            atomic_compare_exchange_strong(&queue->status, &none, status);
        }
    }
}

static void *thread_main(void *argument)
{
    work(argument);
    pr_keys_reset(); /* a verify build keeps a list for each thread */
    return NULL;
}

/* The calling thread works too; where the system has no more threads, fewer do. */
static void run_all(worker_t *worker, size_t count)
{
    size_t started = 1;
    while (started < count &&
           pthread_create(&worker[started].thread, NULL, thread_main, &worker[started]) == 0) {
        started++;
    }
    work(&worker[0]);
    for (size_t i = 1; i < started; i++) {
        pthread_join(worker[i].thread, NULL);
    }
}

static size_t wanted(size_t count, int threads)
{
    long most = threads > 0 ? threads : sysconf(_SC_NPROCESSORS_ONLN);
    size_t number = most < 1 ? 1 : (size_t)most;
    return number < count ? number : count;
}

int pr_jobs_run(const pr_jobs_t *self, size_t count, int threads)
{
    size_t number = wanted(count, threads), opened = 0;
    queue_t queue = {.jobs = self, .count = count};
    worker_t *worker = pr_new(number, sizeof *worker);
    int status = worker ? 0 : PR_ERR_MEMORY;
    while (status == 0 && opened < number) {
        worker[opened].queue = &queue;
        status = self->open ? self->open(self->context, &worker[opened].workspace) : 0;
        opened++;
    }
    if (status == 0 && count > 0) {
        run_all(worker, number);
        status = atomic_load(&queue.status);
    }
    for (size_t i = 0; self->close && i < opened; i++) {
        self->close(self->context, worker[i].workspace);
    }
    pr_free(worker);
    return status;
}
