# catalog: reads checks/catalog.def, and fails with a sentence for a check that isn't whole.
#
#   leash_catalog(<sources> <pages>)   sets two lists, in the order of the catalog

function(leash_catalog sources pages)
  set(catalog "${PROJECT_SOURCE_DIR}/checks/catalog.def")
  set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${catalog}")
  file(STRINGS "${catalog}" lines REGEX "^LEASH_CHECK")
  set(code)
  set(docs)
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^LEASH_CHECK\\(([A-Za-z]+), ([a-z]+), \"([a-z-]+)\"\\)$")
      message(FATAL_ERROR "${catalog}: not LEASH_CHECK(Variable, group, \"check-name\"): ${line}")
    endif()
    set(file "checks/${CMAKE_MATCH_2}/${CMAKE_MATCH_3}.cpp")
    set(page "docs/checks/${CMAKE_MATCH_3}.md")
    foreach(part IN ITEMS "${file}" "${page}")
      if(NOT EXISTS "${PROJECT_SOURCE_DIR}/${part}")
        message(FATAL_ERROR "The check ${CMAKE_MATCH_3} is in checks/catalog.def, but there is no ${part}. "
                            "A check is its code and its page: write ${part}, or take the line out.")
      endif()
    endforeach()
    list(APPEND code "${PROJECT_SOURCE_DIR}/${file}")
    list(APPEND docs "${PROJECT_SOURCE_DIR}/${page}")
  endforeach()
  set(${sources} "${code}" PARENT_SCOPE)
  set(${pages} "${docs}" PARENT_SCOPE)
endfunction()
