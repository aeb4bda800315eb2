// door: libleash-tidy.so, the part of the plugin that any host can load.
//
// clang-tidy loads a plugin that was built for another LLVM without a word, finds none of its checks, and succeeds; or
// it says that a symbol is missing, and goes on without the plugin. A check that silently doesn't run is worse than
// none. So what a host loads needs nothing of it but its version. If that is ours, the checks are loaded, from the
// library beside this one; if not, everybody is told. A plugin has no way to make its host fail but to end the process.

#include "checks/tidy/door/host-version.h"

#include "clang/Basic/Version.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace clang {
/// Weak, so that its absence can be told too.
__attribute__((weak)) std::string getClangToolFullVersion(llvm::StringRef tool);
} // namespace clang

namespace leash {

/// Ends the process with the status that Leash has for misuse.
[[noreturn]] static void refuse(const std::string &reason) {
  std::fprintf(stderr, "leash: error: %s\n", reason.c_str());
  std::_Exit(2);
}

static std::string nameOfHost() {
  return &clang::getClangToolFullVersion ? clang::getClangToolFullVersion("clang-tidy") : "a program without Clang";
}

/// Where the library of the checks is, going by where this one is.
static std::string pathOfChecks() {
  Dl_info self;
  if (!dladdr(reinterpret_cast<void *>(&pathOfChecks), &self) || !self.dli_fname)
    refuse("libleash-tidy.so can't find out where it is");
  std::string path = self.dli_fname;
  size_t directory = path.rfind('/');
  return (directory == path.npos ? "./" : path.substr(0, directory + 1)) + LEASH_CHECKS_LIBRARY;
}

__attribute__((constructor)) static void open() {
  if (std::optional<std::string> reason = refusal(nameOfHost()))
    refuse(*reason);
  // All symbols now: what the host doesn't have would otherwise end it in the middle of its work.
  if (!dlopen(pathOfChecks().c_str(), RTLD_NOW | RTLD_LOCAL))
    refuse(std::string(dlerror()) + ".\nlibleash-tidy.so needs " LEASH_CHECKS_LIBRARY " beside it, of the same build.");
}

} // namespace leash
