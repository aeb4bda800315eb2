// case-files: the programs below test/cases/, by check, in pairs of a bug and its fix.
#pragma once

#include "test/support/marked-source.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <string_view>
#include <vector>

namespace leash {

enum class CaseKind { Bug, Fix, Clean };

/// "bug", "fix" or "clean".
std::string_view spelling(CaseKind kind);

/// `test/cases/<check>/<story>.<kind>.<cpp or c>`
struct CaseFile {
  std::string check;
  std::string story;
  CaseKind kind;
  std::string path;

  /// "thumbnail-cache-trim.bug"
  std::string label() const;
};

struct CaseFiles {
  std::vector<CaseFile> files; ///< by check, story, kind
  /// What is wrong with the collection: files with another kind of name, a bug without its fix or a fix without its
  /// bug, a check of the catalog without cases, no cases at all.
  std::vector<std::string> complaints;
};

/// The cases below `directory`.
CaseFiles findCases(llvm::StringRef directory = LEASH_SOURCE_DIR "/test/cases");

/// True with LEASH_ALL_CASES=1 in the environment: tests that are content with a sample of the cases take all.
bool wantsAllCases();

/// The first bugs of one check, sorted as findCases(); all if wantsAllCases(). For tests that parse each many times.
std::vector<CaseFile> someBugs(llvm::StringRef check, size_t atMost);

/// What is wrong with one case: its marks don't fit its kind (a bug marks its bug, the others mark no finding), or
/// Leash doesn't agree with them, or the fixes that it offers don't compile or remove nothing. Parses the file, and
/// once more if fixes are offered.
std::vector<std::string> complaintsAbout(const CaseFile &file);

/// The file as a program with marks.
MarkedSource load(const CaseFile &file);

} // namespace leash
