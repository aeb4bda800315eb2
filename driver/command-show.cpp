// command-show: what Leash read from one file, for whoever teaches it a library or doubts a finding.

#include "checks/core/unit/analyze.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/leash.h"
#include "driver/runner.h"
#include "driver/suggest.h"
#include "driver/vocabularies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

namespace leash {

namespace {

struct View {
  llvm::StringLiteral name;
  std::string (*describe)(const Unit &unit);
};

constexpr View views[] = {
    {"operations", describeOperations},
    {"facts", describeFacts},
    {"summary", describeSummaries},
    {"summary-json", summaryAsJson},
};

llvm::Expected<const View *> viewCalled(llvm::StringRef name) {
  std::vector<std::string> known;
  for (const View &view : views) {
    if (name == view.name)
      return &view;
    known.push_back(view.name.str());
  }
  return llvm::createStringError(fmt::format("can't show '{}'{}; write operations, facts, summary or summary-json",
                                             name.str(), didYouMean(name, known)));
}

/// Prints what `view` says of the unit; returns why it couldn't be read, or an empty string.
llvm::Expected<std::string> show(const View &view, const CompileUnit &unit, const Arguments &arguments,
                                 Streams streams) {
  llvm::Expected<std::shared_ptr<const Vocabulary>> vocabulary =
      Vocabularies(arguments.last("vocabulary")).forUnit(unit);
  if (!vocabulary)
    return vocabulary.takeError();
  RunOptions options;
  options.skipBodies = !arguments.has("no-skip-bodies");
  std::string misread;
  std::string failure = runUnit(unit, options, [&](clang::ASTContext &context) {
    llvm::Expected<std::shared_ptr<const Unit>> read = buildUnit(context, **vocabulary);
    if (read)
      streams.out << view.describe(**read);
    else
      misread = llvm::toString(read.takeError());
  });
  return failure.empty() ? misread : failure;
}

} // namespace

std::string showHelp() {
  return "Usage: leash show operations|facts|summary|summary-json FILE [OPTION…]\n"
         "       leash show operations|facts|summary|summary-json FILE -- COMPILER FLAGS\n\n"
         "Prints what Leash read from a file:\n"
         "  operations    what the code does, and which vocabulary entry says so\n"
         "  facts         what holds before each operation\n"
         "  summary       what each function does that its callers need to know\n"
         "  summary-json  the same and more, for programs\n\nOptions:\n" +
         describeOptions(projectOptions());
}

int runShowCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<Arguments> parsed = Arguments::parse(projectOptions(), arguments);
  if (!parsed)
    return fail(parsed.takeError(), streams);
  if (parsed->positional().size() != 2)
    return fail(llvm::createStringError(
                    "write what to show and of which file: leash show operations|facts|summary|summary-json FILE"),
                streams);
  llvm::Expected<const View *> view = viewCalled(parsed->positional()[0]);
  if (!view)
    return fail(view.takeError(), streams);
  llvm::Expected<Project> project = openProject(projectRequest(*parsed, {parsed->positional()[1]}));
  if (!project)
    return fail(project.takeError(), streams);

  // A file that is compiled in several ways is shown as it is compiled first.
  const CompileUnit &unit = project->units.front();
  llvm::Expected<std::string> failure = show(**view, unit, *parsed, streams);
  if (!failure)
    return fail(failure.takeError(), streams);
  if (failure->empty())
    return Clean;
  tell(fmt::format("error: could not analyse {}: {}", unit.file, *failure), streams);
  return Incomplete;
}

} // namespace leash
