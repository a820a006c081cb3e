/* Where the program's own files are: seen from the program itself, so that an installed tree can be moved. */
#include "cli/cli.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* The folder of the program; false where the system does not say. */
static bool own_folder(char out[PATH_MAX])
{
    const char *called =
        (const char *)getauxval(AT_EXECFN); /* where /proc is not mounted: what was started */
    if (!realpath("/proc/self/exe", out) && !(called && realpath(called, out))) {
        return false;
    }
    char *slash = strrchr(out, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return true;
}

static bool holds_files(const char *folder, const char *rest, char *out, size_t size)
{
    char known[PATH_MAX + 64];
    int length = snprintf(out, size, "%s%s", folder, rest);
    bool fits = length > 0 && (size_t)length < size;
    snprintf(known, sizeof known, "%s/scenarios/basis.cfg", out);
    return fits && access(known, R_OK) == 0;
}

bool find_own_files(char *out, size_t size)
{
    char folder[PATH_MAX];
    bool known = own_folder(folder);
    if (known && holds_files(folder, "/share/poolraming", out, size)) {
        return true;
    }
    if (!known || !holds_files(folder, "/" POOLRAMING_DATA_FROM_PROGRAM, out, size)) {
        snprintf(out, size, "%s", POOLRAMING_DATA);
    }
    return false;
}
