# compiler: how all our code is compiled. Targets link leash-flags to get it.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # the plugin is made of the same libraries as the program
set(CMAKE_CXX_VISIBILITY_PRESET hidden) # the plugin's symbols stay its own in the host

# Precompiled headers change nothing that ccache must look at, but it has to be told so.
find_program(LEASH_CCACHE ccache)
if(LEASH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${LEASH_CCACHE}")
endif()

add_library(leash-flags INTERFACE)
target_include_directories(leash-flags INTERFACE "${PROJECT_SOURCE_DIR}")
# LLVM is built without run-time type information: whoever derives from its classes can't have it either.
target_compile_options(leash-flags INTERFACE -Wall -Wextra -fno-rtti)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(leash-flags INTERFACE -Wno-nonnull) # warns of Clang's headers where it inlines them
elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_compile_options(leash-flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
if(LEASH_WERROR)
  target_compile_options(leash-flags INTERFACE -Werror)
endif()
if(LEASH_SANITIZE)
  # The check of virtual tables needs run-time type information.
  set(sanitize -fsanitize=${LEASH_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(leash-flags INTERFACE ${sanitize} $<$<BOOL:${LEASH_FUZZ}>:-fsanitize=fuzzer-no-link>)
  target_link_options(leash-flags INTERFACE ${sanitize})
endif()
