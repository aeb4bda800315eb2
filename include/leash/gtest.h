// gtest: makes GoogleTest fail each test that leaves blocked tasks behind.
//
// Example:
//     #include <leash/gtest.h>
//     int main(int argc, char **argv) {
//       testing::InitGoogleTest(&argc, argv);
//       leash::fail_on_leaks();
//       return RUN_ALL_TESTS();
//     }
#pragma once

#include <leash/leak_check.h>

#include <gtest/gtest.h>
#include <memory>

namespace leash {

/// From now on, a test fails whose tasks are still blocked at its end; the failure names each, and where it was born.
/// To be called once, before RUN_ALL_TESTS. `grace`: see leak_check::leaks.
inline void fail_on_leaks(std::chrono::nanoseconds grace = std::chrono::seconds(1)) {
  class listener : public testing::EmptyTestEventListener {
  public:
    explicit listener(std::chrono::nanoseconds wait) : grace_(wait) {}

  private:
    void OnTestStart(const testing::TestInfo &) override { check_ = std::make_unique<leak_check>(); }
    void OnTestEnd(const testing::TestInfo &test) override {
      const std::string report = check_->report(grace_);
      check_.reset();
      if (!report.empty())
        ADD_FAILURE_AT(test.file(), test.line()) << "tasks are still blocked:\n" << report;
    }

    std::chrono::nanoseconds grace_;
    std::unique_ptr<leak_check> check_;
  };
  testing::UnitTest::GetInstance()->listeners().Append(
      new listener(grace)); // at a test's end it comes before the printer
}

} // namespace leash
