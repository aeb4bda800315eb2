// names-test: no string outside the vocabulary names a library, so that teaching Leash a library touches one file.
#include "test/architecture/library-names.h"
#include "test/architecture/sources.h"

#include "checks/core/vocabulary/vocabulary.h"

#include <gtest/gtest.h>

namespace leash::architecture {
namespace {

const std::set<std::string> someNames = {"std::mutex::lock",         "mtx_lock", "QMutex::lock", "read", "asio::post",
                                         "InitializeCriticalSection"};

std::string nameIn(std::string_view literal) { return LibraryNames(someNames).in(literal); }

TEST(LibraryNames, AQualifiedNameOfAKnownNamespaceIsOne) {
  EXPECT_EQ(nameIn("use std::lock_guard here"), "std::lock_guard");
  EXPECT_EQ(nameIn("asio::dispatch"), "asio::dispatch");
  EXPECT_EQ(nameIn("std::"), "std");
}

TEST(LibraryNames, ACoinedWordOfTheVocabularyIsOne) {
  EXPECT_EQ(nameIn("mtx_lock"), "mtx_lock");
  EXPECT_EQ(nameIn("InitializeCriticalSection(&s)"), "InitializeCriticalSection");
}

TEST(LibraryNames, TheShapesOfPosixAndQtAreKnownWithoutTheVocabulary) {
  EXPECT_EQ(nameIn("pthread_mutex_lock"), "pthread_mutex_lock");
  EXPECT_EQ(nameIn("a QThreadPool"), "QThreadPool");
}

TEST(LibraryNames, WordsOfEnglishAndOurOwnNamesAreNone) {
  for (const char *own :
       {"read", "leash-lock-order", "standard", "Q", "QED", "stdout", "post", "lock order::first", ""})
    EXPECT_EQ(nameIn(own), "") << own;
}

std::vector<std::string> textsOf(std::string_view code) {
  std::vector<std::string> texts;
  for (const Quoted &literal : literalsOf(code))
    texts.push_back(literal.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Literals, CommentsAndHeadersAreNone) {
  EXPECT_EQ(textsOf("#include \"a.h\"\n// \"b\"\n/* \"c\" */ auto d = \"e\";\n"), Texts{"e"});
}

TEST(Literals, QuotesInQuotesDontEndThem) {
  EXPECT_EQ(textsOf(R"cpp(auto a = "x\"y"; char q = '"'; int n = 1'000; auto b = "z // no comment";)cpp"),
            (Texts{R"(x\"y)", "z // no comment"}));
}

TEST(Literals, RawOnesAreReadToTheirOwnEnd) {
  EXPECT_EQ(textsOf("auto a = R\"x(one \" )\" two)x\"; auto b = \"c\";"), (Texts{"one \" )\" two", "c"}));
}

TEST(Literals, ALineIsCountedFromOne) { EXPECT_EQ(literalsOf("\n\nauto a = \"x\";").at(0).line, 3u); }

std::set<std::string> namesInTheVocabulary() {
  const Vocabulary &vocabulary = Vocabulary::builtIn();
  std::set<std::string> names;
  for (const TypeEntry &type : vocabulary.types())
    names.insert(type.name);
  for (const OperationEntry &operation : vocabulary.entries())
    names.insert(operation.function);
  for (const FunctionFact &fact : vocabulary.facts())
    names.insert(fact.function);
  return names;
}

TEST(Tree, NamesLibrariesOnlyInTheVocabulary) {
  LibraryNames names(namesInTheVocabulary());
  for (const Source &source : sourcesBelow({"checks", "driver"}))
    for (const Quoted &literal : literalsOf(source.text))
      if (std::string name = names.in(literal.text);
          !name.empty() && !matches(source.path, "checks/core/vocabulary/**"))
        ADD_FAILURE() << source.path << ":" << literal.line << ": a string names '" << name
                      << "'; only checks/core/vocabulary/library/ may know a library";
}

} // namespace
} // namespace leash::architecture
