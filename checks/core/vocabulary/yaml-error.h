// yaml-error: what is wrong with a file of YAML, and what to write instead.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace llvm {
class SMDiagnostic;
}

namespace leash {

/// Where `place` is in `text`, or its end: behind a byte that it can't read, LLVM's parser makes up nodes that are
/// nowhere.
size_t offsetIn(llvm::StringRef text, const char *place);

/// The first mistake in a text. Readers of one text share it as the context of LLVM's YAML I/O, and keep up to date
/// which keys there are.
struct YamlError {
  llvm::StringRef keys; ///< of the mapping that was read last: the one whose unknown key LLVM reports
  std::string text;     ///< empty: there is none

  /// LLVM's handler of diagnostics, for a context that is a YamlError. Keeps the first, and says what LLVM's messages
  /// leave out.
  static void keep(const llvm::SMDiagnostic &diagnostic, void *context);

  /// The mistake as an error; of a text called `name`.
  llvm::Error take(llvm::StringRef name);
};

} // namespace leash
