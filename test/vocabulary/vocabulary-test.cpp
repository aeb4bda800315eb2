// vocabulary-test: a text becomes entries, a wrong text an error with a place, and a later text wins.
#include "checks/core/vocabulary/embedded-file.h"
#include "checks/core/vocabulary/selector.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/Support/FileSystem.h"

#include <gtest/gtest.h>

#include <set>

namespace leash {
namespace {

Vocabulary vocabularyOf(llvm::StringRef yaml) {
  Vocabulary vocabulary;
  if (llvm::Error error = vocabulary.add(yaml, "leash-vocabulary.yaml", "project"))
    ADD_FAILURE() << llvm::toString(std::move(error));
  return vocabulary;
}

std::string errorOf(llvm::StringRef yaml) {
  Vocabulary vocabulary;
  return llvm::toString(vocabulary.add(yaml, "leash-vocabulary.yaml", "project"));
}

/// "acquire argument 0, other this": the entries of a function, as a reader would say them.
std::string said(const Vocabulary &vocabulary, llvm::StringRef function) {
  std::string text;
  for (uint32_t index : vocabulary.operations(function)) {
    const OperationEntry &entry = vocabulary.entry(index);
    text += text.empty() ? "" : "; ";
    text += spelling(entry.verb);
    if (entry.object.slot != Slot::None)
      text += " " + spelling(entry.object);
    if (entry.other.slot != Slot::None)
      text += ", other " + spelling(entry.other);
    if (entry.callable)
      text += ", callable " + spelling(*entry.callable) + " " + std::string(spelling(entry.callableUse));
    if (entry.outcome != Outcome::Always)
      text += " " + std::string(spelling(entry.outcome));
  }
  return text;
}

TEST(Vocabulary, ReadsEveryKey) {
  Vocabulary vocabulary = vocabularyOf(R"(
library: mine
headers: [mine.h]
package: libmine-dev
compiler-arguments: [-DMINE]
include-subdirectory: mine
types:
  - {name: my::Lock, role: mutex}
  - {names: [my::Pool, my::Team], role: pool, joins-on-destruction: yes}
operations:
  - {call: my::Lock::tryLock, arguments: [1, 2], when-argument: my::Tag, unless-arguments: [my::A, my::B],
     verb: acquire, object: this, other: argument 1, amount: argument 2, outcome: if-true, shared: yes, blocks: yes,
     timed: yes}
  - {call: my::Condition::wait, verb: wait, object: this, predicate: yes}
  - {call: my::check, verb: produce, object: result, quiet: yes}
  - {call: my::each, verb: call, callable: every argument from 1, use: called-now}
facts:
  - {call: my::parse, unless-arguments: [my::Quiet], throws: yes}
  - {call: my::size, throws: no, pure: yes}
)");
  const Library &library = vocabulary.libraries().front();
  EXPECT_EQ(library.name, "mine");
  EXPECT_EQ(library.package, "libmine-dev");
  EXPECT_EQ(library.headers, std::vector<std::string>{"mine.h"});
  EXPECT_EQ(library.compilerArguments, std::vector<std::string>{"-DMINE"});
  EXPECT_EQ(library.includeSubdirectory, "mine");

  EXPECT_EQ(vocabulary.type("my::Lock")->role, TypeRole::Mutex);
  EXPECT_FALSE(vocabulary.type("my::Lock")->joinsOnDestruction);
  EXPECT_EQ(vocabulary.type("my::Team")->role, TypeRole::Pool);
  EXPECT_TRUE(vocabulary.type("my::Team")->joinsOnDestruction);
  EXPECT_EQ(vocabulary.type("my::Nothing"), nullptr);

  const OperationEntry &attempt = vocabulary.entry(vocabulary.operations("my::Lock::tryLock").front());
  EXPECT_EQ(attempt.arities, (std::vector<uint8_t>{1, 2}));
  EXPECT_EQ(attempt.whenArgument, "my::Tag");
  EXPECT_EQ(attempt.unlessArgument, "my::A|my::B");
  EXPECT_EQ(attempt.verb, Verb::Acquire);
  EXPECT_EQ(attempt.object, (Selector{Slot::This, 0}));
  EXPECT_EQ(attempt.other, (Selector{Slot::Argument, 1}));
  EXPECT_EQ(attempt.amount, (Selector{Slot::Argument, 2}));
  EXPECT_EQ(attempt.outcome, Outcome::IfTrue);
  EXPECT_TRUE(attempt.shared && attempt.blocks && attempt.timed);
  EXPECT_FALSE(attempt.predicate || attempt.quiet || attempt.isBuiltIn);
  EXPECT_EQ(attempt.source, "project: my::Lock::tryLock");

  EXPECT_TRUE(vocabulary.entry(vocabulary.operations("my::Condition::wait").front()).predicate);
  EXPECT_TRUE(vocabulary.entry(vocabulary.operations("my::check").front()).quiet);
  EXPECT_EQ(said(vocabulary, "my::each"), "call, callable every argument from 1 called-now");
  EXPECT_EQ(vocabulary.fact("my::parse")->throws, true);
  EXPECT_EQ(vocabulary.fact("my::parse")->unlessArgument, "my::Quiet");
  EXPECT_FALSE(vocabulary.fact("my::parse")->pure);
  EXPECT_EQ(vocabulary.fact("my::size")->throws, false);
  EXPECT_TRUE(vocabulary.fact("my::size")->pure);
}

TEST(Vocabulary, SpreadsMethodsOverClasses) {
  Vocabulary vocabulary = vocabularyOf("operations:\n"
                                       "  - {of: [a::M, N], calls: [lock, constructor, destructor], verb: acquire, "
                                       "object: this}\n");
  for (const char *function : {"a::M::lock", "a::M::M", "a::M::~M", "N::lock", "N::N", "N::~N"})
    EXPECT_EQ(said(vocabulary, function), "acquire this") << function;
}

TEST(Vocabulary, SaysSeveralThingsOfOneCallInTheirOrder) {
  Vocabulary vocabulary = vocabularyOf("operations:\n"
                                       "  - {call: arrive, verb: done, object: argument 0}\n"
                                       "  - {call: arrive, verb: await, object: argument 0}\n");
  EXPECT_EQ(said(vocabulary, "arrive"), "done argument 0; await argument 0");
}

TEST(Vocabulary, SpawnsRunOnAnotherThreadUnlessTheySayOtherwise) {
  Vocabulary vocabulary = vocabularyOf("operations:\n"
                                       "  - {call: submit, verb: spawn, callable: argument 0}\n"
                                       "  - {call: later, verb: spawn, callable: argument 0, use: kept}\n");
  EXPECT_EQ(said(vocabulary, "submit"), "spawn, callable argument 0 other-thread");
  EXPECT_EQ(said(vocabulary, "later"), "spawn, callable argument 0 kept");
}

TEST(Vocabulary, KnowsWhichUnqualifiedNamesItSpeaksOf) {
  Vocabulary vocabulary = vocabularyOf("operations:\n"
                                       "  - {call: 'a::E::operator bool', verb: inspect, object: this}\n"
                                       "  - {call: pthread_join, verb: join, object: argument 0}\n"
                                       "facts:\n"
                                       "  - {call: a::parse, throws: yes}\n");
  EXPECT_TRUE(vocabulary.mentionsUnqualified("operator bool"));
  EXPECT_TRUE(vocabulary.mentionsUnqualified("pthread_join"));
  EXPECT_TRUE(vocabulary.mentionsUnqualified("parse"));
  EXPECT_FALSE(vocabulary.mentionsUnqualified("a"));
}

TEST(Vocabulary, TakesEmptyTextsAndSeveralLibrariesInOneText) {
  EXPECT_EQ(errorOf(""), "");
  EXPECT_EQ(errorOf("# nothing\n"), "");
  EXPECT_EQ(errorOf("types: []\n"), "");
  Vocabulary vocabulary = vocabularyOf("library: one\ntypes: [{name: A, role: mutex}]\n"
                                       "---\n"
                                       "library: two\ntypes: [{name: B, role: guard}]\n");
  EXPECT_EQ(vocabulary.libraries().size(), 2u);
  EXPECT_EQ(vocabulary.type("A")->role, TypeRole::Mutex);
  EXPECT_EQ(vocabulary.type("B")->role, TypeRole::Guard);
}

// Later texts win.

TEST(VocabularyOrder, ALaterTextReplacesAllThatWasSaidOfAFunction) {
  Vocabulary vocabulary = vocabularyOf("operations:\n"
                                       "  - {call: f, verb: done, object: this}\n"
                                       "  - {call: f, verb: await, object: this}\n"
                                       "  - {call: g, verb: post, object: this}\n");
  ASSERT_FALSE(vocabulary.add("operations: [{call: f, verb: take, object: this}]", "later.yaml", "later"));
  EXPECT_EQ(said(vocabulary, "f"), "take this");
  EXPECT_EQ(vocabulary.entry(vocabulary.operations("f").front()).source, "later: f");
  EXPECT_EQ(said(vocabulary, "g"), "post this");
  EXPECT_EQ(vocabulary.entries().size(), 2u);
}

TEST(VocabularyOrder, NoneForgetsWhatWasSaid) {
  Vocabulary vocabulary = vocabularyOf("operations: [{call: write, verb: produce, object: result}]");
  ASSERT_FALSE(vocabulary.add("operations: [{call: write, verb: none}]", "later.yaml", "later"));
  EXPECT_EQ(said(vocabulary, "write"), "");
  EXPECT_TRUE(vocabulary.entries().empty());
}

TEST(VocabularyOrder, TypesOperationsAndFactsAreReplacedApart) {
  Vocabulary vocabulary = vocabularyOf("types: [{name: M, role: mutex}]\n"
                                       "operations: [{call: M::lock, verb: acquire, object: this}]\n"
                                       "facts: [{call: M::lock, throws: no}]\n");
  ASSERT_FALSE(vocabulary.add("types: [{name: M, role: recursive-mutex}]\n"
                              "facts: [{call: M::lock, throws: yes}]\n",
                              "later.yaml", "later"));
  EXPECT_EQ(vocabulary.type("M")->role, TypeRole::RecursiveMutex);
  EXPECT_EQ(vocabulary.fact("M::lock")->throws, true);
  EXPECT_EQ(said(vocabulary, "M::lock"), "acquire this");
  EXPECT_EQ(vocabulary.types().size(), 1u);
  EXPECT_EQ(vocabulary.facts().size(), 1u);
}

TEST(VocabularyOrder, AProjectCanReteachABuiltInFunction) {
  Vocabulary vocabulary = Vocabulary::builtIn();
  ASSERT_EQ(said(vocabulary, "write"), "produce result");
  ASSERT_FALSE(vocabulary.add("operations: [{call: write, verb: none}]", "leash-vocabulary.yaml", "project"));
  EXPECT_EQ(said(vocabulary, "write"), "");
  EXPECT_EQ(said(vocabulary, "read"), "produce result");
}

TEST(VocabularyOrder, AWrongTextAddsNothing) {
  Vocabulary vocabulary = vocabularyOf("operations: [{call: f, verb: done, object: this}]");
  EXPECT_NE(llvm::toString(vocabulary.add("types: [{name: T, role: mutex}]\n"
                                          "operations:\n"
                                          "  - {call: f, verb: take, object: this}\n"
                                          "  - {call: g, verb: tale, object: this}\n",
                                          "later.yaml", "later")),
            "");
  EXPECT_EQ(said(vocabulary, "f"), "done this");
  EXPECT_EQ(vocabulary.type("T"), nullptr);
}

// Errors have a place and a remedy.

TEST(VocabularyError, UnknownVerb) {
  EXPECT_EQ(
      errorOf("library: mine\n"
              "operations:\n"
              "  - {call: lock, verb: aquire, object: this}\n"),
      "leash-vocabulary.yaml:3:24: error: unknown verb 'aquire'; known verbs: acquire, add, adopt, assign, await, "
      "call, cancel, close, configure, connect, create, defer, destroy, detach, disown, done, escape, exchange, "
      "fulfil, inspect, "
      "join, move, none, notify, once, pause, post, produce, receive, release, require, return, select, send, spawn, "
      "take, "
      "throw, use, wait\n"
      "  - {call: lock, verb: aquire, object: this}\n"
      "                       ^~~~~~");
}

TEST(VocabularyError, UnknownRole) {
  EXPECT_EQ(errorOf("types: [{name: M, role: lock}]"),
            "leash-vocabulary.yaml:1:25: error: unknown role 'lock'; known roles: broken-promise, callable, channel, "
            "condition, "
            "counter, error, future, guard, joining-thread, mutex, none, pool, promise, recursive-mutex, reference, "
            "semaphore, shared-mutex, smart-pointer, task, thread, thread-group\n"
            "types: [{name: M, role: lock}]\n"
            "                        ^~~~");
}

TEST(VocabularyError, UnknownOutcomeUseAndSelector) {
  EXPECT_EQ(errorOf("operations: [{call: f, verb: take, object: this, outcome: if-ok}]"),
            "leash-vocabulary.yaml:1:59: error: unknown outcome 'if-ok'; known outcomes: always, if-false, "
            "if-minus-one, if-non-null, "
            "if-true, if-zero\n"
            "operations: [{call: f, verb: take, object: this, outcome: if-ok}]\n"
            "                                                          ^~~~~");
  EXPECT_EQ(errorOf("operations: [{call: f, verb: call, callable: this, use: soon}]"),
            "leash-vocabulary.yaml:1:57: error: unknown use 'soon'; known uses: at-end, called-now, kept, "
            "other-thread, unknown\n"
            "operations: [{call: f, verb: call, callable: this, use: soon}]\n"
            "                                                        ^~~~");
  EXPECT_EQ(
      errorOf("operations: [{call: f, verb: take, object: argument}]"),
      "leash-vocabulary.yaml:1:44: error: unknown selector 'argument'; known selectors: this, result, argument N, "
      "every argument, every argument from N\n"
      "operations: [{call: f, verb: take, object: argument}]\n"
      "                                           ^~~~~~~~");
}

TEST(VocabularyError, UnknownKeyNamesTheKnownOnesOfItsPlace) {
  EXPECT_EQ(errorOf("operations:\n"
                    "  - call: f\n"
                    "    verb: take\n"
                    "    objects: this\n"
                    "    object: this\n"),
            "leash-vocabulary.yaml:4:5: error: unknown key 'objects'; known keys: call, calls, of, arguments, "
            "when-argument, unless-arguments, verb, object, other, amount, outcome, shared, blocks, timed, until, "
            "predicate, idempotent, callable, use, quiet\n"
            "    objects: this\n"
            "    ^~~~~~~");
  EXPECT_EQ(errorOf("operation: []\n"),
            "leash-vocabulary.yaml:1:1: error: unknown key 'operation'; known keys: library, package, headers, "
            "compiler-arguments, include-subdirectory, types, operations, facts\n"
            "operation: []\n"
            "^~~~~~~~~");
}

/// The first line of the error, without its place.
std::string messageOf(llvm::StringRef yaml) {
  std::string error = errorOf(yaml);
  return llvm::StringRef(error).split('\n').first.split("error: ").second.str();
}

TEST(VocabularyError, WhatAnEntryLacksOrHasTooMuch) {
  EXPECT_EQ(messageOf("operations: [{call: f, object: this}]"), "missing required key 'verb'");
  EXPECT_EQ(messageOf("operations: [{verb: take, object: this}]"),
            "write either 'call', with one name, or 'calls', with a list");
  EXPECT_EQ(messageOf("operations: [{call: f, calls: [g], verb: take, object: this}]"),
            "write either 'call', with one name, or 'calls', with a list");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: take}]"),
            "'take' needs 'object': this, result, argument N, every argument, every argument from N");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: spawn, object: this}]"),
            "'spawn' needs 'callable': the argument that runs");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: call, callable: argument 0}]"),
            "'call' needs 'use', what becomes of the callable: at-end, called-now, kept, other-thread, unknown");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: take, object: this, callable: argument 0}]"),
            "'callable' goes with 'spawn' and 'call'; say what else the call does in an entry of its own");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: take, object: this, quiet: yes}]"), "'quiet' goes with 'produce'");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: take, object: this, predicate: yes}]"),
            "'predicate' goes with 'wait'");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: assign, object: this, idempotent: yes}]"),
            "'idempotent' goes with 'exchange'");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: throw, object: this}]"),
            "'throw' is the language's own; no call can mean it");
  EXPECT_EQ(messageOf("facts: [{call: f}]"), "a fact says 'throws', 'pure' or 'grows'");
  EXPECT_EQ(messageOf("types: [{name: A, role: mutex}, {name: A, role: guard}]"),
            "'A' has a role already in this file");
  EXPECT_EQ(messageOf("facts: [{call: f, throws: no}, {calls: [g, f], pure: yes}]"),
            "'f' has a fact already in this file; say both in one");
}

TEST(VocabularyError, NamesThatNoFunctionHas) {
  EXPECT_EQ(messageOf("facts: [{call: 'a::v<int>::at', throws: yes}]"),
            "write 'a::v' without template arguments in 'a::v<int>::at'");
  EXPECT_EQ(messageOf("facts: [{call: 'f()', throws: yes}]"), "write 'f' without parentheses");
  EXPECT_EQ(messageOf("facts: [{call: '::f', throws: yes}]"), "write 'f', without the leading '::'");
  EXPECT_EQ(messageOf("facts: [{call: int f, throws: yes}]"), "'int f' is no name: it has a blank in it");
  EXPECT_EQ(messageOf("facts: [{calls: [''], throws: yes}]"), "a name is empty");
  EXPECT_EQ(messageOf("facts: [{calls: ['a::operator<', 'operator()', 'a::operator bool'], throws: yes}]"), "");
}

TEST(VocabularyError, WrongShapes) {
  EXPECT_EQ(messageOf("headers: mutex\n"), "expected a list: [a, b]");
  EXPECT_EQ(messageOf("types: [mutex]\n"), "expected keys and values");
  EXPECT_EQ(messageOf("library: [a]\n"), "expected one word");
  EXPECT_EQ(messageOf("just words\n"), "expected keys and values");
  EXPECT_EQ(messageOf("operations: [{call: f, verb: take, object: this, blocks: perhaps}]"), "expected yes or no");
  EXPECT_EQ(messageOf("operations: [{call: f, arguments: [x], verb: take, object: this}]"), "invalid number");
  EXPECT_EQ(messageOf("library: a\nlibrary: b\n"), "duplicated mapping key 'library'");
  EXPECT_NE(messageOf("types: [{name: A, role: mutex}"), "");
}

TEST(VocabularyError, NothingThatCostsMoreThanItSays) {
  EXPECT_EQ(messageOf("types: &all [{name: A, role: mutex}]"),
            "anchors and aliases are not supported; write the names out");
  EXPECT_EQ(messageOf("types: *all"), "anchors and aliases are not supported; write the names out");
  EXPECT_EQ(messageOf("library: |\n  text\n"), "block texts and tags are not supported; write the plain text");
  EXPECT_EQ(messageOf("library: !!str a\n"), "block texts and tags are not supported; write the plain text");
  EXPECT_EQ(messageOf(std::string(100'000, '[')), "brackets are nested more than 16 deep");
  std::string items;
  for (int i = 0; i < 100'000; ++i)
    items += "- ";
  EXPECT_EQ(messageOf(items + "a"), "indented by more than 64 columns");
  const char *item = "write a list item as '- item' on a line of its own, or the list in brackets";
  EXPECT_EQ(messageOf("types: " + items + "a"), item);
  EXPECT_EQ(messageOf("types:\n  -\n  -\n"), item);
  EXPECT_EQ(messageOf("? a\n"), item);
  EXPECT_EQ(messageOf("a: b: c: d"), "a second key in one place; put braces around a mapping, quotes around text");
  EXPECT_EQ(messageOf("library: 'a\nb'"), "quote a whole value, on one line");
  EXPECT_EQ(errorOf("# " + std::string(1 << 20, 'x')),
            "leash-vocabulary.yaml: error: larger than 1 MiB: this is no vocabulary");
}

TEST(VocabularyError, StrangeBytesAreErrorsOrNothing) {
  EXPECT_NE(errorOf(llvm::StringRef("types: [{name: \"\xff\xfe\", role: x}]")), "");
  EXPECT_NE(errorOf(llvm::StringRef("a\0b", 3)), "");
  EXPECT_EQ(errorOf("types:\r\n  - {name: A, role: mutex}\r\n"), "");
}

// What is built in.

TEST(BuiltIn, HasALibraryPerFile) {
  std::set<std::string> names;
  for (const Library &library : Vocabulary::builtIn().libraries()) {
    names.insert(library.name);
    EXPECT_FALSE(library.headers.empty()) << library.name;
    // Our own runtime's headers are in no package, but here.
    bool isHere = llvm::sys::fs::exists(LEASH_SOURCE_DIR "/include/" + library.headers.front());
    EXPECT_EQ(library.package.empty(), isHere) << library.name;
  }
  std::set<std::string> files;
  for (const EmbeddedFile &file : llvm::ArrayRef(embeddedVocabulary, embeddedVocabularyCount))
    files.insert(llvm::StringRef(file.name).split('.').first.str());
  EXPECT_EQ(names, files);
  EXPECT_EQ(files.count("std"), 1u);
}

/// Everything that two entries can differ in.
auto contentOf(const OperationEntry &entry) {
  auto pair = [](const Selector &selector) { return std::pair(selector.slot, selector.argument); };
  return std::tuple(entry.function, entry.arities, entry.whenArgument, entry.unlessArgument, entry.verb,
                    pair(entry.object), pair(entry.other), pair(entry.callable.value_or(Selector())));
}

TEST(BuiltIn, NoEntryIsReplacedByAnotherFileOrSaidTwice) {
  size_t said = 0;
  for (const EmbeddedFile &file : llvm::ArrayRef(embeddedVocabulary, embeddedVocabularyCount))
    said += llvm::cantFail(parseVocabulary({file.data, file.size}, file.name, file.name)).operations.size();
  EXPECT_EQ(Vocabulary::builtIn().entries().size(), said);

  std::set<decltype(contentOf({}))> seen;
  for (const OperationEntry &entry : Vocabulary::builtIn().entries()) {
    EXPECT_TRUE(seen.insert(contentOf(entry)).second) << entry.source << " " << spelling(entry.verb);
    EXPECT_TRUE(entry.isBuiltIn) << entry.source;
  }
  std::set<std::string> facts;
  for (const FunctionFact &fact : Vocabulary::builtIn().facts())
    EXPECT_TRUE(facts.insert(fact.function).second) << fact.function;
}

TEST(BuiltIn, SaysWhatTheStandardLibraryDoes) {
  const Vocabulary &vocabulary = Vocabulary::builtIn();
  EXPECT_EQ(said(vocabulary, "std::mutex::lock"), "acquire this");
  EXPECT_EQ(said(vocabulary, "std::mutex::try_lock"), "acquire this if-true; produce result");
  EXPECT_EQ(said(vocabulary, "std::lock_guard::lock_guard"),
            "acquire argument 0, other this; adopt argument 0, other this");
  EXPECT_EQ(said(vocabulary, "std::barrier::arrive_and_wait"), "done this; await this");
  EXPECT_EQ(said(vocabulary, "pthread_create"),
            "spawn argument 0, callable argument 2 other-thread if-zero; produce result");
  EXPECT_EQ(vocabulary.type("std::jthread")->role, TypeRole::JoiningThread);
  EXPECT_EQ(vocabulary.fact("std::stoi")->throws, true);
}

// Attributes in code.

std::string annotationError(llvm::StringRef text) {
  llvm::Expected<OperationEntry> entry = parseAnnotation(text);
  return entry ? "" : llvm::toString(entry.takeError());
}

TEST(Annotation, NamesAVerbAndWhatItActsOn) {
  OperationEntry acquire = llvm::cantFail(parseAnnotation("leash:acquire"));
  EXPECT_EQ(acquire.verb, Verb::Acquire);
  EXPECT_EQ(acquire.object, (Selector{Slot::This, 0}));
  EXPECT_EQ(acquire.outcome, Outcome::Always);

  OperationEntry attempt = llvm::cantFail(parseAnnotation("leash:acquire:argument 1:if-zero:shared:blocks:timed"));
  EXPECT_EQ(attempt.object, (Selector{Slot::Argument, 1}));
  EXPECT_EQ(attempt.outcome, Outcome::IfZero);
  EXPECT_TRUE(attempt.shared && attempt.blocks && attempt.timed);

  OperationEntry wait = llvm::cantFail(parseAnnotation("leash:wait:this:argument 0:predicate"));
  EXPECT_EQ(wait.object, (Selector{Slot::This, 0}));
  EXPECT_EQ(wait.other, (Selector{Slot::Argument, 0}));
  EXPECT_TRUE(wait.predicate);

  EXPECT_EQ(llvm::cantFail(parseAnnotation("leash:produce")).object, (Selector{Slot::Result, 0}));
  EXPECT_EQ(llvm::cantFail(parseAnnotation("leash:create")).object, (Selector{Slot::Result, 0}));
}

TEST(Annotation, TheFirstSelectorOfASpawnIsItsCallable) {
  OperationEntry spawn = llvm::cantFail(parseAnnotation("leash:spawn:argument 1:result"));
  EXPECT_EQ(spawn.callable, (Selector{Slot::Argument, 1}));
  EXPECT_EQ(spawn.object, (Selector{Slot::Result, 0}));
  EXPECT_EQ(spawn.callableUse, CallableUse::OtherThread);

  OperationEntry call = llvm::cantFail(parseAnnotation("leash:call"));
  EXPECT_EQ(call.callable, (Selector{Slot::Argument, 0}));
  EXPECT_EQ(call.callableUse, CallableUse::CalledNow);
  EXPECT_EQ(llvm::cantFail(parseAnnotation("leash:call:argument 0:kept")).callableUse, CallableUse::Kept);
  OperationEntry deferred = llvm::cantFail(parseAnnotation("leash:call:argument 1:result:at-end"));
  EXPECT_EQ(*deferred.callable, (Selector{Slot::Argument, 1}));
  EXPECT_EQ(deferred.object, (Selector{Slot::Result, 0}));
  EXPECT_EQ(deferred.callableUse, CallableUse::AtEnd);
}

TEST(Annotation, SaysWhatIsWrong) {
  EXPECT_EQ(annotationError("leash"), "annotation 'leash': write 'leash:VERB', and more words after more colons");
  EXPECT_EQ(annotationError("leash:look").substr(0, 66),
            "annotation 'leash:look': unknown verb 'look'; known verbs: acquire");
  EXPECT_EQ(annotationError("leash:acquire:argumen 0"),
            "annotation 'leash:acquire:argumen 0': 'argumen 0' says nothing here; known words: this, result, argument "
            "N, every argument, every argument from N, always, if-false, if-minus-one, if-non-null, if-true, if-zero, "
            "shared, blocks, "
            "timed, predicate, quiet");
}

TEST(Selector, IsSpelledAsItIsRead) {
  for (const char *words : {"this", "result", "argument 0", "argument 12", "every argument", "every argument from 3"})
    EXPECT_EQ(spelling(*selectorCalled(words)), words);
  for (const char *words :
       {"", "argument", "argument -1", "argument 0x1", "argument 256", "arguments", "every argument from"})
    EXPECT_FALSE(selectorCalled(words)) << words;
}

TEST(Words, AreReadAsTheyAreSpelled) {
  for (int i = 0; i <= static_cast<int>(Verb::Throw); ++i)
    EXPECT_EQ(verbCalled(spelling(static_cast<Verb>(i))), static_cast<Verb>(i)) << i;
  for (int i = 0; i <= static_cast<int>(Outcome::IfNonNull); ++i)
    EXPECT_EQ(outcomeCalled(spelling(static_cast<Outcome>(i))), static_cast<Outcome>(i)) << i;
  for (int i = 0; i <= static_cast<int>(TypeRole::Pool); ++i)
    EXPECT_EQ(roleCalled(spelling(static_cast<TypeRole>(i))), static_cast<TypeRole>(i)) << i;
  for (int i = 0; i <= static_cast<int>(CallableUse::OtherThread); ++i)
    EXPECT_EQ(callableUseCalled(spelling(static_cast<CallableUse>(i))), static_cast<CallableUse>(i)) << i;
}

} // namespace
} // namespace leash
