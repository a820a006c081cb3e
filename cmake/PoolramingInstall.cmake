# What `cmake --install` puts where. Two components: `program` is what the package holds, `library` is for those who
# write programs of their own: static, with its headers, a pkg-config file and the target Poolraming::poolraming.
include(CMakePackageConfigHelpers)
set(OWN ${CMAKE_INSTALL_DATADIR}/poolraming)

# The program looks for its own files beside itself: in a build folder these are links to the source.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/share/poolraming)
foreach(folder scenarios plots)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${PROJECT_BINARY_DIR}/share/poolraming/${folder} SYMBOLIC)
endforeach()
install(TARGETS poolraming RUNTIME COMPONENT program)
install(DIRECTORY scenarios DESTINATION ${OWN} COMPONENT program FILES_MATCHING PATTERN "*.cfg" PATTERN "*.csv")
install(DIRECTORY plots DESTINATION ${OWN} COMPONENT program FILES_MATCHING PATTERN "*.gp")
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program
        FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.png" PATTERN "docs/examples" EXCLUDE)

# The manual and the completion come from the tables of the program itself. A build for another machine can't ask
# it: name a program that runs here, or do without.
set(POOLRAMING_HOST_PROGRAM "" CACHE FILEPATH "A poolraming that runs on this machine, where the one built does not")
if(POOLRAMING_HOST_PROGRAM)
  set(SPEAKER ${POOLRAMING_HOST_PROGRAM})
elseif(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
  set(SPEAKER poolraming)
else()
  message(STATUS "No manual and completion: give POOLRAMING_HOST_PROGRAM to have them")
endif()

function(poolraming_says file) # ARGUMENT...: what the program says to these is the file
  add_custom_command(OUTPUT ${file} COMMAND ${SPEAKER} ${ARGN} > ${file}.tmp COMMAND ${CMAKE_COMMAND} -E rename
                     ${file}.tmp ${file} DEPENDS ${SPEAKER} VERBATIM)
endfunction()

if(SPEAKER)
  set(MADE ${PROJECT_BINARY_DIR}/made)
  file(MAKE_DIRECTORY ${MADE}/nl)
  poolraming_says(${MADE}/poolraming.1 manual --lang en)
  poolraming_says(${MADE}/nl/poolraming.1 manual --lang nl)
  poolraming_says(${MADE}/poolraming.bash completion bash)
  add_custom_target(poolraming_made ALL DEPENDS ${MADE}/poolraming.1 ${MADE}/nl/poolraming.1 ${MADE}/poolraming.bash)
  install(FILES ${MADE}/poolraming.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  install(FILES ${MADE}/nl/poolraming.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/nl/man1 COMPONENT program)
  install(FILES ${MADE}/poolraming.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          RENAME poolraming COMPONENT program)
endif()

# The library.
set_target_properties(poolraming_library PROPERTIES EXPORT_NAME poolraming)
add_library(Poolraming::poolraming ALIAS poolraming_library)
install(TARGETS poolraming_library EXPORT PoolramingTargets ARCHIVE COMPONENT library)
install(DIRECTORY include/poolraming DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library
        FILES_MATCHING PATTERN "*.h")
set(CONFIG_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/Poolraming)
install(EXPORT PoolramingTargets NAMESPACE Poolraming:: DESTINATION ${CONFIG_FOLDER} COMPONENT library)
configure_package_config_file(cmake/PoolramingConfig.cmake.in PoolramingConfig.cmake INSTALL_DESTINATION ${CONFIG_FOLDER})
write_basic_package_version_file(PoolramingConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/PoolramingConfig.cmake ${PROJECT_BINARY_DIR}/PoolramingConfigVersion.cmake
        DESTINATION ${CONFIG_FOLDER} COMPONENT library)

# Folders of the pkg-config file are seen from the file itself, so that the tree can be moved.
file(RELATIVE_PATH PREFIX_FROM_PC "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
file(RELATIVE_PATH LIBDIR_FROM_PREFIX "${CMAKE_INSTALL_PREFIX}" "${CMAKE_INSTALL_FULL_LIBDIR}")
file(RELATIVE_PATH INCLUDEDIR_FROM_PREFIX "${CMAKE_INSTALL_PREFIX}" "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
configure_file(cmake/libpoolraming.pc.in libpoolraming.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/libpoolraming.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT library)
install(DIRECTORY docs/examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT library)
