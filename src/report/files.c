/* Files that are written whole or not at all: temporary in the same folder, fsync, rename, fsync of the
 * folder. */
#include "report/files.h"
#include "core/catalogue.h"
#include "core/memory.h"
#include "core/text.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 1000 };

static int fail(pr_errors_t *errors, const char *path, const char *what, int reason)
{
    return pr_errors_add(errors, PR_ERR_IO, path, 0, "%s: %s", pr_errors_words(errors, what),
                         pr_reason(errors ? errors->lang : PR_LANG_EN, reason).s);
}

/* A file that outgrows RLIMIT_FSIZE also raises SIGXFSZ, which ends a process that does not expect it: held
   back for this thread and taken away again, so that only the error remains. */
typedef struct {
    sigset_t before;
    bool pending;
} quiet_t;

static void quiet_begin(quiet_t *self)
{
    sigset_t set, pending;
    sigemptyset(&set);
    sigaddset(&set, SIGXFSZ);
    sigpending(&pending);
    self->pending = sigismember(&pending, SIGXFSZ) == 1;
    pthread_sigmask(SIG_BLOCK, &set, &self->before);
}

static void quiet_end(const quiet_t *self)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGXFSZ);
    const struct timespec now = {0};
    if (!self->pending) {
        while (sigtimedwait(&set, NULL, &now) > 0) {
        }
    }
    pthread_sigmask(SIG_SETMASK, &self->before, NULL);
}

/* The folder of a path; "." where it names none. The caller frees it. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = pr_text_copy(slash ? path : ".");
    if (folder && slash) {
        folder[slash == path ? 1 : slash - path] = '\0';
    }
    return folder;
}

/* ".results.csv.4711-0.tmp" beside `path`: hidden, and never the name of an output. */
static char *temporary_name(const char *path, int number)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    pr_text_t name;
    pr_text_init(&name);
    pr_text_addf(&name, "%.*s.%s.%ld-%d.tmp", folder, path, path + folder, (long)getpid(), number);
    if (name.failed) {
        pr_text_free(&name);
    }
    return name.data;
}

/* O_EXCL and O_NOFOLLOW: never another's file, never through a link. The mode leaves rights to the umask. */
static int open_temporary(pr_file_writer_t *self, const char *path, pr_errors_t *errors)
{
    for (int number = 0; number < TRIES; number++) {
        pr_free(self->temporary);
        self->temporary = temporary_name(path, number);
        if (!self->temporary) {
            return pr_errors_add(errors, PR_ERR_MEMORY, path, 0, "out of memory");
        }
        int fd = open(self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0) {
            self->stream = fdopen(fd, "wb");
            return self->stream ? 0 : (close(fd), unlink(self->temporary), PR_ERR_MEMORY);
        }
        if (errno != EEXIST) {
            break;
        }
    }
    int reason = errno;
    pr_free(self->temporary);
    self->temporary = NULL; /* nothing of ours to remove */
    return fail(errors, path, N_("cannot be written"), reason);
}

int pr_file_open(pr_file_writer_t *self, const char *path, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return fail(errors, path, N_("cannot be written"), EISDIR);
    }
    self->path = pr_text_copy(path);
    int result = self->path ? open_temporary(self, path, errors)
                            : pr_errors_add(errors, PR_ERR_MEMORY, path, 0, "out of memory");
    if (result != 0) {
        pr_file_abort(self);
    }
    return result;
}

void pr_file_abort(pr_file_writer_t *self)
{
    if (self->stream) {
        fclose(self->stream);
    }
    if (self->temporary) {
        unlink(self->temporary);
    }
    pr_free(self->path);
    pr_free(self->temporary);
    memset(self, 0, sizeof *self);
}

int pr_file_write(pr_file_writer_t *self, const char *bytes, size_t length, pr_errors_t *errors)
{
    quiet_t quiet;
    quiet_begin(&quiet);
    errno = 0;
    bool whole = fwrite(bytes, 1, length, self->stream) == length;
    int reason = errno ? errno : EIO;
    int result = whole ? 0 : fail(errors, self->path, N_("cannot be written"), reason);
    if (!whole) {
        pr_file_abort(self);
    }
    quiet_end(&quiet);
    return result;
}

/* 0, or why there is no room: taken, and given back at once. */
static int lacks_room(FILE *stream, long space)
{
    int fd = fileno(stream), reason = posix_fallocate(fd, 0, space);
    return ftruncate(fd, 0) != 0 && !reason ? errno : reason;
}

int pr_file_fill(pr_file_writer_t *self, long space, pr_file_fill_t *fill, void *context, pr_errors_t *errors)
{
    quiet_t quiet;
    quiet_begin(&quiet);
    char *folder = folder_of(self->path);
    int reason = lacks_room(self->stream, space), result = PR_ERR_IO;
    if (!folder) {
        result = pr_errors_add(errors, PR_ERR_MEMORY, self->path, 0, "out of memory");
    } else if (reason || (result = fill(context, self->temporary, folder, errors)) == PR_ERR_IO) {
        result = fail(errors, self->path, N_("cannot be written"), reason ? reason : errno);
    }
    pr_free(folder);
    if (result != 0) {
        pr_file_abort(self);
    }
    quiet_end(&quiet);
    return result;
}

int pr_file_finish(pr_file_writer_t *self, pr_errors_t *errors)
{
    quiet_t quiet;
    quiet_begin(&quiet);
    errno = 0;
    bool whole = fflush(self->stream) == 0 && fsync(fileno(self->stream)) == 0;
    int reason = errno ? errno : EIO;
    if (fclose(self->stream) != 0 && whole) {
        whole = false;
        reason = errno ? errno : EIO;
    }
    self->stream = NULL;
    int result = whole ? 0 : fail(errors, self->path, N_("cannot be written"), reason);
    if (!whole) {
        pr_file_abort(self);
    }
    quiet_end(&quiet);
    return result;
}

/* A rename outlives a power cut only once its folder is on disk. Some file systems cannot sync a folder
   (EINVAL): nothing to be done there. */
static int sync_folder(const char *path, pr_errors_t *errors)
{
    char *folder = folder_of(path);
    if (!folder) {
        return pr_errors_add(errors, PR_ERR_MEMORY, path, 0, "out of memory");
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = 0;
    if (fd >= 0) {
        if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) {
            result = fail(errors, folder, N_("the folder cannot be brought to disk"), errno);
        }
        close(fd);
    }
    pr_free(folder);
    return result;
}

static int rename_only(pr_file_writer_t *self, pr_errors_t *errors)
{
    if (rename(self->temporary, self->path) != 0) {
        return fail(errors, self->path, N_("cannot be replaced"), errno);
    }
    pr_free(self->temporary);
    self->temporary = NULL;
    return 0;
}

int pr_file_publish(pr_file_writer_t *self, pr_errors_t *errors)
{
    int result = rename_only(self, errors);
    if (result == 0) {
        result = sync_folder(self->path, errors);
    }
    pr_file_abort(self);
    return result;
}

static int create_one(const char *path, pr_errors_t *errors)
{
    if (mkdir(path, 0777) == 0) {
        return 0;
    }
    int reason = errno;
    struct stat status;
    if (stat(path, &status) == 0) { /* also where a parent exists that may not be written */
        return S_ISDIR(status.st_mode) ? 0 : fail(errors, path, N_("is not a folder"), ENOTDIR);
    }
    return fail(errors, path, N_("the folder cannot be created"), reason);
}

int pr_folder_create(const char *path, pr_errors_t *errors)
{
    char *part = pr_text_copy(path);
    if (!part) {
        return pr_errors_add(errors, PR_ERR_MEMORY, path, 0, "out of memory");
    }
    int result = 0;
    for (char *slash = strchr(part + (*part == '/'), '/'); slash && result == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        result = create_one(part, errors);
        *slash = '/';
    }
    if (result == 0) {
        result = create_one(*part ? part : ".", errors);
    }
    pr_free(part);
    return result;
}
