// printable: text from anywhere (source, file names, messages) as a terminal may be given it.
//
// Source code can hold terminal escapes, characters that turn the direction of writing round, and bytes that are no
// text at all. They are shown by their number, as Clang shows them: <U+001B>, <U+202E>, <FF>. So is the "#" by which a
// log of GitHub or Azure would begin to obey it: #<U+0023>[error].
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// A character: how it is shown, in how many columns, and how many bytes of the text it takes.
struct Glyph {
  std::string shown;
  unsigned width = 0;
  unsigned bytes = 0;
};

/// The first character of `text`, which isn't empty. Without `unicode`, only ASCII is shown as it is.
Glyph firstGlyph(llvm::StringRef text, bool unicode);

/// All of `text` on one line.
std::string printable(llvm::StringRef text, bool unicode);

/// The number of bytes of the first character of `text`; 1 for a byte that doesn't belong to any.
unsigned bytesOfFirstCharacter(llvm::StringRef text);

} // namespace leash
