// skip-bodies-test: leaving system bodies out of the parse loses none of the user's code.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::Workspace;
using testing::HasSubstr;

/// What Leash finds and how many functions it reads, which must not depend on skipping.
static void expectTheSameWithAndWithoutBodies(const std::string &code, const std::string &functions) {
  Workspace space;
  space.write("a.cpp", code);
  space.database({{"a.cpp", {"-std=c++20"}}});
  Answer skipped = test::leash({"check", "--quiet", "--stats"});
  Answer parsed = test::leash({"check", "--quiet", "--stats", "--no-skip-bodies"});
  EXPECT_EQ(skipped.code, Found) << skipped.err;
  EXPECT_EQ(skipped.out, parsed.out);
  EXPECT_THAT(skipped.err, HasSubstr(functions + " functions read"));
  EXPECT_THAT(parsed.err, HasSubstr(functions + " functions read"));
}

TEST(SkipBodies, KeepsAGenericLambdaThatOnlyAThreadInstantiates) {
  expectTheSameWithAndWithoutBodies(R"cpp(
#include <mutex>
#include <thread>
std::mutex m;
void start() {
  std::thread worker([](auto stop) { m.lock(); if (stop) return; m.unlock(); }, 1);
  worker.join();
}
)cpp",
                                    "2");
}

TEST(SkipBodies, KeepsAMethodThatOnlyMakeSharedInstantiates) {
  expectTheSameWithAndWithoutBodies(R"cpp(
#include <memory>
#include <mutex>
std::mutex m;
template <typename T> struct Job {
  explicit Job(T stop) { m.lock(); if (stop) return; m.unlock(); }
};
auto start() { return std::make_shared<Job<int>>(1); }
)cpp",
                                    "2");
}

TEST(SkipBodies, KeepsAGenericLambdaThatOnlyAnAlgorithmInstantiates) {
  expectTheSameWithAndWithoutBodies(R"cpp(
#include <algorithm>
#include <mutex>
#include <vector>
std::mutex m;
void start(const std::vector<int> &all) {
  std::for_each(all.begin(), all.end(), [](auto stop) { m.lock(); if (stop) return; m.unlock(); });
}
)cpp",
                                    "2");
}

} // namespace leash
