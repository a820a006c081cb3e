/* The progress line on stderr: only on a terminal unless asked for, a few times a second. */
#include "cli/cli.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static struct {
    bool shown, terminal, any;
    pr_lang_t lang;
    double started, last;
} state;

double monotonic_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void progress_start(pr_lang_t lang, progress_mode_t mode, bool quiet)
{
    state.terminal = isatty(STDERR_FILENO) == 1;
    state.shown = mode == PROGRESS_ALWAYS || (mode == PROGRESS_AUTO && state.terminal && !quiet);
    state.lang = lang;
    state.started = state.last = monotonic_seconds();
    state.any = false;
}

/* "45 s", "12 min", "3 h": no more digits than a guess deserves. */
static void format_time(double seconds, char out[32])
{
    bool minutes = seconds >= 120, hours = seconds >= 7200;
    snprintf(out, 32, "%.0f %s",
             hours     ? seconds / 3600
             : minutes ? seconds / 60
                       : seconds,
             hours     ? pr_translate(state.lang, "h")
             : minutes ? "min"
                       : "s");
}

void progress_show(void *context, uint64_t done, uint64_t most)
{
    (void)context;
    double now = monotonic_seconds();
    if (!state.shown || most == 0 || (now - state.last < 0.25 && done < most)) {
        return;
    }
    state.last = now;
    state.any = true;
    double left = (now - state.started) * (double)(most - done) / (double)(done ? done : 1);
    char time_left[32];
    format_time(left, time_left);
    fprintf(stderr, pr_translate(state.lang, "%s%llu of %llu replicates (%.0f%%), %s left%s"),
            state.terminal ? "\r" : "", (unsigned long long)done, (unsigned long long)most,
            100.0 * (double)done / (double)most, time_left, state.terminal ? "   " : "\n");
    fflush(stderr);
}

void progress_end(void)
{
    if (state.any && state.terminal) {
        fprintf(stderr, "\r%60s\r", "");
    }
    state.any = false;
}
