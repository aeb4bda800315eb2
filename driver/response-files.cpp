// response-files: the words of a command that stand in a file of their own (`@FILE`).
//
// A file that names another one twice doubles it; thirty such files are a thousand million words. So what is read for
// one command is counted, however often it's the same.

#include "driver/response-files.h"

#include "driver/runner-files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"

#include <fmt/format.h>

namespace leash {

namespace {

constexpr unsigned MaxFiles = 256;
constexpr uint64_t MaxBytes = 16u << 20;

/// Files that can't be opened any more when there have been too many.
class CountedFiles : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &path) override {
    llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> file = ProxyFileSystem::openFileForRead(path);
    if (!file)
      return file.getError();
    llvm::ErrorOr<llvm::vfs::Status> status = (*file)->status();
    if (!status)
      return status.getError();
    bytes_ += status->getSize();
    if (++files_ > MaxFiles || bytes_ > MaxBytes)
      return std::make_error_code(std::errc::argument_list_too_long);
    return file;
  }

private:
  unsigned files_ = 0;
  uint64_t bytes_ = 0;
};

} // namespace

llvm::Expected<std::vector<std::string>> expandResponseFiles(std::vector<std::string> command,
                                                             llvm::StringRef directory) {
  if (llvm::none_of(command, [](llvm::StringRef word) { return word.starts_with("@"); }))
    return command;
  llvm::SmallVector<const char *> words;
  for (const std::string &word : command)
    words.push_back(word.c_str());
  CountedFiles files(unmappedFiles());
  llvm::BumpPtrAllocator allocator;
  llvm::cl::ExpansionContext expansion(allocator, llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error error = expansion.setVFS(&files).setCurrentDir(directory).expandResponseFiles(words))
    return llvm::createStringError(fmt::format("the compile command's response files can't be read: {}; Leash reads "
                                               "{} files and {} bytes for one command",
                                               llvm::toString(std::move(error)), MaxFiles, MaxBytes));
  return std::vector<std::string>(words.begin(), words.end());
}

} // namespace leash
