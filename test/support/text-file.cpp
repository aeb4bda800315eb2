// text-file: whole files in and out, for tests.

#include "test/support/text-file.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"

#include <filesystem>
#include <fstream>

namespace leash {

std::string readTextFile(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    llvm::report_fatal_error(llvm::Twine(path) + ": " + buffer.getError().message(), /*gen_crash_diag=*/false);
  return (*buffer)->getBuffer().str();
}

void writeTextFile(const std::string &path, std::string_view text) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (error || !stream.flush())
    llvm::report_fatal_error(llvm::Twine(path) + ": can't be written", /*gen_crash_diag=*/false);
}

} // namespace leash
