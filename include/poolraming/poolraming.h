/* Poolraming: everything of the library. */
#ifndef POOLRAMING_POOLRAMING_H
#define POOLRAMING_POOLRAMING_H

#include <poolraming/allocation.h>
#include <poolraming/analysis.h>
#include <poolraming/archive.h>
#include <poolraming/bayes.h>
#include <poolraming/benefit.h>
#include <poolraming/budget.h>
#include <poolraming/calibrate.h>
#include <poolraming/change.h>
#include <poolraming/continuation.h>
#include <poolraming/council.h>
#include <poolraming/decide.h>
#include <poolraming/decision.h>
#include <poolraming/distribution.h>
#include <poolraming/engine.h>
#include <poolraming/error.h>
#include <poolraming/explain.h>
#include <poolraming/influence.h>
#include <poolraming/money.h>
#include <poolraming/policy.h>
#include <poolraming/pool.h>
#include <poolraming/quasirandom.h>
#include <poolraming/random.h>
#include <poolraming/register.h>
#include <poolraming/report.h>
#include <poolraming/report_archive.h>
#include <poolraming/report_calibrate.h>
#include <poolraming/report_compare.h>
#include <poolraming/report_continuation.h>
#include <poolraming/report_decide.h>
#include <poolraming/report_explain.h>
#include <poolraming/report_sensitivity.h>
#include <poolraming/reported.h>
#include <poolraming/scenario.h>
#include <poolraming/sensitivity.h>
#include <poolraming/sensitivity_scenario.h>
#include <poolraming/statistics.h>

/* "0.1.0" */
PR_API const char *pr_version(void);

/* To be called once before anything else: switches off GSL's error handler, which would end the program. */
PR_API void pr_start(void);

#endif
