/* Files that are written whole or not at all, alone or as a set. */
#ifndef PR_REPORT_FILES_H
#define PR_REPORT_FILES_H

#include <poolraming/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One file: bytes go to a temporary in the same folder, so that the rename at the end is one step. */
typedef struct {
    FILE *stream;
    char *path, *temporary; /* owned */
} pr_file_writer_t;

/* Each: 0, PR_ERR_IO or PR_ERR_MEMORY with a sentence (path and reason) in `errors`; after a failure the
   temporary is gone and only pr_file_abort is still legal. */
int pr_file_open(pr_file_writer_t *self, const char *path, pr_errors_t *errors);
int pr_file_write(pr_file_writer_t *self, const char *bytes, size_t length, pr_errors_t *errors);
/* Has the temporary written by another, who knows its path and may leave temporaries of its own in `folder`
   for as long as it runs. There must be room for `space` bytes: what writes through a library of its own
   seldom says clearly what went wrong. Where `fill` fails without a sentence, errno tells why. */
typedef int pr_file_fill_t(void *context, const char *path, const char *folder, pr_errors_t *errors);
int pr_file_fill(pr_file_writer_t *self, long space, pr_file_fill_t *fill, void *context,
                 pr_errors_t *errors);
/* On disk under its temporary name. */
int pr_file_finish(pr_file_writer_t *self, pr_errors_t *errors);
/* Gives a finished file its name and frees the writer. */
int pr_file_publish(pr_file_writer_t *self, pr_errors_t *errors);
/* Removes the temporary; legal at any time and twice. */
void pr_file_abort(pr_file_writer_t *self);

/* Creates a folder and its parents; 0 where it exists. */
int pr_folder_create(const char *path, pr_errors_t *errors);

/* The files of one run: all are on disk before the first gets its name. */
typedef struct {
    char *folder;           /* owned */
    pr_file_writer_t *file; /* owned, `count` of them, all finished */
    size_t count;
    char **stale; /* owned: files of an earlier run to remove */
    size_t stale_count;
} pr_output_set_t;

/* Creates the folder. */
int pr_output_init(pr_output_set_t *self, const char *folder, pr_errors_t *errors);
/* Adds a file by its name in the folder ("results.csv", "plots/kosten.svg"). */
int pr_output_add(pr_output_set_t *self, const char *name, const char *bytes, size_t length,
                  pr_errors_t *errors);
/* The same for a file that `fill` writes: see pr_file_fill. */
int pr_output_fill(pr_output_set_t *self, const char *name, long space, pr_file_fill_t *fill, void *context,
                   pr_errors_t *errors);
/* A file that an earlier run may have left and this one did not make. */
int pr_output_drop(pr_output_set_t *self, const char *name, pr_errors_t *errors);
/* Renames all and frees the set; a rename that fails ends it there, which the sentence says. */
int pr_output_commit(pr_output_set_t *self, pr_errors_t *errors);
/* Removes all temporaries and frees the set; legal after commit and twice. */
void pr_output_abort(pr_output_set_t *self);

#endif
