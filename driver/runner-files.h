// runner-files: files that may change while they are analysed.
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace leash {

/// The disk, with a working directory of its own. Files are read, never mapped: whoever saves a file in an editor
/// during the run would cut a mapped one off under Clang's feet, which ends in SIGBUS.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> unmappedFiles();

} // namespace leash
