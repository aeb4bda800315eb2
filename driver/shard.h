// shard: one of several machines' part of an analysis.
//
// A unit's shard follows from its name and the number of shards alone, so that each machine comes to the same, and a
// unit that is added or taken away moves no other. All commands of a file are in one shard.
#pragma once

#include "driver/project.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

struct Shard {
  unsigned number = 1; ///< from 1
  unsigned count = 1;

  /// Whether the unit of this name (unitName()) is this shard's.
  bool has(llvm::StringRef name) const;
};

/// Reads "2/3".
llvm::Expected<Shard> parseShard(llvm::StringRef text);

/// What a unit's file is called on every machine: its path as seen from `directory`, which is a real path. Files beside
/// that directory begin with "../".
std::string unitName(const CompileUnit &unit, const std::string &directory);

/// Tells two sets of units apart, whatever their order: a digest of all their names.
std::string digestOf(std::vector<std::string> unitNames);

} // namespace leash
