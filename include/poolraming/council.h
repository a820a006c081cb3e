/*
 * The council's idiom: how many times an available amount (weerstandscapaciteit) covers the amount that is
 * needed, and the class of that ratio (weerstandsvermogen, the scale of Nederlands Adviesbureau voor
 * Risicomanagement and Universiteit Twente). Plain numbers: any finance department's own amounts will do.
 */
#ifndef POOLRAMING_COUNCIL_H
#define POOLRAMING_COUNCIL_H

#include <poolraming/export.h>

/* available ÷ needed, both in the same unit; NAN where nothing is needed (needed <= 0), available is below 0,
   or either is not finite: then there is no ratio to tell. */
PR_API double pr_buffer_ratio(double available, double needed);

/*
 * 'A' above 2.0, 'B' 1.4 … 2.0, 'C' 1.0 … 1.4, 'D' 0.8 … 1.0, 'E' 0.6 … 0.8, 'F' below 0.6. Of two classes
 * that meet, the boundary belongs to the better one; but 2.0 itself is B, since A is above it. '-' for NAN
 * and what is below 0.
 */
PR_API char pr_buffer_class(double ratio);

#endif
