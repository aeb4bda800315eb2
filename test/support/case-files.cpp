// case-files: the programs below test/cases/, by check, in pairs of a bug and its fix.

#include "test/support/case-files.h"

#include "checks/check.h"
#include "test/support/analyze-source.h"
#include "test/support/expectation.h"
#include "test/support/fixed-source.h"
#include "test/support/text-file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Process.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace leash {

std::string_view spelling(CaseKind kind) {
  switch (kind) {
  case CaseKind::Bug:
    return "bug";
  case CaseKind::Fix:
    return "fix";
  case CaseKind::Clean:
    return "clean";
  }
  return {};
}

static std::optional<CaseKind> kindCalled(llvm::StringRef word) {
  return llvm::StringSwitch<std::optional<CaseKind>>(word)
      .Case("bug", CaseKind::Bug)
      .Case("fix", CaseKind::Fix)
      .Case("clean", CaseKind::Clean)
      .Default(std::nullopt);
}

std::string CaseFile::label() const { return story + "." + std::string(spelling(kind)); }

static std::optional<CaseFile> caseAt(const std::filesystem::path &path) {
  std::string extension = path.extension();
  std::optional<CaseKind> kind =
      kindCalled(llvm::StringRef(path.stem().extension().native()).drop_front(path.stem().has_extension() ? 1 : 0));
  if (!kind || (extension != ".cpp" && extension != ".c"))
    return std::nullopt;
  return CaseFile{path.parent_path().filename(), path.stem().stem(), *kind, path};
}

static void complainAboutSingles(CaseFiles &cases) {
  std::map<std::pair<std::string, std::string>, std::set<CaseKind>> pairs;
  for (const CaseFile &file : cases.files)
    if (file.kind != CaseKind::Clean)
      pairs[{file.check, file.story}].insert(file.kind);
  for (const auto &[story, kinds] : pairs)
    if (kinds.size() == 1)
      cases.complaints.push_back("test/cases/" + story.first + "/" + story.second + " has no ." +
                                 (kinds.count(CaseKind::Bug) ? "fix" : "bug") + " twin");
}

static void complainAboutChecks(CaseFiles &cases) {
  std::set<std::string, std::less<>> seen;
  for (const CaseFile &file : cases.files)
    seen.insert(file.check);
  for (const CheckInfo *check : catalog())
    if (!seen.count(check->name))
      cases.complaints.push_back("the check " + std::string(check->name) + " has no cases in test/cases/");
  for (const std::string &name : seen)
    if (!findCheck(name))
      cases.complaints.push_back("test/cases/" + name + " is about no check of the catalog");
}

CaseFiles findCases(llvm::StringRef directory) {
  CaseFiles cases;
  std::error_code error;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(directory.str(), error)) {
    if (entry.is_directory())
      continue;
    if (std::optional<CaseFile> file = caseAt(entry.path()))
      cases.files.push_back(std::move(*file));
    else
      cases.complaints.push_back(entry.path().string() + ": a case is called STORY.bug.cpp, STORY.fix.cpp or "
                                                         "STORY.clean.cpp (or .c)");
  }
  if (error)
    cases.complaints.push_back(directory.str() + ": " + error.message());
  llvm::sort(cases.files, [](const CaseFile &a, const CaseFile &b) {
    return std::tie(a.check, a.story, a.kind) < std::tie(b.check, b.story, b.kind);
  });
  complainAboutSingles(cases);
  complainAboutChecks(cases);
  return cases;
}

MarkedSource load(const CaseFile &file) {
  return markedSource(file.check + "/" + file.label(), file.path, file.check, readTextFile(file.path));
}

bool wantsAllCases() { return llvm::sys::Process::GetEnv("LEASH_ALL_CASES").has_value(); }

std::vector<CaseFile> someBugs(llvm::StringRef check, size_t atMost) {
  std::vector<CaseFile> bugs = findCases().files;
  llvm::erase_if(bugs, [&](const CaseFile &file) { return file.check != check || file.kind != CaseKind::Bug; });
  if (!wantsAllCases() && bugs.size() > atMost)
    bugs.resize(atMost);
  return bugs;
}

std::vector<std::string> complaintsAbout(const CaseFile &file) {
  MarkedSource source = load(file);
  llvm::Expected<std::vector<Finding>> findings = analyzeSource(source);
  if (!findings)
    return {llvm::toString(findings.takeError())};
  std::vector<std::string> complaints = disagreements(source, *findings);
  llvm::append_range(complaints, complaintsAboutFixes(source, *findings));
  bool isBug = file.kind == CaseKind::Bug;
  if (isBug && !source.marks(Mark::Finding) && !source.marks(Mark::Missed))
    complaints.push_back("a .bug case marks its bug with `// finding`");
  if (!isBug && (source.marks(Mark::Finding) || source.marks(Mark::Missed)))
    complaints.push_back("only a .bug case has bugs to mark");
  return complaints;
}

} // namespace leash
