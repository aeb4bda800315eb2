// runner-files: files that may change while they are analysed.

#include "driver/runner-files.h"

#include "llvm/Support/MemoryBuffer.h"

namespace leash {

namespace {

constexpr uint64_t MaxBytes = 256u << 20;

/// A file that says of itself that it's volatile, whatever the reader believes.
class UnmappedFile : public llvm::vfs::File {
public:
  explicit UnmappedFile(std::unique_ptr<llvm::vfs::File> file) : file_(std::move(file)) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return file_->status(); }
  llvm::ErrorOr<std::string> getName() override { return file_->getName(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine &name, int64_t size,
                                                               bool needsTerminator, bool) override {
    return file_->getBuffer(name, size, needsTerminator, /*IsVolatile=*/true);
  }
  std::error_code close() override { return file_->close(); }

private:
  std::unique_ptr<llvm::vfs::File> file_;
};

class UnmappedFiles : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &path) override {
    // Asked before it is opened: a pipe that nobody writes to blocks whoever opens it.
    if (llvm::ErrorOr<llvm::vfs::Status> status = ProxyFileSystem::status(path)) {
      if (!status->isRegularFile() && !status->isDirectory())
        return std::make_error_code(std::errc::operation_not_supported);
      if (status->getSize() > MaxBytes)
        return std::make_error_code(std::errc::file_too_large);
    }
    llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> file = ProxyFileSystem::openFileForRead(path);
    if (!file)
      return file.getError();
    return std::make_unique<UnmappedFile>(std::move(*file));
  }
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> unmappedFiles() {
  return llvm::makeIntrusiveRefCnt<UnmappedFiles>(llvm::vfs::createPhysicalFileSystem());
}

} // namespace leash
