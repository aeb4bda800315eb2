// yaml-error: what is wrong with a file of YAML, and what to write instead.

#include "checks/core/vocabulary/yaml-error.h"

#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <functional>

namespace leash {

size_t offsetIn(llvm::StringRef text, const char *place) {
  bool isInside = !std::less<>()(place, text.begin()) && std::less<>()(place, text.end());
  return isInside ? place - text.begin() : text.size();
}

void YamlError::keep(const llvm::SMDiagnostic &diagnostic, void *context) {
  YamlError &error = *static_cast<YamlError *>(context);
  if (!error.text.empty())
    return;
  std::string message = diagnostic.getMessage().str();
  if (diagnostic.getMessage().starts_with("unknown key"))
    message += ("; known keys: " + error.keys).str();
  else if (message == "not a sequence")
    message = "expected a list: [a, b]";
  else if (message == "not a mapping")
    message = "expected keys and values";
  else if (message == "unexpected scalar")
    message = "expected one word";
  else if (message == "invalid boolean")
    message = "expected yes or no";
  llvm::SMDiagnostic improved(*diagnostic.getSourceMgr(), diagnostic.getLoc(), diagnostic.getFilename(),
                              diagnostic.getLineNo(), diagnostic.getColumnNo(), diagnostic.getKind(), message,
                              diagnostic.getLineContents(), diagnostic.getRanges());
  llvm::raw_string_ostream stream(error.text);
  improved.print(nullptr, stream, /*ShowColors=*/false);
}

llvm::Error YamlError::take(llvm::StringRef name) {
  if (text.empty())
    text = (name + ": error: this is no YAML").str();
  return llvm::createStringError(llvm::inconvertibleErrorCode(), llvm::StringRef(text).rtrim());
}

} // namespace leash
