/* html.css and html.js, made into bytes by cmake/Embed.cmake. */
#ifndef PR_REPORT_HTML_ASSETS_H
#define PR_REPORT_HTML_ASSETS_H

#include <stddef.h>

extern const unsigned char PR_HTML_STYLE[], PR_HTML_SCRIPT[];
extern const size_t PR_HTML_STYLE_SIZE, PR_HTML_SCRIPT_SIZE;

#endif
