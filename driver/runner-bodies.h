// runner-bodies: which function bodies of system headers need not be parsed.
//
// Nine of ten bodies that a unit sees are the system's, and no check looks at them. Without them a parse takes three
// quarters of the time and half of the memory. The trap: user code that only a system body instantiates (the lambda
// that std::thread calls) would vanish with it, so headers that forward to user code keep their bodies.
#pragma once

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace leash {

/// For one unit: remembers its answer per file.
class SystemBodies {
public:
  explicit SystemBodies(const clang::SourceManager &sources) : sources_(sources) {}

  bool canSkip(const clang::Decl &declaration);

private:
  bool isForwarding(clang::FileID file);

  const clang::SourceManager &sources_;
  llvm::DenseMap<clang::FileID, bool> forwarding_;
};

} // namespace leash
