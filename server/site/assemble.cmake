# Puts what pages share into one of them: cmake -D INPUT=DIR/PAGE.html -D OUTPUT=FILE -P assemble.cmake
#
# `<!-- include PATH -->` stands for the text of DIR/PATH, which may include others: a whole line is replaced by whole
# lines, and in a line the mark alone, by the part without its last line's end.
set(mark "<!-- include ([a-z/-]+\\.[a-z]+) -->")
set(depth_max 4)

get_filename_component(folder "${INPUT}" DIRECTORY)
file(READ "${INPUT}" text)
foreach(depth RANGE ${depth_max})
    if(NOT text MATCHES "${mark}")
        break()
    endif()
    if(depth EQUAL depth_max)
        message(FATAL_ERROR "${INPUT}: parts include one another: ${CMAKE_MATCH_0}")
    endif()
    string(REGEX MATCHALL "${mark}" includes "${text}")
    list(REMOVE_DUPLICATES includes)
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "${mark}" "\\1" name "${include}")
        file(READ "${folder}/${name}" part)
        string(REPLACE "\n${include}\n" "\n${part}" text "${text}")
        string(REGEX REPLACE "\n$" "" part "${part}")
        string(REPLACE "${include}" "${part}" text "${text}")
    endforeach()
endforeach()
file(WRITE "${OUTPUT}" "${text}")
