# leash-config: what find_package(leash) reads.
#
#   find_package(leash)                              leash::runtime, which needs Boost.Context
#   find_package(leash COMPONENTS runtime_threads)   leash::runtime_threads, which needs nothing
include(CMakeFindDependencyMacro)

if(NOT leash_FIND_COMPONENTS)
  set(leash_FIND_COMPONENTS runtime)
  set(leash_FIND_REQUIRED_runtime ON)
endif()

find_dependency(Threads)
foreach(component IN LISTS leash_FIND_COMPONENTS)
  if(NOT EXISTS "${CMAKE_CURRENT_LIST_DIR}/leash-${component}.cmake")
    set(leash_NOT_FOUND_MESSAGE "leash has no component '${component}'; it has runtime and runtime_threads")
    set(leash_${component}_FOUND OFF)
  else()
    if(component STREQUAL runtime AND NOT TARGET Boost::context)
      find_package(Boost QUIET CONFIG COMPONENTS context)
    endif()
    if(component STREQUAL runtime AND NOT TARGET Boost::context)
      set(leash_NOT_FOUND_MESSAGE
          "leash::runtime needs Boost.Context (Debian: libboost-context-dev); COMPONENTS runtime_threads does without")
      set(leash_runtime_FOUND OFF)
    else()
      include("${CMAKE_CURRENT_LIST_DIR}/leash-${component}.cmake")
      set(leash_${component}_FOUND ON)
    endif()
  endif()
  if(leash_FIND_REQUIRED_${component} AND NOT leash_${component}_FOUND)
    set(leash_FOUND OFF)
  endif()
endforeach()
