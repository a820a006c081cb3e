# Flags that every target shares. -ffp-contract=off: a fused multiply-add would make figures depend on the
# compiler's taste, and same scenario, seed and count must give the same bytes.
add_library(poolraming_flags INTERFACE)
target_compile_definitions(poolraming_flags INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
target_compile_options(poolraming_flags INTERFACE -ffp-contract=off -fvisibility=hidden
                       -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes
                       -Wmissing-prototypes -Wcast-qual -Wwrite-strings)
if(POOLRAMING_WERROR)
  target_compile_options(poolraming_flags INTERFACE -Werror)
endif()
if(POOLRAMING_SANITIZE)
  target_compile_options(poolraming_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  target_link_options(poolraming_flags INTERFACE -fsanitize=address,undefined)
endif()
if(POOLRAMING_VERIFY_KEYS)
  target_compile_definitions(poolraming_flags INTERFACE PR_VERIFY_KEYS)
endif()
if(POOLRAMING_COVERAGE)
  target_compile_options(poolraming_flags INTERFACE --coverage -O0)
  target_link_options(poolraming_flags INTERFACE --coverage)
endif()
if(POOLRAMING_FUZZ)
  target_compile_options(poolraming_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(poolraming_flags INTERFACE -fsanitize=address,undefined)
endif()
