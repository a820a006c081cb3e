/* Marks on a terminal, and nowhere else: what goes to a file or a pipe is plain text. */
#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wants_marks(FILE *stream)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(refused && *refused) && terminal && *terminal && strcmp(terminal, "dumb") != 0 &&
           isatty(fileno(stream)) == 1;
}

const char *mark(FILE *stream, mark_t kind)
{
    static const char *const codes[] = {[MARK_NONE] = "\033[0m",
                                        [MARK_HEADING] = "\033[1m",
                                        [MARK_ERROR] = "\033[1;31m",
                                        [MARK_NOTE] = "\033[1;33m"};
    return wants_marks(stream) ? codes[kind] : "";
}

void print_marked(FILE *stream, mark_t kind, const char *text)
{
    fprintf(stream, "%s%s%s", mark(stream, kind), text, mark(stream, MARK_NONE));
}

void begin_note(pr_lang_t lang)
{
    print_marked(stderr, MARK_NOTE, pr_translate(lang, "Note:"));
    fprintf(stderr, " ");
}

void begin_warning(pr_lang_t lang)
{
    print_marked(stderr, MARK_NOTE, pr_translate(lang, "Warning:"));
    fprintf(stderr, " ");
}
