// sample: a project in a directory of its own, and a run over it that has something of everything.
#pragma once

#include "driver/report/report.h"
#include "driver/report/sarif.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace leash {

/// A directory with files in it, removed at the end.
class TestProject {
public:
  TestProject();
  ~TestProject();
  TestProject(const TestProject &) = delete;
  TestProject &operator=(const TestProject &) = delete;

  const std::string &directory() const { return directory_; }

  /// Writes a file and returns its absolute path.
  std::string write(const std::string &name, llvm::StringRef content) const;

  /// The place of the `number`-th occurrence of `text` in the file, which is an absolute path.
  Place find(const std::string &file, llvm::StringRef text, unsigned number = 1) const;

  /// `output` with the project's directory as "/project", so that it is the same in every run.
  std::string anonymous(llvm::StringRef output) const;

private:
  std::string directory_;
};

/// A run over `project`, whose files it writes: threads, fixes, hostile names, foreign bytes, lost files.
RunSummary sampleRun(const TestProject &project);

/// A run that found nothing and has nothing to say.
RunSummary cleanRun(const TestProject &project);

/// A finding in the `line` of a.cpp.
Finding simpleFinding(Severity severity = Severity::Warning, uint32_t line = 1);

/// A clean run but for these findings.
RunSummary runWith(const TestProject &project, std::vector<Finding> findings);

/// Texts that break out of a format that doesn't escape them, or that make a terminal or a log obey.
llvm::ArrayRef<llvm::StringRef> hostileTexts();

/// A run in which everything that comes from a project says `text`: file names, messages, threads, units, notes.
RunSummary runThatSays(const TestProject &project, llvm::StringRef text);

/// All hostile texts, each as runThatSays() says it.
RunSummary hostileRun(const TestProject &project);

/// The sample compared with a base, which has all but one of the findings, and one more without a place.
RunSummary comparedRun(const TestProject &project);

/// The checks that the sample's findings are of, all but one.
ToolDescription sampleTool();

std::string textOf(const RunSummary &run, TextStyle style);
std::string clangTidyOf(const RunSummary &run, TextStyle style);
std::string sarifOf(const RunSummary &run);
std::string exportFixesOf(const RunSummary &run);

/// The report in the format that users call `word`.
std::string reportOf(const RunSummary &run, llvm::StringRef word);

} // namespace leash
