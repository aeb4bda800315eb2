// runner-bodies: which function bodies of system headers need not be parsed.

#include "driver/runner-bodies.h"

#include "driver/forwarding-headers.h"

#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace leash {

bool SystemBodies::canSkip(const clang::Decl &declaration) {
  clang::SourceLocation place = sources_.getExpansionLoc(declaration.getLocation());
  return place.isValid() && sources_.isInSystemHeader(place) && !isForwarding(sources_.getFileID(place));
}

bool SystemBodies::isForwarding(clang::FileID file) {
  auto [known, isNew] = forwarding_.try_emplace(file, false);
  if (isNew)
    if (clang::OptionalFileEntryRef entry = sources_.getFileEntryRefForID(file))
      known->second = llvm::is_contained(ForwardingHeaders, llvm::sys::path::filename(entry->getName()));
  return known->second;
}

} // namespace leash
