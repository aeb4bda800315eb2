// project-flags: a foreign compile command, made fit for Clang.
//
// The option table of Clang's driver takes the command apart, so that a flag's value is never mistaken for a flag. What
// the table doesn't know is dropped: one such flag of gcc would otherwise fail the whole unit.

#include "driver/project-flags.h"

#include "clang/Driver/Options.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace leash {

namespace options = clang::driver::options;
namespace types = clang::driver::types;
using llvm::opt::Arg;

namespace {

/// Which type of source `-x VALUE` or the file's name says it is.
types::ID typeOf(llvm::StringRef file, const Arg *language) {
  if (language && llvm::StringRef(language->getValue()) != "none")
    return types::lookupTypeForTypeSpecifier(language->getValue());
  return types::lookupTypeForExtension(llvm::sys::path::extension(file).drop_while([](char c) { return c == '.'; }));
}

bool isC(types::ID type) {
  switch (type) {
  case types::TY_C:
  case types::TY_PP_C:
  case types::TY_CHeader:
  case types::TY_CXX:
  case types::TY_PP_CXX:
  case types::TY_CXXHeader:
  case types::TY_CXXModule:
  case types::TY_ObjC:
  case types::TY_ObjCXX:
    return true;
  default:
    return false;
  }
}

/// Outputs, and what only matters for them; other inputs (a linker's objects, missing response files); plugins, which
/// are code for another compiler; what prints; Clang's precompiled headers, which bind to one build of Clang.
bool isIrrelevant(const Arg &argument) {
  switch (argument.getOption().getID()) {
  case options::OPT_INPUT:
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_fsyntax_only:
  case options::OPT__analyze:
  case options::OPT_emit_llvm:
  case options::OPT_save_temps:
  case options::OPT_save_temps_EQ:
  case options::OPT_include_pch:
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_resource_dir:
  case options::OPT_resource_dir_EQ:
  case options::OPT_v:
  case options::OPT__HASH_HASH_HASH:
  case options::OPT__DASH_DASH:
    return true;
  case options::OPT_Wp_COMMA:
    return llvm::StringRef(argument.getValue()).starts_with("-M");
  default:
    return argument.getOption().matches(options::OPT_M_Group);
  }
}

/// Options that reach the compiler proper one word at a time: `-Xclang -include-pch -Xclang FILE`.
bool takesPrecompiledHeader(const Arg &argument) {
  if (argument.getOption().getID() != options::OPT_Xclang)
    return false;
  llvm::StringRef word = argument.getValue();
  return word == "-include-pch" || word == "-load" || word == "-add-plugin" || word == "-plugin";
}

/// Takes the arguments of a command, without its compiler, and keeps what matters to a parse.
class Fitting {
public:
  explicit Fitting(llvm::ArrayRef<std::string> arguments) {
    for (const std::string &argument : arguments)
      raw_.push_back(argument.c_str());
  }

  /// The type of source that was asked for by the last -x.
  const Arg *language = nullptr;

  void run(FitCommand &result) {
    unsigned missingIndex = 0, missingCount = 0;
    parsed_ = clang::driver::getDriverOptTable().ParseArgs(raw_, missingIndex, missingCount,
                                                           llvm::opt::Visibility(options::ClangOption));
    llvm::SmallVector<const Arg *> all(parsed_.begin(), parsed_.end());
    for (size_t index = 0; index < all.size(); ++index) {
      const Arg &argument = *all[index];
      if (takesPrecompiledHeader(argument)) {
        ++index; // and its value
      } else if (argument.getOption().getID() == options::OPT_UNKNOWN) {
        result.dropped.push_back(argument.getAsString(parsed_));
      } else if (argument.getOption().getID() == options::OPT_include) {
        // Handed to the compiler proper, past the driver, which would look for FILE.gch and FILE.pch beside it.
        result.arguments.insert(result.arguments.end(), {"-Xclang", "-include", "-Xclang", argument.getValue()});
      } else if (!isIrrelevant(argument)) {
        size_t end = index + 1 < all.size() ? all[index + 1]->getIndex() : endOfArguments(missingIndex, missingCount);
        keep(argument.getIndex(), end, result);
        if (argument.getOption().getID() == options::OPT_x)
          language = &argument;
      }
    }
    // An option without its value: Clang's driver says so better than we could.
    if (missingCount)
      keep(missingIndex, raw_.size(), result);
  }

private:
  size_t endOfArguments(unsigned missingIndex, unsigned missingCount) const {
    return missingCount ? missingIndex : raw_.size();
  }

  void keep(size_t begin, size_t end, FitCommand &result) {
    result.arguments.insert(result.arguments.end(), raw_.begin() + begin, raw_.begin() + end);
  }

  std::vector<const char *> raw_;
  llvm::opt::InputArgList parsed_;
};

/// The compiler that belongs to clangHeaders(): Clang's driver looks for its installation around this path.
std::string clangProgram() {
  llvm::SmallString<128> path(LEASH_CLANG_RESOURCE_DIR);
  for (int level = 0; level < 3; ++level) // PREFIX/lib/clang/19
    llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "bin", "clang");
  return std::string(path);
}

} // namespace

FitCommand fitForClang(llvm::ArrayRef<std::string> command, llvm::StringRef file,
                       llvm::ArrayRef<std::string> extraArguments) {
  FitCommand result;
  result.arguments = {clangProgram()};
  llvm::StringRef compiler = command.empty() ? "" : llvm::StringRef(command.front());
  std::vector<std::string> arguments(command.begin() + (command.empty() ? 0 : 1), command.end());
  arguments.insert(arguments.end(), extraArguments.begin(), extraArguments.end());

  // "x86_64-linux-gnu-g++-12" says both a target and that .c files are C++.
  clang::tooling::addTargetAndModeForProgramName(result.arguments, compiler);
  Fitting fitting(arguments);
  fitting.run(result);
  result.isC = isC(typeOf(file, fitting.language));

  // A warning isn't a finding, whatever -Werror says; gcc's warning names aren't Clang's.
  for (llvm::StringRef flag : {"-Wno-unknown-warning-option", "-w", "-Qunused-arguments", "-fsyntax-only"})
    result.arguments.push_back(flag.str());
  result.arguments.push_back("-resource-dir=" + clangHeaders());
  result.arguments.insert(result.arguments.end(), {"--", file.str()});
  return result;
}

std::string clangHeaders() { return LEASH_CLANG_RESOURCE_DIR; }

bool findsClangHeaders() {
  llvm::SmallString<128> header(clangHeaders());
  llvm::sys::path::append(header, "include", "stddef.h");
  return llvm::sys::fs::exists(header);
}

} // namespace leash
