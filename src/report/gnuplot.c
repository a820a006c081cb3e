/*
 * A child process with three pipes and a deadline. Its standard input is a socket, because send(MSG_NOSIGNAL)
 * is the one way to write without SIGPIPE that touches no other thread.
 */
#include "report/gnuplot.h"
#include "core/catalogue.h"
#include "report/numbers.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PICTURE_MOST = 64 << 20, WORDS_MOST = 2000, STEP_MS = 5, LOOK_MS = 100 };

typedef struct {
    pid_t pid;
    int in, out, err; /* our ends; −1 when closed */
    int child[3];     /* its ends, until it has started */
    struct timespec deadline;
    const volatile sig_atomic_t *stop; /* looked at every LOOK_MS */
} child_t;

static void close_one(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

static bool open_pipes(child_t *self)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
    bool ok = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 && pipe(out) == 0 && pipe(err) == 0;
    self->child[0] = in[0];
    self->in = in[1];
    self->out = out[0];
    self->child[1] = out[1];
    self->err = err[0];
    self->child[2] = err[1];
    const int piped[] = {out[0], out[1], err[0], err[1]};
    for (size_t i = 0; i < 4 && ok; i++) {
        ok = fcntl(piped[i], F_SETFD, FD_CLOEXEC) == 0;
    }
    return ok && fcntl(self->in, F_SETFL, O_NONBLOCK) == 0 && fcntl(self->out, F_SETFL, O_NONBLOCK) == 0 &&
           fcntl(self->err, F_SETFL, O_NONBLOCK) == 0;
}

/* Its own process group, so that what it starts can be ended with it; signals as a fresh program expects
 * them. */
static int start(child_t *self, const char *program)
{
    char name[] = "gnuplot", defaults[] = "-d"; /* −d: not the user's own settings */
    char *const argument[] = {name, defaults, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGTERM);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    for (int fd = 0; fd < 3; fd++) {
        posix_spawn_file_actions_adddup2(&files, self->child[fd], fd);
    }
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int result = posix_spawnp(&self->pid, program, &files, &attributes, argument, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return result;
}

/* 0 at the deadline or where the caller asked to stop. */
static int left_ms(const child_t *self)
{
    struct timespec now;
    if (self->stop && *self->stop) {
        return 0;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    double ms = 1e3 * (double)(self->deadline.tv_sec - now.tv_sec) +
                1e-6 * (double)(self->deadline.tv_nsec - now.tv_nsec);
    return ms <= 0 ? 0 : ms > 1e6 ? 1000000 : (int)ceil(ms);
}

static void set_deadline(child_t *self, double seconds)
{
    clock_gettime(CLOCK_MONOTONIC, &self->deadline);
    double whole = floor(seconds);
    self->deadline.tv_sec += (time_t)whole;
    self->deadline.tv_nsec += (long)((seconds - whole) * 1e9);
}

/* Sends what the child takes now; closes its input at the end, or where it takes no more. */
static void feed(child_t *self, const pr_text_t *script, size_t *sent)
{
    while (*sent < script->length) {
        ssize_t n = send(self->in, script->data + *sent, script->length - *sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (n < 0) {
            break;
        }
        *sent += (size_t)n;
    }
    close_one(&self->in);
}

/* Reads what is there; keeps up to `most` bytes and throws the rest away, so that the child never blocks. */
static void drain(int *fd, pr_text_t *out, size_t most)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(*fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (n <= 0) {
            close_one(fd);
            return;
        }
        size_t room = most > out->length ? most - out->length : 0;
        pr_text_add(out, bytes, (size_t)n < room ? (size_t)n : room);
    }
}

/* Until both outputs are at their end; false at the deadline or when asked to stop. */
static bool converse(child_t *self, const pr_text_t *script, pr_text_t *picture, pr_text_t *words)
{
    size_t sent = 0;
    while (self->out >= 0 || self->err >= 0) {
        struct pollfd poll_of[] = {
            {self->in, POLLOUT, 0}, {self->out, POLLIN, 0}, {self->err, POLLIN, 0}}; /* −1 is passed over */
        int left = left_ms(self);
        int ready = left == 0 ? 0 : poll(poll_of, 3, left < LOOK_MS ? left : LOOK_MS);
        if (left == 0 || (ready < 0 && errno != EINTR)) {
            return false;
        }
        if (ready <= 0) {
            continue;
        }
        if (self->in >= 0) {
            feed(self, script, &sent);
        }
        if (self->out >= 0) {
            drain(&self->out, picture, PICTURE_MOST);
        }
        if (self->err >= 0) {
            drain(&self->err, words, WORDS_MOST);
        }
    }
    return true;
}

/* Waits for the end; false at the deadline. Its outputs may be closed long before. */
static bool await(child_t *self, int *status)
{
    for (;;) {
        pid_t ended = waitpid(self->pid, status, WNOHANG);
        if (ended == self->pid || (ended < 0 && errno != EINTR)) {
            self->pid = -1;
            return true;
        }
        if (left_ms(self) == 0) {
            return false;
        }
        const struct timespec step = {0, STEP_MS * 1000000L};
        nanosleep(&step, NULL);
    }
}

/* The group first: while its leader is not waited for, its number cannot be another's. */
static void end(child_t *self)
{
    if (self->pid > 0) {
        kill(-self->pid, SIGKILL);
        while (waitpid(self->pid, NULL, 0) < 0 && errno == EINTR) {
        }
        self->pid = -1;
    }
}

/* The child's words as one line. */
static const char *one_line(pr_text_t *words)
{
    if (!words->data) {
        return N_("it said nothing");
    }
    char *to = words->data;
    for (const char *from = words->data; *from; from++) {
        bool blank = strchr(" \t\r\n", *from) != NULL;
        if (!blank || (to > words->data && to[-1] != ' ')) {
            *to++ = blank ? ' ' : *from;
        }
    }
    to -= to > words->data && to[-1] == ' ';
    *to = '\0';
    return words->data;
}

/* What posix_spawn may leave a child to tell instead of failing itself. */
enum { NOT_STARTED = 127 };

static int hopeless_start(const char *program, const char *why, pr_errors_t *errors)
{
    pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "\"%s\" cannot be started: %s", program, why);
    return PR_GNUPLOT_HOPELESS;
}

static int judge(const char *program, int status, const pr_text_t *picture, pr_text_t *words,
                 pr_errors_t *errors)
{
    if (picture->failed) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    if (WIFSIGNALED(status)) {
        return pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "gnuplot was ended by signal %d: %s",
                             WTERMSIG(status), pr_errors_words(errors, one_line(words)));
    }
    if (WEXITSTATUS(status) == NOT_STARTED) {
        return hopeless_start(program, pr_errors_words(errors, one_line(words)), errors);
    }
    if (WEXITSTATUS(status) != 0 || picture->length == 0 || picture->length >= PICTURE_MOST) {
        return pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "gnuplot failed (status %d): %s",
                             WEXITSTATUS(status), pr_errors_words(errors, one_line(words)));
    }
    return 0;
}

int pr_gnuplot_run(const char *program, double seconds, const volatile sig_atomic_t *stop,
                   const pr_text_t *script, pr_text_t *picture, pr_errors_t *errors)
{
    child_t child = {.pid = -1, .stop = stop};
    pr_text_t words;
    int status = 0, result;
    pr_text_init(&words);
    if (!open_pipes(&child)) {
        result = pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "no pipe to gnuplot: %s",
                               pr_reason(errors ? errors->lang : PR_LANG_EN, errno).s);
        goto out;
    }
    int failed = start(&child, program);
    if (failed) {
        child.pid = -1;
        result = hopeless_start(program, pr_reason(errors ? errors->lang : PR_LANG_EN, failed).s, errors);
        goto out;
    }
    for (int fd = 0; fd < 3; fd++) {
        close_one(&child.child[fd]);
    }
    set_deadline(&child, seconds);
    if (converse(&child, script, picture, &words) && await(&child, &status)) {
        result = judge(program, status, picture, &words, errors);
    } else {
        result = PR_GNUPLOT_HOPELESS;
        if (stop && *stop) {
            pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "gnuplot was ended because the run was interrupted");
        } else {
            pr_errors_add(errors, PR_ERR_CHILD, NULL, 0, "gnuplot did not finish within %s s and was ended",
                          pr_short(errors ? errors->lang : PR_LANG_EN, seconds).s);
        }
    }
out:
    end(&child);
    for (int fd = 0; fd < 3; fd++) {
        close_one(&child.child[fd]);
    }
    close_one(&child.in);
    close_one(&child.out);
    close_one(&child.err);
    pr_text_free(&words);
    return result;
}
