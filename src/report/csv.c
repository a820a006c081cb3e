/* The two dialects: see csv.h. */
#include "report/csv.h"
#include "core/memory.h"
#include <inttypes.h>
#include <string.h>

void pr_csv_begin(pr_csv_t *self, pr_text_t *text, pr_csv_dialect_t dialect)
{
    *self = (pr_csv_t){.text = text, .dialect = dialect};
    if (dialect == PR_CSV_NL) {
        pr_text_adds(text, "\xEF\xBB\xBF");
    }
}

void pr_csv_mark(pr_csv_t *self, const pr_scenario_t *scenario)
{
    if (scenario->invented != PR_INVENTED_NO) {
        self->mark_head = "data";
        self->mark = "invented";
    }
}

static void separate(pr_csv_t *self)
{
    if (self->inside) {
        pr_text_adds(self->text, self->dialect == PR_CSV_NL ? ";" : ",");
    }
    self->inside = true;
}

/* A line of its own making could end a block of data; a doubled quote is not understood there; "]]>" would
   break the picture. */
static void tame_text(pr_csv_t *self, const char *text)
{
    char *copy = pr_text_copy(text);
    if (!copy) {
        self->text->failed = true;
        return;
    }
    pr_text_make_printable(copy);
    pr_text_make_character_data(copy);
    for (char *s = copy; *s; s++) {
        *s = *s == '"' ? '\'' : *s;
    }
    pr_text_addf(self->text, *copy ? "\"%s\"" : "%s", copy); /* "" is not read as empty */
    pr_free(copy);
}

void pr_csv_text(pr_csv_t *self, const char *text)
{
    separate(self);
    text = text ? text : "";
    if (self->tame) {
        tame_text(self, text);
        return;
    }
    bool formula = *text && strchr("=+-@\t\r\n", *text) != NULL;
    bool quote = strpbrk(text, self->dialect == PR_CSV_NL ? "\"\r\n;" : "\"\r\n,") != NULL;
    pr_text_adds(self->text, quote ? "\"" : "");
    pr_text_adds(self->text, formula ? "'" : "");
    for (const char *s = text; *s; s++) {
        pr_text_add(self->text, "\"\"", *s == '"' ? 2 : 0);
        pr_text_add(self->text, s, *s != '"');
    }
    pr_text_adds(self->text, quote ? "\"" : "");
}

void pr_csv_number(pr_csv_t *self, pr_number_t number)
{
    separate(self);
    char *point = strchr(number.s, '.');
    if (point && self->dialect == PR_CSV_NL) {
        *point = ',';
    }
    pr_text_adds(self->text, number.s);
}

void pr_csv_whole(pr_csv_t *self, int64_t x)
{
    separate(self);
    pr_text_addf(self->text, "%" PRId64, x);
}

static void end_line(pr_csv_t *self, const char *mark)
{
    if (mark) {
        pr_csv_text(self, mark);
    }
    pr_text_adds(self->text, "\r\n");
    self->inside = false;
}

void pr_csv_end(pr_csv_t *self)
{
    end_line(self, self->mark);
}

void pr_csv_header(pr_csv_t *self, const char *names)
{
    for (const char *s = names; *s; s++) {
        bool comma = *s == ',';
        pr_text_add(self->text, comma && self->dialect == PR_CSV_NL ? ";" : s, 1);
    }
    self->inside = true;
    end_line(self, self->mark_head);
}
