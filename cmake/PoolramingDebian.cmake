# What Debian wants otherwise than `cmake --install`: pages and changelog compressed, a copyright file that refers to
# the licence it has already. Run by cpack on the tree that becomes the package.
set(usr ${CPACK_TEMPORARY_DIRECTORY}/usr)
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
execute_process(COMMAND gzip -9n ${doc}/changelog ${usr}/share/man/man1/poolraming.1 ${usr}/share/man/nl/man1/poolraming.1
                COMMAND_ERROR_IS_FATAL ANY)
