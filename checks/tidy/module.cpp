// module: registers every check of the catalog with clang-tidy, as leash-<name>.
//
// The door has made sure that clang-tidy is the one that we are built for (door/door.cpp).

#include "checks/check.h"
#include "checks/tidy/leash-check.h"
#include "checks/tidy/unit-model.h"

#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"

#include <memory>

namespace leash {

namespace {

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
