/* Marks what the library exports; everything else is hidden. */
#ifndef POOLRAMING_EXPORT_H
#define POOLRAMING_EXPORT_H

#define PR_API __attribute__((visibility("default")))

/* Lets the compiler check the arguments of a printf-like function. */
#define PR_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))

#endif
