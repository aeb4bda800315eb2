// base-files: the disk as it was at the base revision.

#include "driver/change/base-files.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace leash {

namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;

namespace {

/// A file from elsewhere, which says of itself that it is here.
class MovedFile : public vfs::File {
public:
  MovedFile(std::unique_ptr<vfs::File> file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  llvm::ErrorOr<vfs::Status> status() override {
    llvm::ErrorOr<vfs::Status> status = file_->status();
    return status ? vfs::Status::copyWithNewName(*status, name_) : status;
  }
  llvm::ErrorOr<std::string> getName() override { return name_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine &name, int64_t size,
                                                               bool needsTerminator, bool isVolatile) override {
    return file_->getBuffer(name, size, needsTerminator, isVolatile);
  }
  std::error_code close() override { return file_->close(); }

private:
  std::unique_ptr<vfs::File> file_;
  std::string name_;
};

} // namespace

class BaseFileSystem : public vfs::ProxyFileSystem {
public:
  BaseFileSystem(const BaseFiles &files, llvm::IntrusiveRefCntPtr<vfs::FileSystem> disk)
      : ProxyFileSystem(std::move(disk)), files_(files) {}

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &name) override {
    std::string key = keyOf(name);
    if (files_.absent_.contains(key))
      return std::make_error_code(std::errc::no_such_file_or_directory);
    auto moved = files_.moved_.find(key);
    if (moved == files_.moved_.end())
      return ProxyFileSystem::status(name);
    llvm::ErrorOr<vfs::Status> status = ProxyFileSystem::status(moved->second);
    return status ? vfs::Status::copyWithNewName(*status, name) : status;
  }

  bool exists(const llvm::Twine &name) override { return static_cast<bool>(status(name)); }

  llvm::ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const llvm::Twine &name) override {
    std::string key = keyOf(name);
    if (files_.absent_.contains(key))
      return std::make_error_code(std::errc::no_such_file_or_directory);
    auto moved = files_.moved_.find(key);
    if (moved == files_.moved_.end())
      return ProxyFileSystem::openFileForRead(name);
    llvm::ErrorOr<std::unique_ptr<vfs::File>> file = ProxyFileSystem::openFileForRead(moved->second);
    if (!file)
      return file.getError();
    return std::make_unique<MovedFile>(std::move(*file), name.str());
  }

  std::error_code getRealPath(const llvm::Twine &name, llvm::SmallVectorImpl<char> &result) override {
    std::string key = keyOf(name);
    if (!files_.moved_.contains(key))
      return ProxyFileSystem::getRealPath(name, result);
    result.assign(key.begin(), key.end());
    return {};
  }

private:
  /// The name that git knows the file by: its directory without links and dots.
  std::string keyOf(const llvm::Twine &name) {
    llvm::SmallString<256> absolute;
    name.toVector(absolute);
    if (makeAbsolute(absolute))
      return std::string(absolute);
    auto [known, isNew] = directories_.try_emplace(path::parent_path(absolute));
    if (isNew) {
      llvm::SmallString<256> real;
      if (ProxyFileSystem::getRealPath(path::parent_path(absolute), real)) {
        real = path::parent_path(absolute); // a directory that the change has taken away
        path::remove_dots(real, /*remove_dot_dot=*/true);
      }
      known->second = std::string(real);
    }
    return known->second + "/" + path::filename(absolute).str();
  }

  const BaseFiles &files_;
  llvm::StringMap<std::string> directories_;
};

BaseFiles::BaseFiles(const Change &change, const Worktree &worktree) {
  for (const std::string &file : change.filesOfBase())
    moved_[file] = worktree.pathOf(file);
  for (const std::string &file : change.added)
    absent_.insert(file);
  for (const auto &[today, then] : change.renamed)
    absent_.insert(today);
}

llvm::IntrusiveRefCntPtr<vfs::FileSystem> BaseFiles::over(llvm::IntrusiveRefCntPtr<vfs::FileSystem> disk) const {
  return llvm::makeIntrusiveRefCnt<BaseFileSystem>(*this, std::move(disk));
}

} // namespace leash
