/* The languages that people read. */
#ifndef POOLRAMING_LANGUAGE_H
#define POOLRAMING_LANGUAGE_H

typedef enum { PR_LANG_NL, PR_LANG_EN, PR_LANGS } pr_lang_t;

#endif
