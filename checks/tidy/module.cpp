// module: registers every check of the catalog with clang-tidy, as leash-<name>.

#include "checks/check.h"
#include "checks/tidy/host-version.h"
#include "checks/tidy/leash-check.h"
#include "checks/tidy/unit-model.h"

#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>

namespace leash {

namespace {

/// Runs when the host loads us, before any other initialiser (the smallest number that isn't the compiler's own): all
/// that follows calls into the host. A plugin can't tell its host to fail, so it ends the process, with the status that
/// Leash has for misuse.
__attribute__((constructor(101))) void refuseForeignHost() {
  std::optional<std::string> reason = refusal(clang::getClangToolFullVersion("clang-tidy"));
  if (!reason)
    return;
  std::fprintf(stderr, "leash: error: %s\n", reason->c_str());
  std::_Exit(2);
}

class LeashModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &factories) override {
    // Shared by the checks of one unit, and gone with the last of them.
    auto models = std::make_shared<UnitModels>();
    for (const CheckInfo *check : catalog())
      factories.registerCheckFactory("leash-" + std::string(check->name),
                                     [check, models](llvm::StringRef name, clang::tidy::ClangTidyContext *context) {
                                       return std::make_unique<LeashCheck>(name, context, *check, *models);
                                     });
  }
};

clang::tidy::ClangTidyModuleRegistry::Add<LeashModule> registration("leash", "Finds concurrency bugs.");

} // namespace

} // namespace leash
