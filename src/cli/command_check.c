/* poolraming check, init and settings: what has to do with a scenario and not with a run. */
#include "cli/cli.h"
#include <errno.h>
#include <limits.h>
#include <poolraming/register.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int command_check(const options_t *options)
{
    pr_scenario_t scenario;
    int status = load_scenario(options, options->operand[0], &scenario);
    if (status != EXIT_DONE) {
        return status;
    }
    pr_errors_t errors;
    pr_errors_init_in(&errors, options->lang);
    if (!options->quiet) {
        print_scenario_warnings(options->lang, &scenario);
    }
    if (options->format == FORMAT_JSON) {
        status = exit_status(pr_report_register_json(options->lang, &scenario, stdout, &errors));
    } else if (!options->quiet) {
        status = exit_status(pr_report_register(options->lang, &scenario, stdout, &errors));
    }
    print_errors(&errors);
    pr_errors_free(&errors);
    pr_scenario_free(&scenario);
    return status;
}

/* `to` as seen from the folder `from`, both whole and without links; false where it does not fit. */
static bool seen_from(const char *from, const char *to, char *out, size_t size)
{
    size_t common = 0; /* bytes of `to` up to where the two part, a '/' included */
    for (size_t i = 0; to[i]; i++) {
        if (to[i] == '/' && (from[i] == '/' || !from[i])) {
            common = i + 1;
        }
        if (to[i] != from[i]) {
            break;
        }
    }
    size_t length = 0;
    const char *rest = common < strlen(from) ? from + common : "";
    for (bool inside = false; *rest; rest++) {
        bool begins = !inside && *rest != '/';
        inside = *rest != '/';
        int more = begins && length < size ? snprintf(out + length, size - length, "../") : 0;
        length += more > 0 ? (size_t)more : 0;
    }
    return length < size && (size_t)snprintf(out + length, size - length, "%s", to + common) < size - length;
}

/* The scenario to extend as the new file should name it. One of the source: from the new file's folder, so
   that both can move together. One that is installed stays where it is, so it has its whole path; so has one
   that cannot be seen from there. */
static const char *name_basis(const char *path, char basis[PATH_MAX + 32], char out[PATH_MAX])
{
    char folder[PATH_MAX], from[PATH_MAX], to[PATH_MAX];
    bool built = find_own_files(folder, sizeof folder);
    snprintf(basis, PATH_MAX + 32, "%s/scenarios/basis.cfg", folder);
    if (!realpath(basis, to)) {
        return basis;
    }
    snprintf(basis, PATH_MAX + 32, "%s", to);
    if (!built) {
        return basis;
    }
    const char *slash = strrchr(path, '/');
    int length = slash ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path)
                       : snprintf(folder, sizeof folder, ".");
    bool fits = length > 0 && (size_t)length < sizeof folder;
    return fits && realpath(folder, from) && seen_from(from, to, out, PATH_MAX) ? out : basis;
}

int command_init(const options_t *options)
{
    const char *path = options->operand[0];
    FILE *out = fopen(path, "wx"); /* never over a file that is there */
    if (!out) {
        int reason = errno;
        fprintf(stderr,
                pr_translate(options->lang, "%s: can't be made (%s): expected the name of a file that does "
                                            "not exist yet, in a folder that does\n"),
                shown(path).s, pr_reason(options->lang, reason).s);
        return reason == EEXIST ? EXIT_INPUT : EXIT_FAILED;
    }
    char basis[PATH_MAX + 32], name[PATH_MAX];
    int status = pr_scenario_write_template(out, name_basis(path, basis, name), options->lang);
    if (fclose(out) != 0) {
        status = PR_ERR_IO;
    }
    if (status != 0) {
        remove(path);
        fprintf(stderr, "%s: %s\n", shown(path).s, pr_translate(options->lang, pr_status_name(status)));
        return EXIT_FAILED;
    }
    if (!options->quiet) {
        printf(pr_translate(options->lang, "%s is written. Check it with: poolraming check %s\n"),
               shown(path).s, shown(path).s);
    }
    return EXIT_DONE;
}

int command_settings(const options_t *options)
{
    errno = 0;
    int status = pr_scenario_write_reference(stdout, options->lang);
    return status == PR_ERR_IO ? output_failed(options->lang, errno) : exit_status(status);
}
