// forwarding-headers: system headers whose function bodies call the user's code, by base name.
//
// Whoever adds a library to the vocabulary that runs callables adds the header that calls them; a missing one costs
// findings in generic lambdas and in types that only the library makes.
#pragma once

#include "llvm/ADT/StringRef.h"

namespace leash {

inline constexpr llvm::StringLiteral ForwardingHeaders[] = {
    // libstdc++
    "invoke.h",        "std_thread.h",      "thread",         "future",          "std_function.h",     "refwrap.h",
    "shared_ptr.h",    "shared_ptr_base.h", "unique_ptr.h",   "stl_construct.h", "new_allocator.h",    "alloc_traits.h",
    "allocated_ptr.h", "stl_algo.h",        "stl_algobase.h", "mutex",           "condition_variable", "functional",
    "optional",        "variant",
};

} // namespace leash
