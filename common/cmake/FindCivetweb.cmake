# Finds CivetWeb without its own CMake package, which on Debian 12 asks for a program that libcivetweb-dev does not
# bring.
# Gives the target Civetweb::Civetweb.
find_path(CIVETWEB_INCLUDE_DIR civetweb.h)
find_library(CIVETWEB_LIBRARY civetweb)

if(CIVETWEB_INCLUDE_DIR)
    file(STRINGS "${CIVETWEB_INCLUDE_DIR}/civetweb.h" _line REGEX "#define CIVETWEB_VERSION \"")
    string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" CIVETWEB_VERSION "${_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Civetweb
    REQUIRED_VARS CIVETWEB_LIBRARY CIVETWEB_INCLUDE_DIR
    VERSION_VAR CIVETWEB_VERSION)

if(Civetweb_FOUND AND NOT TARGET Civetweb::Civetweb)
    add_library(Civetweb::Civetweb UNKNOWN IMPORTED)
    set_target_properties(Civetweb::Civetweb PROPERTIES
        IMPORTED_LOCATION "${CIVETWEB_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${CIVETWEB_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
