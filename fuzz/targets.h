// targets: what strangers may write and Leash reads, as functions that take any bytes.
//
// Each of them asks more of a reader than that it survives: what it accepts means the same when it is written and read
// again, and what it refuses it refuses with a sentence that names the text.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace leash::fuzz {

struct Target {
  llvm::StringLiteral name; ///< also of its folder in fuzz/seeds
  void (*read)(llvm::StringRef bytes);
};

/// All targets, sorted by name.
llvm::ArrayRef<Target> targets();

void readBaselines(llvm::StringRef bytes);
void readCommands(llvm::StringRef bytes);
void readConfiguration(llvm::StringRef bytes);
void readSuppressions(llvm::StringRef bytes);
void readVocabulary(llvm::StringRef bytes);

} // namespace leash::fuzz
