# The interface target `docfinch_options`: language level, warnings and sanitizers for everything that we compile.
add_library(docfinch_options INTERFACE)
target_compile_features(docfinch_options INTERFACE c_std_11)
target_compile_definitions(docfinch_options INTERFACE _XOPEN_SOURCE=700 _FILE_OFFSET_BITS=64
                                                      DOCFINCH_VERSION="${PROJECT_VERSION}")
target_compile_options(docfinch_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes
    -Wwrite-strings -Wpointer-arith -Wcast-qual -Wformat=2 -Wundef -Wvla
    $<$<BOOL:${DOCFINCH_WERROR}>:-Werror>)
target_include_directories(docfinch_options INTERFACE "${PROJECT_SOURCE_DIR}")

if(DOCFINCH_SANITIZE STREQUAL "address")
    set(_sanitize -fsanitize=address,undefined -fno-sanitize-recover=undefined)
elseif(DOCFINCH_SANITIZE STREQUAL "thread")
    set(_sanitize -fsanitize=thread)
elseif(DOCFINCH_SANITIZE)
    message(FATAL_ERROR "DOCFINCH_SANITIZE must be address, thread or empty, not '${DOCFINCH_SANITIZE}'")
endif()
if(_sanitize)
    target_compile_options(docfinch_options INTERFACE ${_sanitize} -fno-omit-frame-pointer)
    target_link_options(docfinch_options INTERFACE ${_sanitize})
else()
    target_compile_options(docfinch_options INTERFACE
        $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2 -fstack-protector-strong>)
    target_link_options(docfinch_options INTERFACE -Wl,-z,relro,-z,now)
endif()
