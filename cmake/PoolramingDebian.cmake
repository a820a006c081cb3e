# What Debian wants otherwise than `cmake --install`: pages and changelog compressed, a copyright file that refers to
# the licence it has already. Run by cpack on the tree that becomes the package.
file(GLOB usr ${CPACK_TEMPORARY_DIRECTORY}/usr ${CPACK_TEMPORARY_DIRECTORY}/*/usr) # a component has its own folder
set(doc ${usr}/share/doc/poolraming)
file(REMOVE ${doc}/LICENSE)
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
file(WRITE ${doc}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: poolraming

Files: *
Copyright: 2026, the authors of Poolraming
License: GPL-3+

License: GPL-3+
 This program is free software: you can redistribute it and/or modify it under
 the terms of the GNU General Public License as published by the Free Software
 Foundation, either version 3 of the License, or (at your option) any later
 version.
 .
 On Debian systems the full text of the licence is in
 /usr/share/common-licenses/GPL-3.
")
execute_process(COMMAND date --utc --rfc-email --date=${CPACK_POOLRAMING_RELEASE_DATE} OUTPUT_VARIABLE date
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${doc}/changelog.Debian
"poolraming (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Version ${CPACK_PACKAGE_VERSION}: see changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
execute_process(COMMAND gzip -9n ${doc}/changelog ${doc}/changelog.Debian ${usr}/share/man/man1/poolraming.1
                ${usr}/share/man/nl/man1/poolraming.1
                COMMAND_ERROR_IS_FATAL ANY)
