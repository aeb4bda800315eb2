// unit-summary-test: a unit's summary is the same after a way through JSON, whatever the order in the unit was, and
// what isn't a summary is refused.

#include "checks/core/summary/unit-summary.h"
#include "checks/core/unit/unit.h"
#include "test/support/unit-of.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace leash {

using testing::HasSubstr;

namespace {

/// Has something for every part of a summary: locks by outcome and by guard, a callable that is called under a lock and
/// one that is stored, a wait, a throw, a virtual function, a nested acquisition in a callee, an element by its index.
constexpr const char *Program = R"(
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>
struct Shard { std::mutex mutex; int size = 0; };
class Listener { public: virtual ~Listener() = default; virtual void told(int) = 0; };
class Store : public Listener {
public:
  explicit Store(std::function<void()> idle) : idle_(std::move(idle)) { onFull_ = [this] { full_ = true; }; }
  bool tryBegin(int n) { if (n < 0) return false; begin_.lock(); return true; }
  void end() { begin_.unlock(); }
  std::unique_lock<std::mutex> hold() { return std::unique_lock<std::mutex>(begin_); }
  void told(int n) override { std::lock_guard guard(shards_[n].mutex); grow(n); }
  void each(const std::function<void(int)> &visit) { std::lock_guard guard(begin_); visit(1); }
  void wait() { std::unique_lock lock(begin_); full.wait(lock, [this] { return full_; }); }
  void fail(int n) { if (n > 3) throw std::runtime_error("too many"); }
private:
  void grow(int n) { std::lock_guard guard(begin_); shards_[n].size++; }
  std::mutex begin_;
  std::condition_variable full;
  bool full_ = false;
  std::vector<Shard> shards_;
  std::function<void()> idle_, onFull_;
};
static std::mutex global;
static void local() { std::lock_guard guard(global); }
void run(Store &store) { local(); store.each([](int) { local(); }); }
)";

std::string textOf(const llvm::json::Value &document) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::formatv("{0:2}", document);
  return text;
}

const FunctionSummary &summaryOf(const std::string &function, const UnitSummary &summary) {
  for (const SummarizedFunction &each : summary.functions)
    if (summary.entities[each.function].qualified == function)
      return each.summary;
  ADD_FAILURE() << "no function " << function;
  return summary.functions.front().summary;
}

std::string refusalOf(const std::string &text) {
  llvm::Expected<UnitSummary> summary = unitSummaryFrom(llvm::cantFail(llvm::json::parse(text)));
  return summary ? std::string("taken") : llvm::toString(summary.takeError());
}

TEST(UnitSummary, IsTheSameAfterAWayThroughJson) {
  UnitSummary summary = summaryOf(*unitOf(Program));
  std::string text = textOf(toJson(summary));
  llvm::Expected<UnitSummary> read = unitSummaryFrom(llvm::cantFail(llvm::json::parse(text)));
  ASSERT_TRUE(static_cast<bool>(read)) << llvm::toString(read.takeError());
  EXPECT_TRUE(*read == summary);
  EXPECT_EQ(textOf(toJson(*read)), text);
}

TEST(UnitSummary, SaysWhatCallersNeed) {
  UnitSummary summary = summaryOf(*unitOf(Program));
  const FunctionSummary &begins = summaryOf("Store::tryBegin", summary);
  ASSERT_EQ(begins.locks.size(), 1u);
  EXPECT_EQ(summary.entities[begins.locks[0].lock.lastField()].qualified, "Store::begin_");
  EXPECT_EQ(begins.locks[0].outcomes.size(), 2u) << "one for each answer";
  const FunctionSummary &told = summaryOf("Store::told", summary);
  auto inCallee = llvm::find_if(told.acquisitions, [](const Acquisition &each) { return each.callee != NoBody; });
  ASSERT_NE(inCallee, told.acquisitions.end());
  EXPECT_EQ(summary.entities[summary.functions[inCallee->callee].function].qualified, "Store::grow");
  EXPECT_TRUE(summaryOf("Store::wait", summary).mayBlock);
  EXPECT_EQ(summaryOf("Store::fail", summary).throws, Throws::Yes);
  EXPECT_FALSE(summaryOf("Store::each", summary).callsUnderLock.empty());
  EXPECT_FALSE(summary.implementations.empty());
  EXPECT_FALSE(summary.storedCallables.empty());
}

TEST(UnitSummary, DoesNotDependOnTheOrderOfFunctions) {
  std::string first = "static void one() { a.lock(); }\n", second = "static void two() { b.lock(); }\n";
  std::string head = "#include <mutex>\nstd::mutex a, b;\n";
  UnitSummary there = summaryOf(*unitOf(head + first + second)), back = summaryOf(*unitOf(head + second + first));
  for (UnitSummary *each : {&there, &back})
    for (SummarizedFunction &function : each->functions) { // places differ, and nothing else
      function.place = {};
      for (LockSummary &lock : function.summary.locks)
        lock.acquired = {};
      for (Acquisition &acquisition : function.summary.acquisitions)
        acquisition.place = {};
    }
  EXPECT_TRUE(there == back);
  EXPECT_EQ(textOf(toJson(there)), textOf(toJson(back)));
}

TEST(UnitSummary, NamesTheUnitOfWhatOthersCannotName) {
  UnitSummary summary = summaryOf(*unitOf(Program, "/unit-a.cpp"));
  auto isLocal = [](const NamedEntity &each) { return each.qualified == "local" && each.kind == EntityKind::Function; };
  auto local = llvm::find_if(summary.entities, isLocal);
  ASSERT_NE(local, summary.entities.end());
  EXPECT_THAT(local->name.unit, HasSubstr("unit-a.cpp"));
  EXPECT_EQ(llvm::find_if(summary.entities, [](const NamedEntity &each) { return each.qualified == "Store::end"; })
                ->name.unit,
            "");
}

TEST(UnitSummary, RefusesWhatIsNoneAndSaysWhere) {
  std::string head = R"({"format": "leash-summary", "version": 1, )";
  EXPECT_THAT(refusalOf("[]"), HasSubstr("isn't a summary"));
  EXPECT_THAT(refusalOf(R"({"format": "leash-summary", "version": 99})"), HasSubstr("version"));
  EXPECT_THAT(refusalOf(head + R"("functions": [{"summary": {"throws": "perhaps"}}]})"),
              HasSubstr("summary.functions[0].summary.throws"));
  EXPECT_THAT(refusalOf(head + R"("functions": [{"summary": {"locks": [{"lock": ["this", 0]}]}}]})"),
              HasSubstr("locks[0].lock"));
  EXPECT_THAT(refusalOf(head + R"("functions": [{"summary": {"locks": [{"lock": ["this", -1, []]}]}}]})"),
              HasSubstr("lock[1]"));
  EXPECT_THAT(refusalOf(head + R"("entities": [{}], "functions": [{"function": 7}]})"),
              HasSubstr("refers to what isn't in it"));
  EXPECT_EQ(refusalOf(head + R"("entities": [{}], "functions": [{"function": 0}]})"), "taken");
}

} // namespace

} // namespace leash
