/* The files of one run, published together: see files.h. */
#include "core/memory.h"
#include "core/text.h"
#include "report/files.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

int pr_output_init(pr_output_set_t *self, const char *folder, pr_errors_t *errors)
{
    memset(self, 0, sizeof *self);
    self->folder = pr_text_copy(folder);
    if (!self->folder) {
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    return pr_folder_create(folder, errors);
}

/* folder/name, with the folder that a name such as "plots/kosten.svg" asks for; NULL after an error. */
static char *path_of(const pr_output_set_t *self, const char *name)
{
    pr_text_t path;
    pr_text_init(&path);
    pr_text_addf(&path, "%s/%s", self->folder, name);
    if (path.failed) {
        pr_text_free(&path);
    }
    return path.data;
}

static int create_parent(char *path, pr_errors_t *errors)
{
    char *slash = strrchr(path, '/');
    *slash = '\0';
    int result = pr_folder_create(path, errors);
    *slash = '/';
    return result;
}

/* Room for one more file, opened under the name; NULL after an error. */
static pr_file_writer_t *open_next(pr_output_set_t *self, const char *name, int *result, pr_errors_t *errors)
{
    pr_file_writer_t *file = pr_resize(self->file, self->count + 1, sizeof *file);
    char *path = path_of(self, name);
    *result = PR_ERR_MEMORY;
    if (file) {
        self->file = file;
    }
    if (!file || !path) {
        pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    } else if ((*result = create_parent(path, errors)) == 0) {
        *result = pr_file_open(&self->file[self->count], path, errors);
    }
    pr_free(path);
    return *result == 0 ? &self->file[self->count] : NULL;
}

int pr_output_add(pr_output_set_t *self, const char *name, const char *bytes, size_t length,
                  pr_errors_t *errors)
{
    int result;
    pr_file_writer_t *file = open_next(self, name, &result, errors);
    if (file && (result = pr_file_write(file, bytes, length, errors)) == 0 &&
        (result = pr_file_finish(file, errors)) == 0) {
        self->count++;
    }
    return result;
}

int pr_output_fill(pr_output_set_t *self, const char *name, long space, pr_file_fill_t *fill, void *context,
                   pr_errors_t *errors)
{
    int result;
    pr_file_writer_t *file = open_next(self, name, &result, errors);
    if (file && (result = pr_file_fill(file, space, fill, context, errors)) == 0 &&
        (result = pr_file_finish(file, errors)) == 0) {
        self->count++;
    }
    return result;
}

int pr_output_drop(pr_output_set_t *self, const char *name, pr_errors_t *errors)
{
    char **stale = pr_resize(self->stale, self->stale_count + 1, sizeof *stale);
    char *path = path_of(self, name);
    if (stale) {
        self->stale = stale;
    }
    if (!stale || !path) {
        pr_free(path);
        return pr_errors_add(errors, PR_ERR_MEMORY, NULL, 0, "out of memory");
    }
    self->stale[self->stale_count++] = path;
    return 0;
}

int pr_output_commit(pr_output_set_t *self, pr_errors_t *errors)
{
    int result = 0;
    size_t done = 0;
    while (done < self->count && (result = pr_file_publish(&self->file[done], errors)) == 0) {
        done++;
    }
    if (result != 0 && done > 0) {
        pr_errors_add(errors, result, self->folder, 0,
                      "%zu of %zu files are of this run, the others of an earlier one", done, self->count);
    }
    for (size_t i = 0; i < self->stale_count && result == 0; i++) {
        if (unlink(self->stale[i]) != 0 && errno != ENOENT) {
            result = pr_errors_add(errors, PR_ERR_IO, self->stale[i], 0,
                                   "is of an earlier run and cannot be removed");
        }
    }
    pr_output_abort(self);
    return result;
}

void pr_output_abort(pr_output_set_t *self)
{
    for (size_t i = 0; i < self->count; i++) {
        pr_file_abort(&self->file[i]);
    }
    for (size_t i = 0; i < self->stale_count; i++) {
        pr_free(self->stale[i]);
    }
    pr_free(self->file);
    pr_free(self->stale);
    pr_free(self->folder);
    memset(self, 0, sizeof *self);
}
