// bounded-file: a file from somebody else, of no more than so many bytes.

#include "driver/baseline/bounded-file.h"

#include "llvm/Support/FileSystem.h"

#include <fmt/format.h>

namespace leash {

namespace fs = llvm::sys::fs;

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> readBounded(const std::string &file, uint64_t maxBytes) {
  fs::file_status status;
  if (std::error_code error = fs::status(file, status))
    return llvm::createStringError(fmt::format("{}: {}", file, error.message()));
  if (status.type() != fs::file_type::regular_file)
    return llvm::createStringError(fmt::format("{}: not a file", file));
  if (status.getSize() > maxBytes)
    return llvm::createStringError(
        fmt::format("{}: has {} bytes; Leash reads no more than {} of such a file", file, status.getSize(), maxBytes));
  auto buffer = llvm::MemoryBuffer::getFile(file, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!buffer)
    return llvm::createStringError(fmt::format("{}: {}", file, buffer.getError().message()));
  return std::move(*buffer);
}

} // namespace leash
