# llvm: LLVM and Clang as two targets.
#
#   leash-llvm-headers   to compile against; all that the plugin takes, because its host has the code
#   leash-llvm           the same, and the shared libraries of Debian, for programs
#   leash-clang-tidy     what clang-tidy offers to other programs (NOLINT, globs, .clang-tidy files)

add_library(leash-llvm-headers INTERFACE)
target_include_directories(leash-llvm-headers SYSTEM INTERFACE ${CLANG_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
separate_arguments(definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(leash-llvm-headers INTERFACE ${definitions})

add_library(leash-llvm INTERFACE)
target_link_libraries(leash-llvm INTERFACE leash-llvm-headers clang-cpp LLVM Threads::Threads)

# Only the archive: what it links by itself are Clang's static libraries, and a program must not have Clang twice.
add_library(leash-clang-tidy INTERFACE)
target_link_libraries(leash-clang-tidy INTERFACE $<TARGET_FILE:clangTidy> leash-llvm)
