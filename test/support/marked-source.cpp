// marked-source: a program whose comments say what Leash must report about it.

#include "test/support/marked-source.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace leash {

std::string_view spelling(Mark mark) {
  switch (mark) {
  case Mark::Finding:
    return "finding";
  case Mark::Missed:
    return "missed";
  case Mark::Wrong:
    return "wrong";
  }
  return {};
}

bool MarkedSource::marks(Mark mark) const {
  return llvm::any_of(markers, [&](const Marker &marker) { return marker.mark == mark; });
}

/// A comment is a mark if one of the three words is all that it says, or a colon follows.
static void readComment(llvm::StringRef comment, unsigned line, std::vector<Marker> &markers) {
  for (Mark mark : {Mark::Finding, Mark::Missed, Mark::Wrong}) {
    llvm::StringRef rest = comment.trim();
    if (rest.consume_front(spelling(mark)) && (rest.empty() || rest.consume_front(":")))
      markers.push_back({mark, line, rest.trim().str()});
  }
}

static std::vector<Marker> readMarkers(llvm::StringRef code) {
  std::vector<Marker> markers;
  for (unsigned line = 1; !code.empty(); ++line) {
    llvm::StringRef text;
    std::tie(text, code) = code.split('\n');
    llvm::SmallVector<llvm::StringRef, 4> comments;
    text.split(comments, "//");
    for (llvm::StringRef comment : llvm::drop_begin(comments))
      readComment(comment, line, markers);
  }
  return markers;
}

static std::vector<std::string> readArguments(llvm::StringRef code, bool isC) {
  std::vector<std::string> arguments = {isC ? "-std=c11" : "-std=c++20", "-pthread", "-I" LEASH_SOURCE_DIR "/include"};
  llvm::StringRef first = code.ltrim().split('\n').first;
  if (!first.consume_front("// arguments:"))
    return arguments;
  llvm::SmallVector<llvm::StringRef, 4> words;
  first.split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef word : words)
    arguments.push_back(word.trim().str());
  return arguments;
}

static std::map<std::string, std::string, std::less<>> readOptions(llvm::StringRef code) {
  std::map<std::string, std::string, std::less<>> options;
  llvm::StringRef first = code.ltrim().split('\n').first;
  if (!first.consume_front("// options:"))
    return options;
  llvm::SmallVector<llvm::StringRef, 4> words;
  first.split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef word : words)
    options.emplace(word.split('=').first.trim().str(), word.split('=').second.trim().str());
  return options;
}

MarkedSource markedSource(std::string name, std::string file, std::string check, std::string code) {
  MarkedSource source;
  source.name = std::move(name);
  source.file = std::move(file);
  source.check = std::move(check);
  source.arguments = readArguments(code, source.isC());
  source.options = readOptions(code);
  source.markers = readMarkers(code);
  source.code = std::move(code);
  return source;
}

} // namespace leash
