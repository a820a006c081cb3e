/* What people read: see texts.h. */
#include "report/texts.h"
#include "core/catalogue.h"

const char *pr_text(pr_lang_t lang, pr_text_id_t id)
{
    static const char *const text[PR_TEXTS] = {
#define PR_TEXT(id, text) text,
#define PR_TEXT_IN(id, context, text) NC_(context, text),
#define PR_TEXT_N(id, one, many) many,
#include "report/texts.def"
#undef PR_TEXT
#undef PR_TEXT_IN
#undef PR_TEXT_N
    };
    static const char *const single[PR_TEXTS] = {
#define PR_TEXT(id, text)
#define PR_TEXT_IN(id, context, text)
#define PR_TEXT_N(id, one, many) [PR_TEXT_##id] = one,
#include "report/texts.def"
#undef PR_TEXT
#undef PR_TEXT_IN
#undef PR_TEXT_N
    };
    bool is_single = id >= PR_TEXTS;
    id = (pr_text_id_t)(is_single ? id - PR_TEXTS : id);
    return single[id] ? pr_translate_count(lang, single[id], text[id], is_single ? 1 : 2)
                      : pr_translate_in_context(lang, text[id]);
}

void pr_text_fill(pr_text_t *out, pr_lang_t lang, pr_text_id_t id, size_t count, const char *const *argument)
{
    for (const char *s = pr_text(lang, id); *s; s++) {
        if (s[0] == '{' && s[1] >= '1' && s[1] <= '9' && s[2] == '}' && (size_t)(s[1] - '1') < count) {
            pr_text_adds(out, argument[s[1] - '1']);
            s += 2;
        } else {
            pr_text_add(out, s, 1);
        }
    }
}
