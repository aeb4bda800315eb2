// xml: elements and attributes, and no way to write anything else.

#include "driver/report/xml.h"
#include "driver/report/printable.h"

#include "llvm/ADT/StringExtras.h"

namespace leash {

/// `lineEnd` stands for the ends of lines: a parser makes a space of those that stand in an attribute as they are.
static void writeEscaped(llvm::StringRef text, llvm::StringRef lineEnd, llvm::raw_ostream &out) {
  for (bool isFirst = true; isFirst || !text.empty(); isFirst = false) {
    auto [line, rest] = text.split('\n');
    llvm::printHTMLEscaped(printable(line, /*unicode=*/true), out);
    if (line.size() != text.size())
      out << lineEnd;
    text = rest;
  }
}

XmlWriter::XmlWriter(llvm::raw_ostream &out) : out_(out) { out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

void XmlWriter::writeStart(llvm::StringRef name, Attributes attributes) {
  out_.indent(2 * depth_) << '<' << name;
  for (const auto &[key, value] : attributes) {
    if (value.empty())
      continue;
    out_ << ' ' << key << "=\"";
    writeEscaped(value, "&#10;", out_);
    out_ << '"';
  }
}

void XmlWriter::element(llvm::StringRef name, Attributes attributes, llvm::function_ref<void()> content) {
  writeStart(name, attributes);
  out_ << ">\n";
  ++depth_;
  content();
  --depth_;
  out_.indent(2 * depth_) << "</" << name << ">\n";
}

void XmlWriter::element(llvm::StringRef name, Attributes attributes, llvm::StringRef text) {
  writeStart(name, attributes);
  if (text.empty()) {
    out_ << "/>\n";
    return;
  }
  out_ << '>';
  writeEscaped(text, "\n", out_);
  out_ << "</" << name << ">\n";
}

} // namespace leash
