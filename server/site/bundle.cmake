# Joins ES modules into one classic script: cmake -D "INPUTS=a.js|b.css|..." -D OUTPUT=FILE -P bundle.cmake
#
# Each module comes behind those it imports, and becomes a function that is called at once, so that names stay its own:
#     const url_js = (() => { ...; return { safeUrl }; })();
# `import { safeUrl } from "./url.js";` becomes `const { safeUrl } = url_js;`. A style sheet x.css is a module that
# exports its text as `x`; of one that has the line "/* Hits", only what stands from there to the line "/* End of hits"
# is taken, with lengths that do not depend on the page around it (rem becomes em).
string(REPLACE "|" ";" inputs "${INPUTS}")

function(read_style_sheet path name result)
    file(READ "${path}" text)
    if(text MATCHES "`|\\\\|\\$")
        message(FATAL_ERROR "${path}: a backquote, backslash or dollar sign, which means something else in a script")
    endif()
    if(text MATCHES "\n/\\* Hits")
        string(REGEX REPLACE "^.*\n(/\\* Hits.*)\n/\\* End of hits.*$" "\\1\n" text "${text}")
        string(REGEX REPLACE "([0-9])rem" "\\1em" text "${text}")
    endif()
    set(${result} "return { ${name}: `\n${text}` };\n" PARENT_SCOPE)
endfunction()

function(read_module path result)
    file(READ "${path}" text)
    set(names "")
    string(REGEX MATCHALL "\nexport [a-z ]*(function|const|class) [A-Za-z0-9_]+" exports "\n${text}")
    foreach(export IN LISTS exports)
        string(REGEX REPLACE "^.* " "" name "${export}")
        list(APPEND names "${name}")
    endforeach()
    list(JOIN names ", " names)
    string(REGEX REPLACE "\nexport " "\n" text "\n${text}")
    string(REGEX REPLACE "\nimport ({[^}]*}) from \"[^\"]*/([a-z]+)\\.(js|css)\"" "\nconst \\1 = \\2_\\3"
           text "${text}")
    if(text MATCHES "\n(import|export) [^\n]*")
        message(FATAL_ERROR "${path}: cannot be joined: ${CMAKE_MATCH_0}")
    endif()
    if(names)
        string(APPEND text "\nreturn { ${names} };\n")
    endif()
    string(STRIP "${text}" text)
    set(${result} "${text}\n" PARENT_SCOPE)
endfunction()

set(script "// Part of docfinch. Made of files in server/site, whose names stand before each.\n")
string(APPEND script "(() => {\n\"use strict\";\n")
foreach(input IN LISTS inputs)
    get_filename_component(name "${input}" NAME)
    if(name MATCHES "\\.css$")
        get_filename_component(base "${input}" NAME_WE)
        read_style_sheet("${input}" "${base}" body)
    else()
        read_module("${input}" body)
    endif()
    string(MAKE_C_IDENTIFIER "${name}" symbol)
    string(APPEND script "\n// ---- ${name}\nconst ${symbol} = (() => {\n${body}})();\n")
endforeach()
file(WRITE "${OUTPUT}" "${script}})();\n")
