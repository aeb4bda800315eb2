// sample: writes the files of the project and tells what a run might have found there.

#include "test/report/sample.h"
#include "driver/report/format.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include "gtest/gtest.h"

namespace leash {

TestProject::TestProject() {
  llvm::SmallString<128> directory;
  std::error_code error = llvm::sys::fs::createUniqueDirectory("leash-report", directory);
  EXPECT_FALSE(error) << error.message();
  directory_ = std::string(directory);
}

TestProject::~TestProject() { EXPECT_FALSE(llvm::sys::fs::remove_directories(directory_)); }

std::string TestProject::write(const std::string &name, llvm::StringRef content) const {
  std::string path = directory_ + "/" + name;
  std::error_code error = llvm::sys::fs::create_directories(llvm::sys::path::parent_path(path));
  EXPECT_FALSE(error) << path << ": " << error.message();
  llvm::raw_fd_ostream(path, error) << content;
  EXPECT_FALSE(error) << path << ": " << error.message();
  return path;
}

Place TestProject::find(const std::string &file, llvm::StringRef text, unsigned number) const {
  auto buffer = llvm::MemoryBuffer::getFile(file);
  EXPECT_TRUE(buffer) << file;
  if (!buffer)
    return {};
  llvm::StringRef content = (*buffer)->getBuffer();
  size_t offset = content.find(text);
  while (--number != 0)
    offset = content.find(text, offset + 1);
  EXPECT_NE(offset, llvm::StringRef::npos) << text.str() << " in " << file;
  llvm::StringRef before = content.take_front(offset);
  auto line = static_cast<uint32_t>(before.count('\n') + 1);
  auto column = static_cast<uint32_t>(offset - (before.rfind('\n') + 1) + 1);
  return {file, line, column, line, column + static_cast<uint32_t>(text.size())};
}

std::string TestProject::anonymous(llvm::StringRef output) const {
  std::string text = output.str();
  for (size_t i = text.find(directory_); i != std::string::npos; i = text.find(directory_, i))
    text.replace(i, directory_.size(), "/project");
  return text;
}

static Finding finding(std::string check, Severity severity, Place place, std::string message) {
  Finding finding;
  finding.check = std::move(check);
  finding.severity = severity;
  finding.place = std::move(place);
  finding.message = std::move(message);
  return finding;
}

/// A lock that stays held on one path; its fix touches three lines, indented with tabs.
static Finding forgottenUnlock(const TestProject &project) {
  std::string file = project.write("src/cache.cpp", "#include \"cache.h\"\n"
                                                    "\n"
                                                    "bool Cache::reload(const std::string &path) {\n"
                                                    "\tmutex_.lock();\n"
                                                    "\tstd::ifstream input(path);\n"
                                                    "\tif (!input)\n"
                                                    "\t\treturn false;\n"
                                                    "\tentries_ = parse(input);\n"
                                                    "\tmutex_.unlock();\n"
                                                    "\treturn true;\n"
                                                    "}\n");
  Finding result = finding("lock-not-released", Severity::Error, project.find(file, "return false"),
                           "'mutex_' is still locked when 'reload' returns here");
  result.entity = "Cache::reload";
  result.statement = "return false;";
  result.remedy = "hold 'mutex_' in a std::lock_guard, which releases it on every way out";
  Place lock = project.find(file, "mutex_.lock()");
  Place unlock = project.find(file, "\tmutex_.unlock();\n");
  result.step(lock, "locks 'mutex_'");
  result.step(project.find(file, "!input"), "goes on here if 'input' could not be opened");
  result.step(result.place, "returns, and nobody will unlock 'mutex_'");
  Place call = lock;
  call.endColumn += 1;
  Place wholeLine = unlock;
  wholeLine.endLine = unlock.line + 1;
  wholeLine.endColumn = 1;
  result.fixes.push_back(
      {"hold 'mutex_' in a guard", {{call, "const std::lock_guard guard(mutex_);"}, {wholeLine, ""}}});
  return result;
}

/// Two threads wait for each other.
static Finding oppositeOrders(const TestProject &project) {
  std::string flush = project.write("src/worker.cpp", "void Worker::flush() {\n"
                                                      "  std::lock_guard queue(queueMutex);\n"
                                                      "  std::lock_guard stats(statsMutex);\n"
                                                      "  written_ += queue_.size();\n"
                                                      "}\n");
  std::string report = project.write("src/report.cpp", "std::string report() {\n"
                                                       "  std::lock_guard stats(statsMutex);\n"
                                                       "  std::lock_guard queue(queueMutex);\n"
                                                       "  return format(written, pending);\n"
                                                       "}\n");
  Finding result = finding("lock-order", Severity::Warning, project.find(flush, "stats(statsMutex)"),
                           "'queueMutex' and 'statsMutex' are locked in opposite orders");
  result.entity = "Worker::flush";
  result.statement = "std::lock_guard stats(statsMutex);";
  result.remedy = "lock both at once with std::scoped_lock";
  result.step(project.find(flush, "queue(queueMutex)"), "locks 'queueMutex'", "flush");
  result.step(project.find(report, "stats(statsMutex)"), "locks 'statsMutex'", "report");
  result.step(result.place, "waits for 'statsMutex'", "flush");
  result.step(project.find(report, "queue(queueMutex)"), "waits for 'queueMutex', for ever", "report");
  return result;
}

/// Source that is wide, that is no text, and that would like to command the terminal.
static std::vector<Finding> foreignCharacters(const TestProject &project) {
  std::string file = project.write("src/strings.cpp", "\xEF\xBB\xBFstd::mutex m;\r\n"
                                                      "auto e = u8\"\u00e9\u4e16\u754c\U0001F512\"; m.lock();\r\n"
                                                      "auto b = \"\xff\xfe\"; m.lock();\r\n"
                                                      "/* \x1b[31m\x1b]0;title\x07 \u202e */ m.lock();\r\n");
  std::vector<Finding> findings;
  for (unsigned number : {1, 2, 3})
    findings.push_back(finding("lock-not-released", Severity::Warning, project.find(file, "m.lock()", number),
                               "'m' is never unlocked"));
  findings.push_back(finding("lock-not-released", Severity::Note, project.find(file, "std::mutex"),
                             "message with \x1b[31m, \u202e, \xff, %, : and a\nnew line"));
  return findings;
}

/// Names that break out of every format that doesn't escape them.
static Finding hostileName(const TestProject &project) {
  std::string file = project.write("src/a \"b\" c'::error::%0A,\n\x1b[1m\xff#?.cpp", "m.lock();\n");
  Finding result =
      finding("lock-not-released", Severity::Error, project.find(file, "m.lock()"), "'m' is never unlocked");
  result.step(project.find(file, "lock"), "locked here", "a::b,\n%");
  return result;
}

static Finding severalLines(const TestProject &project) {
  std::string file = project.write("src/call.cpp", "void start() {\n"
                                                   "  std::async([] {\n"
                                                   "    work();\n"
                                                   "  });\n"
                                                   "}\n");
  Finding result = finding("unchecked-error", Severity::Warning, project.find(file, "std::async"),
                           "the future is dropped, so this waits for the task");
  result.place.endLine = 4;
  result.place.endColumn = 5;
  result.entity = "start";
  return result;
}

/// What a report must survive: no place, no file, no such line.
static std::vector<Finding> lostPlaces(const TestProject &project) {
  std::string shrunk = project.write("src/shrunk.cpp", "int x;\n");
  std::vector<Finding> findings;
  findings.push_back(finding("stuck-receive", Severity::Warning, {}, "finding without a place"));
  findings.push_back(finding("stuck-receive", Severity::Warning, {shrunk, 0, 0, 0, 0}, "finding in a whole file"));
  findings.push_back(finding("stuck-receive", Severity::Warning, {shrunk, 900, 7, 900, 9}, "finding behind the end"));
  findings.push_back(finding("stuck-receive", Severity::Warning, {project.directory() + "/src/gone.cpp", 3, 1, 3, 4},
                             "finding in a file that is gone"));
  findings.push_back(finding("stuck-receive", Severity::Note, {"/elsewhere/lib c++/queue.h", 12, 5, 12, 9},
                             "finding outside of the project"));
  for (Finding &each : findings)
    each.step(each.place, "a step there").step({}, "a step nowhere");
  return findings;
}

/// What comments in the code, and a rule about it, let pass; one of it has a story.
static std::vector<Finding> silenced(const TestProject &project) {
  std::string file = project.write(
      "src/legacy.cpp", "void f() {\n"
                        "  m.lock(); // leash-allow(lock-not-released): released by the caller until 2027-03-01\n"
                        "  n.lock(); // NOLINT\n"
                        "}\n");
  std::vector<Finding> findings;
  findings.push_back(
      finding("lock-not-released", Severity::Error, project.find(file, "m.lock()"), "'m' is never unlocked"));
  findings.back().entity = "f";
  findings.back().step(findings.back().place, "locks 'm'");
  findings.back().suppression = {SuppressionKind::Allowance, project.find(file, "leash-allow"), 1,
                                 "released by the caller", "2027-03-01"};
  findings.push_back(
      finding("lock-not-released", Severity::Error, project.find(file, "n.lock()"), "'n' is never unlocked"));
  findings.back().suppression = {SuppressionKind::NoLint, {}, 0, "", ""};
  findings.push_back(
      finding("stuck-receive", Severity::Warning, project.find(file, "n.lock()"), "nothing will end this wait"));
  findings.back().suppression = {
      SuppressionKind::PathRule, {project.directory() + "/leash.yaml", 2, 5, 2, 5}, 0, "is to be replaced", ""};
  canonicalize(findings);
  return findings;
}

RunSummary sampleRun(const TestProject &project) {
  RunSummary run = cleanRun(project);
  run.findings = {forgottenUnlock(project), oppositeOrders(project), hostileName(project), severalLines(project)};
  for (const std::vector<Finding> &more : {foreignCharacters(project), lostPlaces(project)})
    run.findings.insert(run.findings.end(), more.begin(), more.end());
  canonicalize(run.findings);
  run.unitsTotal = 44;
  run.unitsAnalyzed = 42;
  run.unanalyzed = {{project.directory() + "/src/broken.cpp", "'config.h' file not found"},
                    {project.directory() + "/src/odd\nname.cpp", "unknown type name '\xff\x1b[0m'"}};
  run.notes = {"dropped -fanalyzer from 3 commands: Clang doesn't know it"};
  run.suppressed = silenced(project);
  return run;
}

RunSummary cleanRun(const TestProject &project) {
  RunSummary run;
  run.unitsTotal = run.unitsAnalyzed = 42;
  run.seconds = 3.14;
  run.toolVersion = "1.2.3";
  run.baseDirectory = project.directory();
  run.mainFile = project.directory() + "/src/main.cpp";
  run.buildDirectory = project.directory() + "/build";
  return run;
}

Finding simpleFinding(Severity severity, uint32_t line) {
  return finding("lock-order", severity, {"a.cpp", line, 1, line, 2}, "message");
}

RunSummary runWith(const TestProject &project, std::vector<Finding> findings) {
  RunSummary run = cleanRun(project);
  run.findings = std::move(findings);
  canonicalize(run.findings);
  return run;
}

llvm::ArrayRef<llvm::StringRef> hostileTexts() {
  static const llvm::StringRef texts[] = {
      "</testcase></testsuite></file></checkstyle><script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)> ' onload='x",
      "]]> <!-- <![CDATA[ &lt; &#60; &amp;",
      "` `` ``` </details> </summary> **bold** _em_ ~~gone~~ | cell | $x$",
      "[link](javascript:alert(1)) ![image](http://host.example/i.png) <http://host.example>",
      "@everyone #1 https://host.example www.host.example a@host.example :tada: /close GH-1",
      "# heading",
      "- [ ] item",
      "1. item",
      "> quote",
      "'quoted` @everyone' and 'open",
      "::error file=a::said",
      "\n::error file=a::said",
      "\r\n \t ::add-mask::said",
      "##[error]said ##vso[task.setvariable variable=a]said",
      "%0A::error::said %25",
      "\", \"injected\": true, \"a\": \"\\",
      "\x1b[31m \x1b]0;title\x07 \b\x7f \u009b31m",
      "\u202e turned \u2066 round \u2028 lines \u0085 \ufeff",
      "\xff\xfe no text \xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80",
      {"zero \0 byte", 11},
  };
  return texts;
}

/// A place in a file that is called so; no file's name can have a zero byte in it.
static Place placeCalled(llvm::StringRef text) { return {text.contains('\0') ? "zero.cpp" : text.str(), 1, 1, 1, 2}; }

static Finding findingThatSays(llvm::StringRef text) {
  Finding result = finding("lock-order", Severity::Error, placeCalled(text), text.str());
  result.remedy = result.entity = text.str();
  result.step(placeCalled(text), text.str(), text.str()).step({}, text.str());
  result.fixes.push_back({text.str(), {{placeCalled(text), text.str()}}});
  return result;
}

RunSummary runThatSays(const TestProject &project, llvm::StringRef text) {
  RunSummary run = runWith(project, {findingThatSays(text)});
  run.suppressed = {findingThatSays(text)};
  run.suppressed.front().suppression = {SuppressionKind::Allowance, placeCalled(text), 0, text.str(), "2027-03-01"};
  canonicalize(run.suppressed);
  run.unanalyzed = {{placeCalled(text).file, text.str()}};
  run.notes = {text.str()};
  return run;
}

RunSummary hostileRun(const TestProject &project) {
  RunSummary run = cleanRun(project);
  for (llvm::StringRef text : hostileTexts()) {
    RunSummary one = runThatSays(project, text);
    llvm::append_range(run.findings, one.findings);
    llvm::append_range(run.suppressed, one.suppressed);
    llvm::append_range(run.unanalyzed, one.unanalyzed);
    llvm::append_range(run.notes, one.notes);
  }
  canonicalize(run.findings);
  canonicalize(run.suppressed);
  return run;
}

RunSummary comparedRun(const TestProject &project) {
  RunSummary run = sampleRun(project);
  run.comparedWith = "leash-baseline.txt";
  run.known.assign(run.findings.begin() + 1, run.findings.end());
  run.findings.resize(1);
  run.fixed = {finding("lock-order", Severity::Warning, Place(), "a finding of the baseline in 'Cache::\x1b[1mflush'")};
  run.fixed.front().entity = "Cache::\x1b[1mflush";
  run.fixed.front().fingerprint = "0123456789abcdef0123456789abcdef";
  return run;
}

ToolDescription sampleTool() {
  const std::string url = "https://example.org/checks/";
  const char *page = "# lock-not-released\n"
                     "A lock that is acquired by hand is not released\n"
                     "on some path.\n"
                     "\n"
                     "## Finds\n";
  return {
      url,
      {{"lock-not-released", "A lock stays held on some path.", Severity::Error, page, url + "lock-not-released.md"},
       {"lock-order", "Two locks are acquired in opposite orders.", Severity::Warning, "", url + "lock-order.md"},
       {"stuck-receive", "Nothing can end a wait.", Severity::Note, "# stuck-receive\n", ""}}};
}

std::string textOf(const RunSummary &run, TextStyle style) {
  std::string text;
  llvm::raw_string_ostream out(text);
  writeText(run, style, out);
  return text;
}

std::string sarifOf(const RunSummary &run) {
  std::string text;
  llvm::raw_string_ostream out(text);
  writeSarif(run, sampleTool(), out);
  return text;
}

std::string clangTidyOf(const RunSummary &run, TextStyle style) {
  std::string text;
  llvm::raw_string_ostream out(text);
  writeClangTidy(run, style, out);
  return text;
}

std::string exportFixesOf(const RunSummary &run) {
  std::string text;
  llvm::raw_string_ostream out(text);
  writeExportFixes(run, out);
  return text;
}

std::string reportOf(const RunSummary &run, llvm::StringRef word) {
  const Format *format = findFormat(word);
  EXPECT_NE(format, nullptr) << word.str();
  std::string text;
  llvm::raw_string_ostream out(text);
  if (format)
    format->write(run, {.color = false, .unicode = true}, out);
  return text;
}

} // namespace leash
