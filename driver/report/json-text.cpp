// json-text: JSON that is harmless wherever it is shown.

#include "driver/report/json-text.h"
#include "driver/report/printable.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"

namespace leash {

namespace json = llvm::json;

std::string validText(llvm::StringRef text) { return json::isUTF8(text) ? text.str() : json::fixUTF8(text); }

/// The character by its number, beyond the basic plane by those of its surrogates.
static void writeEscape(llvm::StringRef character, llvm::raw_ostream &out) {
  llvm::SmallVector<llvm::UTF16, 2> units;
  llvm::convertUTF8ToUTF16String(character, units);
  for (llvm::UTF16 unit : units)
    out << llvm::format("\\u%04X", static_cast<unsigned>(unit));
}

void writeJsonText(llvm::raw_ostream &stream, llvm::function_ref<void(json::OStream &)> fill) {
  std::string text;
  llvm::raw_string_ostream buffer(text);
  {
    json::OStream out(buffer, /*IndentSize=*/2);
    fill(out);
  }
  for (llvm::StringRef rest = text; !rest.empty();) {
    Glyph glyph = firstGlyph(rest, /*unicode=*/true);
    llvm::StringRef character = rest.take_front(glyph.bytes);
    if (character == "\n" || glyph.shown == character)
      stream << character;
    else
      writeEscape(character, stream);
    rest = rest.drop_front(glyph.bytes);
  }
  stream << '\n';
}

} // namespace leash
