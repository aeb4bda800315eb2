// page-test: docs/vocabulary.md says what there is, and what it shows can be loaded.
#include "checks/core/model/role.h"
#include "checks/core/model/verb.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gtest/gtest.h>

namespace leash {
namespace {

std::string page() {
  auto file = llvm::MemoryBuffer::getFile(LEASH_SOURCE_DIR "/docs/vocabulary.md");
  return file ? (*file)->getBuffer().str() : "";
}

/// What stands between each `open` and the next `close`.
std::vector<std::string> between(llvm::StringRef text, llvm::StringRef open, llvm::StringRef close) {
  std::vector<std::string> found;
  for (size_t at = 0; (at = text.find(open, at)) != llvm::StringRef::npos;) {
    at += open.size();
    size_t end = text.find(close, at);
    found.push_back(text.slice(at, end).str());
    at = end;
  }
  return found;
}

TEST(VocabularyPage, EveryExampleLoads) {
  std::vector<std::string> examples = between(page(), "```yaml\n", "```");
  ASSERT_GE(examples.size(), 10u);
  for (const std::string &example : examples) {
    llvm::Expected<VocabularyText> text = parseVocabulary(example, "docs/vocabulary.md", "example");
    EXPECT_TRUE(static_cast<bool>(text)) << example << llvm::toString(text.takeError());
    if (text)
      EXPECT_FALSE(text->types.empty() && text->operations.empty() && text->facts.empty()) << example;
  }
}

TEST(VocabularyPage, EveryAnnotationIsOne) {
  std::vector<std::string> annotations = between(page(), "clang::annotate(\"", "\")");
  ASSERT_GE(annotations.size(), 5u);
  for (const std::string &annotation : annotations)
    if (annotation != "leash:VERB")
      EXPECT_TRUE(static_cast<bool>(parseAnnotation(annotation))) << annotation;
}

/// The words of "a, b, c", each of which the page explains in code font.
void expectExplained(const std::string &words) {
  std::string text = page();
  llvm::SmallVector<llvm::StringRef, 40> each;
  llvm::StringRef(words).split(each, ", ");
  for (llvm::StringRef word : each)
    EXPECT_TRUE(llvm::StringRef(text).contains(("`" + word + "`").str()) ||
                llvm::StringRef(text).contains(("`" + word + ":").str()))
        << "docs/vocabulary.md doesn't explain `" << word.str() << "`";
}

TEST(VocabularyPage, ExplainsEveryWord) {
  expectExplained(knownVerbs());
  expectExplained(knownRoles());
  expectExplained(knownOutcomes());
  expectExplained(knownCallableUses());
}

/// The keys that an error lists are the keys that there are.
std::string keysOf(llvm::StringRef yamlWithUnknownKey) {
  llvm::Expected<VocabularyText> text = parseVocabulary(yamlWithUnknownKey, "x.yaml", "x");
  std::string error = text ? "" : llvm::toString(text.takeError());
  return llvm::StringRef(error).split("known keys: ").second.split('\n').first.str();
}

TEST(VocabularyPage, ExplainsEveryKey) {
  for (const char *yaml : {"no: 1", "types: [{name: T, role: mutex, no: 1}]",
                           "operations: [{call: f, verb: none, no: 1}]", "facts: [{call: f, pure: yes, no: 1}]"}) {
    std::string keys = keysOf(yaml);
    EXPECT_NE(keys, "") << yaml;
    expectExplained(keys);
  }
}

} // namespace
} // namespace leash
