// xml: elements and attributes, and no way to write anything else.
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <initializer_list>
#include <string>
#include <utility>

namespace leash {

/// Writes one document. XML has no way at all to hold most control characters, so text is written as it may be shown
/// (printable.h); its line ends are kept.
class XmlWriter {
public:
  /// Names and values. An attribute without a value is left out.
  using Attributes = std::initializer_list<std::pair<const char *, std::string>>;

  /// Begins the document with its declaration.
  explicit XmlWriter(llvm::raw_ostream &out);

  /// An element with others in it, which `content` writes.
  void element(llvm::StringRef name, Attributes attributes, llvm::function_ref<void()> content);

  /// An element that holds text, or nothing.
  void element(llvm::StringRef name, Attributes attributes, llvm::StringRef text = {});

private:
  void writeStart(llvm::StringRef name, Attributes attributes);

  llvm::raw_ostream &out_;
  unsigned depth_ = 0;
};

} // namespace leash
