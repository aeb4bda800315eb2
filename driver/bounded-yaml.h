// bounded-yaml: YAML from somebody else, nested no deeper than a stack can bear.
#pragma once

#include "llvm/Support/MemoryBufferRef.h"

#include <string>

namespace leash {

/// Why LLVM's reader, which goes down its stack with every level of the text, mustn't be given it: "NAME:LINE: nested
/// too deeply …"; empty: it may be. Aliases it refuses by itself.
std::string yamlObstacle(llvm::MemoryBufferRef text);

} // namespace leash
