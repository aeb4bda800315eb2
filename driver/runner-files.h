// runner-files: files that may change while they are analysed.
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <functional>

namespace leash {

/// The disk, with a working directory of its own. Files are read, never mapped: whoever saves a file in an editor
/// during the run would cut a mapped one off under Clang's feet, which ends in SIGBUS. What isn't a file or a directory
/// (a pipe, a device, a link to one: it may never end) and what has more than 256 MiB can't be opened.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> unmappedFiles();

/// Puts files of another time in the place of those on a disk. Called by several threads at once.
using FileView =
    std::function<llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>)>;

} // namespace leash
