// printable: characters that may be shown, and numbers for all others.

#include "driver/report/printable.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

namespace leash {

unsigned bytesOfFirstCharacter(llvm::StringRef text) {
  unsigned length = llvm::getNumBytesForUTF8(static_cast<llvm::UTF8>(text.front()));
  const llvm::UTF8 *begin = text.bytes_begin();
  return length <= text.size() && llvm::isLegalUTF8Sequence(begin, begin + length) ? length : 1;
}

static Glyph numbered(const char *format, unsigned number, unsigned bytes) {
  Glyph glyph;
  llvm::raw_string_ostream(glyph.shown) << llvm::format(format, number);
  glyph.width = glyph.shown.size();
  glyph.bytes = bytes;
  return glyph;
}

/// GitHub's runner and Azure's agent take "##[…]" and "##vso[…]" for commands wherever they stand in a log. Without
/// their last "#" they are none.
static bool endsPrefixOfCommand(llvm::StringRef text) { return text.starts_with("#[") || text.starts_with("#vso["); }

Glyph firstGlyph(llvm::StringRef text, bool unicode) {
  if (endsPrefixOfCommand(text))
    return numbered("<U+%04X>", '#', 1);
  if (llvm::isPrint(text.front()))
    return {text.take_front().str(), 1, 1};

  unsigned bytes = bytesOfFirstCharacter(text);
  if (bytes == 1 && !llvm::isASCII(text.front()))
    return numbered("<%02X>", static_cast<unsigned char>(text.front()), bytes);

  const llvm::UTF8 *begin = text.bytes_begin();
  llvm::UTF32 character = 0;
  llvm::convertUTF8Sequence(&begin, begin + bytes, &character, llvm::strictConversion);
  int width = llvm::sys::unicode::columnWidthUTF8(text.take_front(bytes));
  if (!unicode || width < 0)
    return numbered("<U+%04X>", character, bytes);
  return {text.take_front(bytes).str(), static_cast<unsigned>(width), bytes};
}

std::string printable(llvm::StringRef text, bool unicode) {
  std::string shown;
  while (!text.empty()) {
    Glyph glyph = firstGlyph(text, unicode);
    shown += glyph.shown;
    text = text.drop_front(glyph.bytes);
  }
  return shown;
}

} // namespace leash
