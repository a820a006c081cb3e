# The Dutch of every text: checked by gettext's msgfmt and built into the library (core/catalogue.c).
find_program(MSGFMT msgfmt REQUIRED)
set(CATALOGUE ${PROJECT_BINARY_DIR}/catalogue)
file(MAKE_DIRECTORY ${CATALOGUE}/core)
add_custom_command(OUTPUT ${CATALOGUE}/core/catalogue_bytes.h
                   COMMAND ${MSGFMT} --check --no-hash --endianness=little -o ${CATALOGUE}/nl.mo
                           ${PROJECT_SOURCE_DIR}/po/nl.po
                   COMMAND ${CMAKE_COMMAND} -DFROM=${CATALOGUE}/nl.mo -DTO=${CATALOGUE}/core/catalogue_bytes.h
                           -DNAME=pr_catalogue_dutch -P ${PROJECT_SOURCE_DIR}/cmake/EmbedBytes.cmake
                   DEPENDS ${PROJECT_SOURCE_DIR}/po/nl.po ${PROJECT_SOURCE_DIR}/cmake/EmbedBytes.cmake VERBATIM)
target_sources(poolraming_library PRIVATE ${CATALOGUE}/core/catalogue_bytes.h)
target_include_directories(poolraming_library PRIVATE ${CATALOGUE})
