// baseline: a file of findings that are known, so that only others count.
//
//   # leash-baseline 1
//   # Findings that are known here: 'leash baseline explain' shows them. A line each, in any order; lines may be
//   deleted. 0f3c5a…  lock-order  Cache::flush
//
// Sorted by fingerprint, which scatters new lines over the file, so that two branches that both add some merge without
// a conflict; a merge that keeps the lines of both sides (git's `union`) is right, too.
#pragma once

#include "checks/core/model/finding.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>
#include <vector>

namespace leash {

inline constexpr llvm::StringLiteral DefaultBaseline = "leash-baseline.txt";

/// What a baseline holds of a finding, by its fingerprint.
struct BaselineEntry {
  std::string check;
  std::string entity; ///< for readers alone: the fingerprint has it already
};

using Baseline = std::map<std::string, BaselineEntry>;

/// Reads the text of a baseline. Errors begin with NAME:LINE. Takes no more than a bounded number of bytes and lines.
llvm::Expected<Baseline> parseBaseline(llvm::StringRef text, llvm::StringRef name);

llvm::Expected<Baseline> readBaseline(const std::string &file);

void writeBaseline(const Baseline &baseline, llvm::raw_ostream &out);

/// The finding as an entry.
BaselineEntry entryOf(const Finding &finding);

/// The entries as findings without a place.
std::vector<Finding> findingsOf(const Baseline &baseline);

} // namespace leash
