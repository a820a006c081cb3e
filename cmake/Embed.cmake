# Files as arrays of bytes in one C file: cmake -DOUTPUT=... -DHEADER=... -DNAMES=A;B -DFILES=a;b -P Embed.cmake
set(code "#include \"${HEADER}\"\n")
foreach(name file IN ZIP_LISTS NAMES FILES)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n"
                       bytes "${bytes}")
  string(APPEND code "const unsigned char ${name}[] = {\n${bytes}\n};\nconst size_t ${name}_size = sizeof ${name};\n")
endforeach()
file(WRITE ${OUTPUT} "${code}")
