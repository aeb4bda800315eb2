// bounded-file: a file from somebody else, of no more than so many bytes.
#pragma once

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cstdint>
#include <memory>
#include <string>

namespace leash {

/// The content of a regular file. Errors begin with the file's name: it can't be read, it is no file (a pipe or device
/// may never end), or it has more than `maxBytes`.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> readBounded(const std::string &file, uint64_t maxBytes);

} // namespace leash
