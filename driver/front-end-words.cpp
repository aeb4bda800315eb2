// front-end-words: what a compile command says to Clang's front end past its driver, as -Xclang does.

#include "driver/front-end-words.h"

#include "clang/Driver/Options.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

namespace leash {

namespace options = clang::driver::options;
using llvm::opt::Arg;
using llvm::opt::Option;

/// Flags without a value can name no file. Implicit modules are written to a cache; what Clang knows of the layout of
/// classes is dumped to stdout.
static bool isHarmless(const Arg &argument) {
  switch (argument.getOption().getID()) {
  case options::OPT_D:
  case options::OPT_U:
  case options::OPT_I:
  case options::OPT_idirafter:
  case options::OPT_imacros:
  case options::OPT_include:
  case options::OPT_internal_isystem:
  case options::OPT_internal_externc_isystem:
  case options::OPT_iquote:
  case options::OPT_isystem:
  case options::OPT_std_EQ:
  case options::OPT_target_cpu:
  case options::OPT_target_feature:
  case options::OPT_undef:
    return true;
  default:
    llvm::StringRef name = argument.getOption().getName();
    return argument.getOption().getKind() == Option::FlagClass && name.starts_with("f") && !name.contains("module") &&
           !name.starts_with("fdump");
  }
}

static bool isOfNoConcern(const Arg &argument) {
  return argument.getOption().matches(options::OPT_include_pch) || argument.getOption().matches(options::OPT_W_Group) ||
         argument.getOption().matches(options::OPT_w);
}

FrontEndWords sift(llvm::ArrayRef<std::string> words) {
  std::vector<const char *> raw;
  for (const std::string &word : words)
    raw.push_back(word.c_str());
  unsigned missingIndex = 0, missingCount = 0;
  llvm::opt::InputArgList parsed = clang::driver::getDriverOptTable().ParseArgs(
      raw, missingIndex, missingCount, llvm::opt::Visibility(options::CC1Option));
  FrontEndWords result;
  llvm::opt::ArgStringList kept;
  for (const Arg *argument : parsed)
    if (isHarmless(*argument))
      argument->render(parsed, kept);
    else if (!isOfNoConcern(*argument))
      result.dropped.push_back(argument->getAsString(parsed));
  result.kept.assign(kept.begin(), kept.end());
  if (missingCount)
    result.dropped.push_back(words[missingIndex]);
  return result;
}

} // namespace leash
