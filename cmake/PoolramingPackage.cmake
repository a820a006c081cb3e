# `cpack` in a build folder makes poolraming_<version>_<architecture>.deb of the component `program`.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME poolraming)
set(CPACK_PACKAGE_VENDOR Poolraming)
set(CPACK_PACKAGE_CONTACT "Poolraming <poolraming@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of the budget of a regional pool of peer experts")
set(CPACK_PACKAGE_DESCRIPTION
    "Poolraming simulates what a regional pool of peer experts costs, what it takes
from each municipality's share of a budget surplus, how many peer experts there
will be and how many residents they reach, and how uncertain that is. It comes
with the scenarios of fourteen municipalities in Limburg and speaks Dutch and
English.")
set(CPACK_POOLRAMING_RELEASE_DATE ${POOLRAMING_RELEASE_DATE})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_NAME poolraming)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/PoolramingDebian.cmake)
include(CPack)
