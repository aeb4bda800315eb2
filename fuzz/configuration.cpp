// configuration: a `.clang-tidy`, as one of Leash's own and in clang-tidy's place. The first line is what --checks
// says, where it begins with a '#'.

#include "fuzz/demand.h"
#include "fuzz/targets.h"

#include "driver/config.h"

namespace leash::fuzz {

static void plan(ConfigRequest request) {
  llvm::Expected<Configuration> configuration = Configuration::create(std::move(request));
  if (!configuration)
    return demandSentence(configuration.takeError(), "");
  llvm::Expected<std::shared_ptr<const CheckPlan>> first = configuration->planFor("/project/src/a.cpp");
  if (!first)
    return demandSentence(first.takeError(), "");
  (*first)->headers.wants("/project/include/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.h", "/project/src/a.cpp");
  llvm::Expected<std::shared_ptr<const CheckPlan>> second = configuration->planFor("/project/src/b.cpp");
  demand(bool(second) && *second == *first, "files of one directory have one plan");
}

void readConfiguration(llvm::StringRef bytes) {
  for (bool inClangTidysPlace : {false, true}) {
    ConfigRequest request;
    request.text = bytes.str();
    if (bytes.starts_with("#"))
      request.checks = bytes.drop_front().split('\n').first.str();
    request.inClangTidysPlace = inClangTidysPlace;
    plan(std::move(request));
  }
}

} // namespace leash::fuzz
