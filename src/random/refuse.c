#include "random/refuse.h"
#include "core/catalogue.h"
#include <poolraming/error.h>
#include <stdarg.h>
#include <stdio.h>

int pr_refuse(pr_why_t why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (why.size > 0) {
        vsnprintf(why.text, why.size, pr_translate(why.lang, format), arguments);
    }
    va_end(arguments);
    return PR_ERR_DOMAIN;
}
