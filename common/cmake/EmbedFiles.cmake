# embed_files(TARGET NAME file ...): compiles files, of the source folder or made by the build, into TARGET.
#
# For each file, FILE.EXT becomes two symbols in the generated NAME.c: `const unsigned char NAME_FILE_EXT[]` with a NUL
# behind the last byte, and `const size_t NAME_FILE_EXT_size` without it. The text is regenerated when a file changes.
# With a single file, pass AS symbol to name it yourself.
set(_embed_script "${CMAKE_CURRENT_LIST_DIR}/embed.cmake")

function(embed_files target name)
    cmake_parse_arguments(EMBED "" "AS" "" ${ARGN})
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.c")
    set(inputs "")
    foreach(file IN LISTS EMBED_UNPARSED_ARGUMENTS)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
        list(APPEND inputs "${file}")
    endforeach()
    string(REPLACE ";" "|" joined "${inputs}")
    add_custom_command(
        OUTPUT "${source}"
        COMMAND "${CMAKE_COMMAND}" -D "NAME=${name}" -D "AS=${EMBED_AS}" -D "INPUTS=${joined}" -D "OUTPUT=${source}"
                -P "${_embed_script}"
        DEPENDS ${inputs} "${_embed_script}"
        COMMENT "Embedding ${name}"
        VERBATIM)
    target_sources(${target} PRIVATE "${source}")
endfunction()
