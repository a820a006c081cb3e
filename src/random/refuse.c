#include "random/refuse.h"
#include <poolraming/error.h>
#include <stdarg.h>
#include <stdio.h>

int pr_refuse(pr_why_t why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (why.size > 0) {
        vsnprintf(why.text, why.size, format, arguments);
    }
    va_end(arguments);
    return PR_ERR_DOMAIN;
}
