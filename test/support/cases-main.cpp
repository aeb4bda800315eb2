// leash-cases: how far every check is, seen quickly while one is written.
//
//   leash-cases [CHECK [STORY]]      both may be parts of a name
//
// Prints every case that fails with the reasons, then a table of the pairs per check. Exits 1 if anything fails. A case
// that crashes Leash fails; alone, it shows where.

#include "test/support/case-files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <set>

namespace leash {

namespace {

struct Tally {
  std::set<std::string> pairs, failedPairs;
  unsigned cleanCount = 0, failedCleanCount = 0;

  void count(const CaseFile &file, bool failed) {
    if (file.kind == CaseKind::Clean) {
      ++cleanCount;
      failedCleanCount += failed;
      return;
    }
    pairs.insert(file.story);
    if (failed)
      failedPairs.insert(file.story);
  }
};

void printCase(const CaseFile &file, llvm::ArrayRef<std::string> complaints) {
  llvm::outs() << (complaints.empty() ? "ok    " : "FAIL  ") << file.check << "/" << file.label() << "\n";
  for (llvm::StringRef complaint : complaints) {
    llvm::SmallVector<llvm::StringRef> lines;
    complaint.split(lines, '\n');
    llvm::outs() << "      " << llvm::join(lines, "\n      ") << "\n";
  }
}

void printTable(const std::map<std::string, Tally> &tallies) {
  llvm::outs() << "\ncheck                pairs that pass  clean that pass\n";
  for (const auto &[check, tally] : tallies)
    llvm::outs() << llvm::formatv("{0,-20} {1,7} of {2,-5} {3,7} of {4}\n", check,
                                  tally.pairs.size() - tally.failedPairs.size(), tally.pairs.size(),
                                  tally.cleanCount - tally.failedCleanCount, tally.cleanCount);
}

int runCases(llvm::StringRef check, llvm::StringRef story) {
  CaseFiles cases = findCases();
  llvm::erase_if(cases.files, [&](const CaseFile &file) {
    return !llvm::StringRef(file.check).contains(check) || !llvm::StringRef(file.label()).contains(story);
  });
  if (cases.files.size() > 1)
    llvm::CrashRecoveryContext::Enable();
  std::vector<std::vector<std::string>> complaints(cases.files.size());
  llvm::DefaultThreadPool pool;
  for (size_t index = 0; index < cases.files.size(); ++index)
    pool.async([&, index] { complaints[index] = complaintsAbout(cases.files[index]); });
  pool.wait();

  std::map<std::string, Tally> tallies;
  bool failed = cases.files.empty() || !cases.complaints.empty();
  for (const auto &[file, wrong] : llvm::zip(cases.files, complaints)) {
    tallies[file.check].count(file, !wrong.empty());
    failed |= !wrong.empty();
    if (!wrong.empty() || !story.empty())
      printCase(file, wrong);
  }
  for (const std::string &complaint : cases.complaints)
    llvm::outs() << complaint << "\n";
  printTable(tallies);
  return failed;
}

} // namespace

} // namespace leash

int main(int argc, char **argv) {
  llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
  return leash::runCases(argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : "");
}
