// guard-offers-test: what becomes of a lock by hand when its fix is applied.

#include "test/support/analyze-source.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

size_t offsetOf(const std::string &code, uint32_t line, uint32_t column) {
  size_t start = 0;
  while (--line > 0)
    start = code.find('\n', start) + 1;
  return start + column - 1;
}

/// The program with the one fix applied that is offered for it; empty if none is. `arguments` are the compiler's.
std::string fixed(std::string code, std::vector<std::string> arguments = {"-std=c++20"}) {
  MarkedSource source = markedSource("program", "/program.cpp", "lock-not-released", code);
  source.arguments = std::move(arguments);
  std::vector<Finding> findings = llvm::cantFail(analyzeSource(source));
  EXPECT_EQ(findings.size(), 1u);
  if (findings.empty() || findings.front().fixes.empty())
    return {};
  std::vector<Replacement> replacements = findings.front().fixes.front().replacements;
  llvm::sort(replacements, [](const auto &a, const auto &b) { return b.place < a.place; });
  for (const Replacement &each : replacements) {
    size_t begin = offsetOf(code, each.place.line, each.place.column);
    code.replace(begin, offsetOf(code, each.place.endLine, each.place.endColumn) - begin, each.text);
  }
  return code;
}

/// A program around the body of a function: `access` is a mutex, `readers` a shared one, `other()` looks at neither.
std::string around(const std::string &body) {
  return "#include <mutex>\n#include <shared_mutex>\n#include <string>\nstd::mutex access;\n"
         "std::shared_mutex readers;\nint total;\nvoid other();\nint add(int amount, std::mutex *given) {\n" +
         body + "}\n";
}

std::string fixedBody(const std::string &body) {
  std::string code = fixed(around(body));
  if (code.empty())
    return {};
  size_t begin = code.find("*given) {\n") + 10;
  return code.substr(begin, code.size() - begin - 2);
}

} // namespace

TEST(GuardOffers, AGuardOwnsWhatIsHeldToTheEndOfTheBlock) {
  EXPECT_EQ(fixedBody("  access.lock();\n  if (amount < 0)\n    return 0;\n  total += amount;\n  access.unlock();\n"
                      "  return 1;\n"),
            "  std::lock_guard<std::mutex> guard(access);\n  if (amount < 0)\n    return 0;\n  total += amount;\n"
            "  return 1;\n");
}

TEST(GuardOffers, EveryReleaseBeforeAReturnGoes) {
  EXPECT_EQ(
      fixedBody("  access.lock();\n  if (amount < 0) {\n    access.unlock();\n    return 0;\n  }\n"
                "  if (amount == 0)\n    return 0;\n  total += amount;\n  access.unlock(); // done\n  return 1;\n"),
      "  std::lock_guard<std::mutex> guard(access);\n  if (amount < 0) {\n    return 0;\n  }\n"
      "  if (amount == 0)\n    return 0;\n  total += amount;\n   // done\n  return 1;\n");
}

TEST(GuardOffers, WhatComesAfterTheReleaseStaysOutside) {
  EXPECT_EQ(fixedBody("  access.lock();\n  if (amount < 0)\n    return 0;\n  total += amount;\n  access.unlock();\n"
                      "  other();\n  return 1;\n"),
            "  std::unique_lock<std::mutex> guard(access);\n  if (amount < 0)\n    return 0;\n  total += amount;\n"
            "  guard.unlock();\n  other();\n  return 1;\n");
}

TEST(GuardOffers, AResultThatIsComputedStaysOutside) {
  EXPECT_EQ(fixedBody("  access.lock();\n  if (amount < 0)\n    return 0;\n  access.unlock();\n"
                      "  return std::string(3, 'x').size();\n"),
            "  std::unique_lock<std::mutex> guard(access);\n  if (amount < 0)\n    return 0;\n  guard.unlock();\n"
            "  return std::string(3, 'x').size();\n");
}

TEST(GuardOffers, EndsOfLocalsStayOutside) {
  EXPECT_EQ(fixedBody("  access.lock();\n  std::string name = \"a\";\n  if (amount < 0)\n    return 0;\n"
                      "  access.unlock();\n  return 1;\n"),
            "  std::unique_lock<std::mutex> guard(access);\n  std::string name = \"a\";\n  if (amount < 0)\n"
            "    return 0;\n  guard.unlock();\n  return 1;\n");
}

TEST(GuardOffers, ALockThatIsGivenBackInBetweenIsTakenAgain) {
  EXPECT_EQ(fixedBody("  access.lock();\n  ++total;\n  access.unlock();\n  other();\n  access.lock();\n"
                      "  if (amount < 0)\n    return 0;\n  access.unlock();\n  return 1;\n"),
            "  std::unique_lock<std::mutex> guard(access);\n  ++total;\n  guard.unlock();\n  other();\n"
            "  guard.lock();\n  if (amount < 0)\n    return 0;\n  guard.unlock();\n  return 1;\n");
}

TEST(GuardOffers, AReaderGetsAReadersGuard) {
  EXPECT_EQ(fixedBody("  readers.lock_shared();\n  if (total < amount)\n    return 0;\n  readers.unlock_shared();\n"
                      "  return 1;\n"),
            "  std::shared_lock<std::shared_mutex> guard(readers);\n  if (total < amount)\n    return 0;\n"
            "  return 1;\n");
}

TEST(GuardOffers, ALockBehindAPointerIsNamedByIt) {
  EXPECT_EQ(fixedBody("  given->lock();\n  if (amount < 0)\n    return 0;\n  given->unlock();\n  return 1;\n"),
            "  std::lock_guard<std::mutex> guard(*given);\n  if (amount < 0)\n    return 0;\n  return 1;\n");
}

TEST(GuardOffers, TheNameIsNew) {
  EXPECT_EQ(fixedBody("  int guard = 0;\n  access.lock();\n  if (amount < guard)\n    return 0;\n  access.unlock();\n"
                      "  return 1;\n"),
            "  int guard = 0;\n  std::lock_guard<std::mutex> lockGuard(access);\n  if (amount < guard)\n"
            "    return 0;\n  return 1;\n");
}

TEST(GuardOffers, NoneWhereTheReleaseIsOutsideOfTheBlock) {
  EXPECT_EQ(fixedBody("  if (amount > 3) {\n    access.lock();\n    ++total;\n    if (total > 9)\n      return 0;\n"
                      "  }\n  if (amount > 3)\n    access.unlock();\n  return 1;\n"),
            "");
}

TEST(GuardOffers, NoneThatAJumpWouldPass) {
  EXPECT_EQ(fixedBody("  switch (amount) {\n  case 1:\n    other();\n    access.lock();\n    ++total;\n"
                      "    if (total > 9)\n      return 0;\n    access.unlock();\n    break;\n  case 2:\n    other();\n"
                      "  }\n  return 1;\n"),
            "");
  EXPECT_EQ(fixedBody("  access.lock();\n  if (amount < 0)\n    goto out;\n  ++total;\n  access.unlock();\nout:\n"
                      "  return 1;\n"),
            "");
}

TEST(GuardOffers, NoneWhereSomethingElseHoldsTheLockToo) {
  EXPECT_EQ(fixedBody("  access.lock();\n  if (amount < 0)\n    return 0;\n  access.unlock();\n"
                      "  std::lock_guard<std::mutex> again(access);\n  return 1;\n"),
            "");
}

TEST(GuardOffers, NoneWhereACalleeReleases) {
  EXPECT_EQ(fixed("#include <mutex>\nstd::mutex access;\nint total;\nstatic void leave() { access.unlock(); }\n"
                  "int add(int amount) {\n  access.lock();\n  if (amount == 3)\n    return 0;\n  if (amount < 0) {\n"
                  "    leave();\n    return 1;\n  }\n  ++total;\n  access.unlock();\n  return 2;\n}\n"),
            "");
}

TEST(GuardOffers, ALockWhoseMethodsTakeTheirPlaceByDefaultIsLockedByHandToo) {
  std::vector<std::string> arguments = {"-std=c++20", "-I" LEASH_SOURCE_DIR "/include"};
  const char *head = "#include <leash/mutex.h>\nleash::mutex table;\nint total;\nint add(int amount) {\n";
  EXPECT_EQ(fixed(std::string(head) + "  table.lock();\n  if (amount < 0)\n    return 0;\n  total += amount;\n"
                                      "  table.unlock();\n  return 1;\n}\n",
                  arguments),
            std::string(head) + "  leash::guard guard(table);\n  if (amount < 0)\n    return 0;\n  total += amount;\n"
                                "  return 1;\n}\n");
}

TEST(GuardOffers, NoneInAMacro) {
  EXPECT_EQ(fixed(around("  TAKE(access);\n  if (amount < 0)\n    return 0;\n  access.unlock();\n  return 1;\n"),
                  {"-std=c++20", "-DTAKE(lock_)=lock_.lock()"}),
            "");
}

} // namespace leash
