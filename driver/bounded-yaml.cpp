// bounded-yaml: YAML from somebody else, nested no deeper than a stack can bear.
//
// LLVM's parser takes a text apart as far as it is asked to. Asked level by level, it needs no stack for those that
// nobody asks for.

#include "driver/bounded-yaml.h"

#include "checks/core/vocabulary/yaml-error.h"

#include "llvm/Support/Casting.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <fmt/format.h>

namespace leash {

namespace yaml = llvm::yaml;

namespace {

constexpr size_t MaxBytes = 1u << 20;
constexpr unsigned MaxDepth = 32; // a .clang-tidy needs three

class DepthSearch {
public:
  /// The first node that lies too deep, or a null pointer.
  const yaml::Node *in(yaml::Node *node, unsigned depth = 0) {
    if (!node || depth > MaxDepth)
      return node;
    if (auto *list = llvm::dyn_cast<yaml::SequenceNode>(node)) {
      for (yaml::Node &each : *list)
        if (const yaml::Node *deep = in(&each, depth + 1))
          return deep;
    } else if (auto *map = llvm::dyn_cast<yaml::MappingNode>(node)) {
      for (yaml::KeyValueNode &each : *map) {
        if (const yaml::Node *deep = in(each.getKey(), depth + 1))
          return deep;
        if (const yaml::Node *deep = in(each.getValue(), depth + 1))
          return deep;
      }
    }
    return nullptr;
  }
};

} // namespace

static size_t lineOf(const yaml::Node &node, llvm::StringRef text) {
  return text.take_front(offsetIn(text, node.getSourceRange().Start.getPointer())).count('\n') + 1;
}

std::string yamlObstacle(llvm::MemoryBufferRef text) {
  std::string name = text.getBufferIdentifier().str();
  if (text.getBufferSize() > MaxBytes)
    return fmt::format("{}: has {} bytes; Leash reads no more than {} of a configuration", name, text.getBufferSize(),
                       MaxBytes);
  llvm::SourceMgr sources;
  sources.setDiagHandler([](const llvm::SMDiagnostic &, void *) {}); // whoever reads the text will say it
  yaml::Stream stream(text, sources);
  for (yaml::Document &document : stream)
    if (const yaml::Node *deep = DepthSearch().in(document.getRoot()))
      return fmt::format("{}:{}: nested too deeply: no configuration has more than {} levels", name,
                         lineOf(*deep, text.getBuffer()), MaxDepth);
  return {};
}

} // namespace leash
