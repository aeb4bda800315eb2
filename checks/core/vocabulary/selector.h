// selector: the words for the parts of a call ("argument 0"), as files and attributes write them.
#pragma once

#include "checks/core/vocabulary/vocabulary.h"

namespace leash {

/// "this", "result", "argument 2", "every argument", "every argument from 1"; or nothing.
std::optional<Selector> selectorCalled(llvm::StringRef words);

/// The inverse; empty for Slot::None.
std::string spelling(const Selector &selector);

/// What may stand there, for error messages.
llvm::StringRef knownSelectors();

} // namespace leash
