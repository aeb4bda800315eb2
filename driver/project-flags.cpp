// project-flags: a foreign compile command, made fit for Clang.
//
// The option table of Clang's driver takes the command apart, so that a flag's value is never mistaken for a flag. What
// the table doesn't know is dropped: one such flag of gcc would otherwise fail the whole unit.

#include "driver/project-flags.h"

#include "driver/front-end-words.h"

#include "clang/Driver/Options.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Triple.h"

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

/// Whether Clang's driver reads the options in this mode as it did when they were judged.
bool isOfGcc(llvm::StringRef driverMode) { return driverMode == "gcc" || driverMode == "g++" || driverMode == "cpp"; }

/// What makes Clang's driver answer a question on stdout and compile nothing. Its words may be anybody's.
bool asksTheDriver(llvm::StringRef name) {
  return name.starts_with("print-") || name.starts_with("dump") || name.starts_with("help") ||
         name.starts_with("ccc-") || name.starts_with("autocomplete") || name == "version" || name == "v" ||
         name == "###";
}

/// What is said of GPUs. Code for them isn't parsed; and to learn which one the machine has, Clang's driver would run a
/// program that the command names, or that lies where it points (`--offload-arch=native --amdgpu-arch-tool=./x`).
bool isAboutGpus(llvm::StringRef name) {
  name.consume_front("no-");
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"offload", "hip", "cuda", "rocm", "gpu", "amdgpu", "nvptx",
                                                      "libomptarget", "fopenmp-targets", "Xopenmp-target", "Xoffload",
                                                      "Xcuda"},
                      [name](llvm::StringRef prefix) { return name.starts_with(prefix); });
}

/// With `-march=native` or `-mcpu=native`, such a target too has the driver run a program.
bool isGpu(llvm::StringRef target) {
  llvm::Triple triple(llvm::Triple::normalize(target));
  return triple.isAMDGPU() || triple.isNVPTX();
}

/// Outputs, and what only matters for them; other inputs (a linker's objects, missing response files); plugins, which
/// are code for another compiler; what prints; Clang's precompiled headers, which bind to one build of Clang, and
/// implicit modules, which are written to a cache (their headers are read as text); options inside options or in files
/// of their own, past this function.
bool isIrrelevant(const Arg &argument) {
  llvm::StringRef name = argument.getOption().getName();
  if (asksTheDriver(name) || isAboutGpus(name) || name.starts_with("fmodules") || name.starts_with("Xarch_") ||
      name.starts_with("config"))
    return true;
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
  case options::OPT__serialize_diags:
  case options::OPT_gen_reproducer:
  case options::OPT_gen_cdb_fragment_path:
  case options::OPT_B: // where the driver looks for programs
  case options::OPT_fimplicit_module_maps:
  case options::OPT__DASH_DASH:
    return true;
  case options::OPT_Wp_COMMA:
    return argument.getNumValues() != 0 && llvm::StringRef(argument.getValue()).starts_with("-M"); // it may be empty
  case options::OPT_driver_mode:
    return !isOfGcc(argument.getValue());
  default:
    return argument.getOption().matches(options::OPT_M_Group);
  }
}

/// The words for the front end, in options that hand them on: `-Xclang -include -Xclang FILE`, `-Wp,-D,NAME`.
bool handsOn(const Arg &argument) {
  unsigned id = argument.getOption().getID();
  return id == options::OPT_Xclang || id == options::OPT_Xpreprocessor || id == options::OPT_Wp_COMMA;
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
    std::vector<std::string> words; // for the front end
    for (size_t index = 0; index < all.size(); ++index) {
      const Arg &argument = *all[index];
      if (handsOn(argument) && !isIrrelevant(argument)) {
        llvm::append_range(words, argument.getValues());
      } else if (argument.getOption().getID() == options::OPT_UNKNOWN ||
                 (argument.getOption().getID() == options::OPT_target && isGpu(argument.getValue()))) {
        result.dropped.push_back(argument.getAsString(parsed_));
      } else if (argument.getOption().getID() == options::OPT_include) {
        // Past the driver, which would look for FILE.gch and FILE.pch beside it.
        words.insert(words.end(), {"-include", argument.getValue()});
      } else if (!isIrrelevant(argument)) {
        size_t end = index + 1 < all.size() ? all[index + 1]->getIndex() : endOfArguments(missingIndex, missingCount);
        keep(argument.getIndex(), end, result);
        if (argument.getOption().getID() == options::OPT_x)
          language = &argument;
      }
    }
    FrontEndWords sifted = sift(words);
    for (const std::string &word : sifted.kept)
      result.arguments.insert(result.arguments.end(), {"-Xclang", word});
    for (const std::string &option : sifted.dropped)
      result.dropped.push_back("-Xclang " + option);
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
  llvm::erase_if(result.arguments, [](llvm::StringRef argument) {
    return (argument.consume_front("--driver-mode=") && !isOfGcc(argument)) ||
           (argument.consume_front("--target=") && isGpu(argument));
  });
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
