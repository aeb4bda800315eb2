// lock-copies-test: which copies of objects with locks in them the reader notes, and which calls make a static
// variable.

#include "checks/core/unit/unit.h"
#include "test/support/unit-of.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace leash {

namespace {

/// Three kinds of locks: copied as data, made anew for each copy, and in a class that says itself how it is copied.
const std::string Locks = "#include <pthread.h>\n#include <string.h>\n#include <mutex>\n"
                          "struct Raw { pthread_mutex_t lock; int value; };\n"
                          "class Fresh { public: Fresh(); Fresh(const Fresh &) {} void lock(); void unlock(); "
                          "private: int state; };\n"
                          "struct Holder { Fresh lock; int value; };\n"
                          "class Own { public: Own(const Own &); pthread_mutex_t lock; int value; };\n";

/// "copy < source" for each copy, in order.
std::vector<std::string> copiesIn(const std::string &code) {
  std::vector<std::string> copies;
  std::shared_ptr<const Unit> unit = unitOf(Locks + code);
  for (const Body &body : unit->bodies)
    for (const LockCopy &copy : body.lockCopies)
      copies.push_back(copy.name + " < " + copy.sourceName + (copy.copying == LockCopying::Fresh ? " fresh" : "") +
                       (copy.isLock ? " lock" : ""));
  return copies;
}

using Texts = std::vector<std::string>;

} // namespace

TEST(LockCopies, TellHowTheLockIsCopied) {
  EXPECT_EQ(copiesIn("void f(Raw &a, Holder &b, Own &c) { auto x = a; auto y = b; auto z = c; }"),
            (Texts{"x < a", "y < b fresh"}));
  EXPECT_EQ(copiesIn("void f(Raw &a, Fresh &b) { auto x = a.lock; auto y = b; }"),
            (Texts{"x < a.lock lock", "y < b fresh lock"}));
}

TEST(LockCopies, AreNoReferencesPointersAndNewObjects) {
  EXPECT_EQ(copiesIn("Raw make(); void f(Raw &a) { Raw &x = a; Raw *y = &a; Raw z = make(); Raw w{}; }"), Texts());
  EXPECT_EQ(copiesIn("void f(pthread_mutex_t *lock) { pthread_mutex_t x = PTHREAD_MUTEX_INITIALIZER; }"), Texts());
}

TEST(LockCopies, AreAssignedMovedAsBytesCapturedAndReturned) {
  EXPECT_EQ(copiesIn("void f(Raw *to, Raw *from) { *to = *from; memcpy(to, from, sizeof *to); }"),
            (Texts{"to < from", "to < from"}));
  EXPECT_EQ(copiesIn("void f(Raw *to, Raw *from) { memcpy(&to->value, &from->value, sizeof to->value); }"), Texts());
  EXPECT_EQ(copiesIn("Raw f(Raw &from) { auto work = [from] { return from.value; }; return from; }"),
            (Texts{"from < from", " < from"}));
}

TEST(LockCopies, AreNoneOfHandlesAndOfLocksOfNothing) {
  EXPECT_EQ(copiesIn("#include <memory>\nclass Handle { public: void lock(); void unlock();\n"
                     "private: std::shared_ptr<std::mutex> mutex; };\n"
                     "struct Null { void lock() {} void unlock() {} }; struct Pair { Handle handle; Null null; };\n"
                     "void f(Pair &a) { auto x = a; auto y = a.handle; auto z = a.null; }"),
            Texts());
}

TEST(StaticInitializers, AreTheCallsThatRunOnce) {
  auto unit = unitOf(Locks + "int make(int); int other(); constexpr int known() { return 1; }\n"
                             "int f() { static int made = make(other()); static int constant = known();\n"
                             "  static auto later = [] { return other(); }; return made + later(); }");
  std::multiset<std::string> made;
  for (const Body &body : unit->bodies)
    for (const CallDetail &call : body.calls)
      if (call.initializes != NoEntity)
        made.insert(unit->entity(call.initializes).spelling + " by " + call.name);
  EXPECT_EQ(made, (std::multiset<std::string>{"made by make", "made by other"}));
}

} // namespace leash
