# header-example: takes the example out of a header's opening comment.
#
#   cmake -D HEADER=… -D OUTPUT=… -P header-example.cmake
#
# The example is what follows the line `// Example:`, indented by four spaces more than text is. A header without one
# fails: each says in code what it is for.
cmake_minimum_required(VERSION 3.25)

cmake_path(GET HEADER FILENAME name)
file(READ "${HEADER}" text)
set(line 0)
set(first 0)
set(code "")
while(text MATCHES "^(//[^\n]*)\n")
  set(comment "${CMAKE_MATCH_1}")
  string(LENGTH "${comment}" length)
  math(EXPR length "${length} + 1")
  string(SUBSTRING "${text}" ${length} -1 text)
  math(EXPR line "${line} + 1")
  if(NOT first)
    if(comment STREQUAL "// Example:")
      math(EXPR first "${line} + 1")
    endif()
  elseif(comment MATCHES "^//     (.*)$")
    string(APPEND code "${CMAKE_MATCH_1}\n")
  elseif(comment STREQUAL "//")
    string(APPEND code "\n")
  else()
    break()
  endif()
endwhile()
if("${code}" MATCHES "^\n*$")
  message(FATAL_ERROR "${HEADER} has no example. Its opening comment should have a line `// Example:`, and below it a "
                      "piece of code that compiles, each line after `//` and five spaces.")
endif()
file(WRITE "${OUTPUT}" "// From leash/${name}.\n#include <leash/${name}>\n#line ${first} \"${HEADER}\"\n${code}")
