/* The .mo format: GNU gettext's manual, "The Format of GNU MO Files". Its texts are in order of strcmp. */
#include "core/catalogue.h"
#include "core/catalogue_bytes.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAGIC = 0, COUNT = 8, ENGLISH = 12, DUTCH = 16 }; /* places in its head */

static uint32_t word(size_t at)
{
    const unsigned char *byte = pr_catalogue_dutch + at;
    return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

/* Text `i` of one of the two tables; each entry is a length and a place. */
static const char *entry(size_t table, size_t i)
{
    return (const char *)pr_catalogue_dutch + word(word(table) + 8 * i + 4);
}

static size_t count(void)
{
    return word(MAGIC) == UINT32_C(0x950412de) ? word(COUNT) : 0;
}

const char *pr_catalogue_text(size_t i, const char **dutch)
{
    if (i >= count()) {
        return NULL;
    }
    *dutch = entry(DUTCH, i);
    return entry(ENGLISH, i);
}

static const char *find(const char *text)
{
    size_t low = 0, high = count();
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(text, entry(ENGLISH, middle));
        if (order == 0) {
            return entry(DUTCH, middle);
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

const char *pr_translate(pr_lang_t lang, const char *text)
{
    /* "" is the catalogue's own head */
    const char *found = lang == PR_LANG_EN || !*text ? NULL : find(text);
    return found ? found : text;
}

const char *pr_translate_in_context(pr_lang_t lang, const char *marked)
{
    const char *end = strchr(marked, '\004'), *found = pr_translate(lang, marked);
    return found != marked ? found : end ? end + 1 : marked;
}

const char *pr_translate_as(pr_lang_t lang, const char *context, const char *text)
{
    char marked[200];
    snprintf(marked, sizeof marked, "%s\004%s", context, text);
    const char *found = pr_translate(lang, marked);
    return found != marked ? found : text;
}

const char *pr_translate_count(pr_lang_t lang, const char *one, const char *many, unsigned long long count)
{
    /* An entry with two forms has both behind each other; it is found by the first. */
    const char *found = lang == PR_LANG_EN ? NULL : find(one);
    bool single = count == 1; /* in both languages */
    return !found ? (single ? one : many) : single ? found : found + strlen(found) + 1;
}

pr_reason_t pr_reason(pr_lang_t lang, int code)
{
    pr_reason_t out;
    char words[sizeof out.s];
    if (strerror_r(code, words, sizeof words) != 0) {
        snprintf(words, sizeof words, "error %d", code);
    }
    snprintf(out.s, sizeof out.s, "%s", pr_translate(lang, words));
    return out;
}
