// bounds: refuses YAML that could cost more than it says: too long, nested too deep, or with aliases.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace leash {

/// Success if `yaml` may be given to LLVM's parser, which recurses as deep as its input does.
llvm::Error checkBounds(llvm::MemoryBufferRef yaml);

/// An error at a place in `yaml`: "name:line:column: error: message", the line and a caret.
llvm::Error errorAt(llvm::MemoryBufferRef yaml, const char *place, const llvm::Twine &message);

} // namespace leash
