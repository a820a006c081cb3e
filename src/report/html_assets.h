/* html.css and html.js, made into bytes by cmake/Embed.cmake. */
#ifndef PR_REPORT_HTML_ASSETS_H
#define PR_REPORT_HTML_ASSETS_H

#include <stddef.h>

extern const unsigned char pr_html_style[], pr_html_script[];
extern const size_t pr_html_style_size, pr_html_script_size;

#endif
