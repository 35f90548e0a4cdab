# Joins files into one: cmake -D "INPUTS=a.js|b.css|..." -D OUTPUT=FILE -P bundle.cmake
#
# Comments are left out, which would be a fifth of what is sent; those behind code stay.
#
# Style sheets become one style sheet, in their order. ES modules, with style sheets among them, become one classic
# script: each comes behind those it imports, as a function that is called at once, so that names stay its own:
#     const url_js = (() => { ...; return { safeUrl }; })();
# `import { safeUrl } from "./url.js";` becomes `const { safeUrl } = url_js;`. A style sheet x.css is a module that
# exports its text as `x`. Since it gets into pages with root elements of their own, its lengths do not depend on them:
# 2rem becomes calc(2 * var(--docfinch-rem)), and em in media queries, where both mean the reader's text size.
string(REPLACE "|" ";" inputs "${INPUTS}")

function(read_style path result)
    file(READ "${path}" text)
    string(REGEX REPLACE "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/\n?" "" text "${text}")
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(read_style_sheet path name result)
    read_style("${path}" text)
    if(text MATCHES "`|\\\\|\\$")
        message(FATAL_ERROR "${path}: a backquote, backslash or dollar sign, which means something else in a script")
    endif()
    string(REGEX REPLACE "(@media[^{]*[0-9])rem" "\\1em" text "${text}")
    string(REGEX REPLACE "([0-9.]+)rem" "calc(\\1 * var(--docfinch-rem))" text "${text}")
    if(text MATCHES "@media[^{]*var")
        message(FATAL_ERROR "${path}: more than one length in a media query: ${CMAKE_MATCH_0}")
    endif()
    set(${result} "return { ${name}: `\n${text}` };\n" PARENT_SCOPE)
endfunction()

function(read_module path result)
    file(READ "${path}" text)
    string(REGEX REPLACE "\n *//[^\n]*" "" text "\n${text}")
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

function(join_style_sheets paths output)
    set(joined "")
    foreach(path IN LISTS paths)
        get_filename_component(name "${path}" NAME)
        read_style("${path}" text)
        string(APPEND joined "/* ---- ${name} */\n${text}\n")
    endforeach()
    file(WRITE "${output}" "${joined}")
endfunction()

function(join_modules paths output)
    set(script "// Part of docfinch. Made of files in server/site, whose names stand before each.\n")
    string(APPEND script "(() => {\n\"use strict\";\n")
    foreach(path IN LISTS paths)
        get_filename_component(name "${path}" NAME)
        get_filename_component(base "${path}" NAME_WE)
        if(name MATCHES "\\.css$")
            read_style_sheet("${path}" "${base}" body)
        else()
            read_module("${path}" body)
        endif()
        string(MAKE_C_IDENTIFIER "${name}" symbol)
        string(APPEND script "\n// ---- ${name}\nconst ${symbol} = (() => {\n${body}})();\n")
    endforeach()
    file(WRITE "${output}" "${script}})();\n")
endfunction()

if(OUTPUT MATCHES "\\.css$")
    join_style_sheets("${inputs}" "${OUTPUT}")
else()
    join_modules("${inputs}" "${OUTPUT}")
endif()
