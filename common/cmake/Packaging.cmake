# Packages: `cpack -G "DEB;TGZ"` in a build folder writes them to packages/ below it.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs-corpus/manual" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/.github/screenshot.png" "${PROJECT_SOURCE_DIR}/common/index/schema.sql"
    DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# Installed, all documents are in one folder: their links to one another are written for that.
foreach(document README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md common/index/INDEX-FORMAT.md
        server/api/API.md)
    set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${document}")
    file(READ "${PROJECT_SOURCE_DIR}/${document}" text)
    string(REPLACE "](docs-corpus/manual/" "](manual/" text "${text}")
    string(REPLACE "](../../common/index/" "](" text "${text}")
    string(REPLACE "](common/index/" "](" text "${text}")
    string(REPLACE "](.github/" "](" text "${text}")
    string(REPLACE "](LICENSE)" "](copyright)" text "${text}")
    get_filename_component(name "${document}" NAME)
    file(WRITE "${PROJECT_BINARY_DIR}/installed/${name}" "${text}")
    install(FILES "${PROJECT_BINARY_DIR}/installed/${name}" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
endforeach()

set(CPACK_PACKAGE_NAME docfinch)
set(CPACK_PACKAGE_VENDOR "the docfinch authors")
set(CPACK_PACKAGE_CONTACT "the docfinch authors <authors@docfinch.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "documentation search in one SQLite file")
set(CPACK_PACKAGE_DESCRIPTION
"docfinch-index reads the HTML documentation that a project builds and writes
one SQLite file. docfinch-serve holds that file in memory and answers searches
in a web page, at every keystroke.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/packages")
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION doc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
