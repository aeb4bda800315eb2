// patterns-test: templates that nothing instantiates are read, once, and what their arguments decide is lost.

#include "checks/check.h"
#include "checks/core/unit/analyze.h"
#include "checks/core/unit/unit.h"
#include "test/support/unit-of.h"

#include "llvm/ADT/STLExtras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace leash {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const std::string Head = "#include <mutex>\n";

/// The functions that are read as patterns, by name.
std::vector<std::string> patternsIn(const std::string &code) {
  std::shared_ptr<const Unit> unit = unitOf(Head + code);
  std::vector<std::string> names;
  for (const Body &body : unit->bodies)
    if (body.isPattern)
      names.emplace_back(unit->nameOf(body));
  return names;
}

/// The lines, counted from the code's first, on which a lock is said to stay locked.
std::vector<unsigned> keptIn(const std::string &code) {
  std::vector<unsigned> lines;
  for (const Finding &finding : runCheck(*findCheck("lock-not-released"), *unitOf(Head + code), OptionValues()))
    lines.push_back(finding.place.line - 1);
  return lines;
}

/// A method of a class template that takes the lock by hand, and does `rest`.
std::string locked(const std::string &rest, const std::string &name = "Box") {
  return "template <class T> struct " + name +
         " { std::mutex m; template <class F> void run(F f, T t) {\n m.lock();\n" + rest + "\n} };\n";
}

TEST(Patterns, AreReadWhereNothingInstantiatesThem) {
  EXPECT_THAT(patternsIn("template <class T> void f(T t) { t.run(); }"), ElementsAre("f"));
  EXPECT_THAT(patternsIn("template <class T> struct Box { void put(T) {} };"), ElementsAre("Box::put"));
  EXPECT_THAT(patternsIn("struct Log { template <class T> void add(T) {} };"), ElementsAre("Log::add"));
}

TEST(Patterns, AreLeftToTheirInstances) {
  EXPECT_THAT(patternsIn("template <class T> void f(T t) { auto g = [&] { t++; }; g(); }  void use() { f(1); }"),
              IsEmpty());
  EXPECT_THAT(patternsIn("template <class T> struct Box { void put(T) {} void take() {} };\n"
                         "void use(Box<int> &box) { box.put(1); }"),
              IsEmpty())
      << "of a class that is partly instantiated the rest would act on other members";
  EXPECT_THAT(patternsIn("void use() { auto f = [](auto x) { return x; }; f(1); }"), IsEmpty());
}

TEST(Patterns, OfGenericLambdasAreReadIfNobodyCallsThem) {
  EXPECT_EQ(patternsIn("auto f = [](auto x) { return x; };").size(), 1u);
}

TEST(Patterns, ShowWhatDoesNotDependOnTheirArguments) {
  EXPECT_THAT(keptIn(locked("if (t) return; m.unlock();")), ElementsAre(2));
  EXPECT_THAT(keptIn(locked("m.unlock();")), IsEmpty());
  EXPECT_THAT(keptIn("template <class T> struct Box { std::mutex m; void end() { m.unlock(); }\n"
                     "void run(T t) {\n m.lock();\n use(t);\n end(); } };\n"),
              IsEmpty())
      << "its own functions are seen";
}

TEST(Patterns, LoseWhatTheirArgumentsDecideAbout) {
  std::string code;
  unsigned count = 0;
  for (const char *rest : {"f(m);", "release(t, m);", "F guard(m, std::adopt_lock);", "F guard{m, std::adopt_lock};",
                           "auto guard = F(m, std::adopt_lock);", "t.finish(&m);", "f(*this);", "t << m;",
                           "typename F::guard guard(m, std::adopt_lock);", "m = t;", "t[m];"})
    code += locked(rest, "Box" + std::to_string(++count));
  EXPECT_THAT(keptIn(code), IsEmpty());
  EXPECT_THAT(keptIn(locked("f(t);")), ElementsAre(2)) << "which isn't given the lock";
}

TEST(Patterns, LoseAllOfTheObjectWhoseOverloadsAreCalled) {
  EXPECT_THAT(keptIn("template <class T> struct Box { std::mutex m; void end(int) { m.unlock(); } void end(char) {}\n"
                     "void run(T t) {\n m.lock();\n end(t); } };\n"),
              IsEmpty());
}

} // namespace

} // namespace leash
