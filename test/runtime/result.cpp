// result: what std::expected promises, over leash::error; and the ways between results, errors and exceptions.

#include <leash/result.h>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

using leash::error;
using leash::fail;
using leash::result;

namespace {

inline constexpr leash::sentinel_error refused("refused");

result<int> half(int number) {
  if (number % 2)
    return fail(leash::errorf("{} is odd", number));
  return number / 2;
}

/// Breaks when it is copied, if told so.
struct fragile {
  explicit fragile(bool breaks_when_copied = false) : breaks(breaks_when_copied) {}
  fragile(const fragile &other) : breaks(other.breaks) {
    if (breaks)
      throw std::runtime_error("broken");
  }
  fragile &operator=(const fragile &) = default;
  bool breaks;
};

// Holding one or the other.

TEST(Result, HoldsAValue) {
  const result<int> two = half(4);
  EXPECT_TRUE(two);
  EXPECT_TRUE(two.has_value());
  EXPECT_EQ(two.value(), 2);
  EXPECT_EQ(*two, 2);
}

TEST(Result, HoldsAnError) {
  const result<int> none = half(3);
  EXPECT_FALSE(none);
  EXPECT_FALSE(none.has_value());
  EXPECT_EQ(none.error().message(), "3 is odd");
}

TEST(Result, HasNoErrorIfItHasAValue) { EXPECT_FALSE(half(4).error()); }

TEST(Result, SucceedsByDefaultWithAnInitialisedValue) {
  EXPECT_EQ(result<int>().value(), 0);
  EXPECT_TRUE(result<void>());
  static_assert(!std::is_default_constructible_v<result<std::reference_wrapper<int>>>);
}

TEST(Result, KeepsTheIdentityOfAnError) {
  const result<std::string> none = fail(refused);
  EXPECT_EQ(none.error(), refused);
}

TEST(Result, TakesWhateverItsValueIsMadeOf) {
  const result<std::string> text = "abc";
  EXPECT_EQ(text->size(), 3u);
  const result<std::vector<int>> list(std::in_place, 3, 7);
  EXPECT_EQ(*list, std::vector<int>(3, 7));
}

TEST(Result, ConvertsImplicitlyOnlyWhereItsValueDoes) {
  static_assert(std::is_convertible_v<const char *, result<std::string>>);
  static_assert(std::is_constructible_v<result<std::vector<int>>, int>);
  static_assert(!std::is_convertible_v<int, result<std::vector<int>>>);
  static_assert(!std::is_convertible_v<error, result<int>>, "an error says fail()");
  static_assert(!std::is_convertible_v<error, result<bool>>, "nor is an error true");
}

TEST(Result, ConvertsFromAResultOfAnotherType) {
  const result<std::string> text = result<const char *>("abc"), none = result<const char *>(fail(refused));
  EXPECT_EQ(*text, "abc");
  EXPECT_EQ(none.error(), refused);
}

TEST(Result, OfBoolTellsNoFromFailed) {
  const result<bool> no = false, failed = fail(refused);
  EXPECT_TRUE(no);
  EXPECT_FALSE(*no);
  EXPECT_FALSE(failed);
  const result<bool> from_number = result<bool>(result<int>(0));
  EXPECT_FALSE(*from_number) << "the value converts, not the result";
}

TEST(Result, HoldsWhatCanOnlyBeMoved) {
  result<std::unique_ptr<int>> owner = std::make_unique<int>(5);
  const std::unique_ptr<int> taken = std::move(owner).value();
  EXPECT_EQ(*taken, 5);
  static_assert(!std::is_copy_constructible_v<result<std::unique_ptr<int>>>);
  static_assert(std::is_nothrow_move_constructible_v<result<std::unique_ptr<int>>>);
}

TEST(Result, StillHoldsAValueAfterItWasMovedFrom) {
  result<std::string> from = std::string("abc"), none = fail(refused);
  const result<std::string> to = std::move(from), to_none = std::move(none);
  EXPECT_TRUE(from.has_value());  // NOLINT: it may be asked
  EXPECT_FALSE(none.has_value()); // NOLINT: it may be asked
  EXPECT_EQ(to_none.error(), refused);
}

TEST(Result, GivesWayToAnotherByAssignment) {
  result<int> one = 1;
  one = fail(refused);
  EXPECT_EQ(one.error(), refused);
  one = 2;
  EXPECT_EQ(one.value(), 2);
  EXPECT_FALSE(one.error());
}

TEST(Result, StaysAsItWasIfAnAssignmentThrows) {
  const result<fragile> breaks(std::in_place, true);
  result<fragile> none = fail(refused);
  EXPECT_THROW(none = breaks, std::runtime_error);
  EXPECT_FALSE(none);
  EXPECT_EQ(none.error(), refused);
}

TEST(Result, EmplacesAValueInPlaceOfAnError) {
  result<std::string> text = fail(refused);
  EXPECT_EQ(text.emplace(3, 'x'), "xxx");
  EXPECT_FALSE(text.error());
}

TEST(Result, Swaps) {
  result<int> one = 1, none = fail(refused);
  one.swap(none);
  EXPECT_EQ(one.error(), refused);
  EXPECT_EQ(none, 1);
}

// Asking for the value.

TEST(ResultAccess, ThrowsTheErrorWhereThereIsNoValue) {
  const result<int> none = fail(leash::errorf("dial: {}", leash::wrap(refused)));
  try {
    static_cast<void>(none.value());
    FAIL() << "nothing was thrown";
  } catch (const leash::bad_result_access &thrown) {
    EXPECT_EQ(thrown.error(), none.error());
    EXPECT_STREQ(thrown.what(), "no value in this result: dial: refused");
  }
}

TEST(ResultAccess, IsNeverUndefined) {
  result<std::string> none = fail(refused);
  EXPECT_THROW(static_cast<void>(*none), leash::bad_result_access);
  EXPECT_THROW(static_cast<void>(none->size()), leash::bad_result_access);
  EXPECT_THROW(static_cast<void>(*std::move(none)), leash::bad_result_access);
  EXPECT_THROW(result<void>(fail(refused)).value(), leash::bad_result_access);
}

TEST(ResultAccess, ComesBackAsTheErrorItself) {
  const result<int> again = result<int>::from([] { return result<int>(fail(refused)).value(); });
  EXPECT_EQ(again.error(), refused);
}

TEST(ResultAccess, ChangesTheValueInPlace) {
  result<std::string> text = "abc";
  text->append("d");
  *text += "e";
  text.value() += "f";
  EXPECT_EQ(*text, "abcdef");
}

TEST(ResultAccess, OffersAnAlternative) {
  EXPECT_EQ(half(4).value_or(-1), 2);
  EXPECT_EQ(half(3).value_or(-1), -1);
  EXPECT_EQ(*result<std::unique_ptr<int>>(fail(refused)).value_or(std::make_unique<int>(7)), 7);
  EXPECT_EQ(half(4).error_or(refused), refused);
  EXPECT_EQ(half(3).error_or(refused).message(), "3 is odd");
}

TEST(ResultAccess, ComparesValuesAndErrors) {
  EXPECT_EQ(half(4), 2);
  EXPECT_EQ(half(4), half(4));
  EXPECT_NE(half(4), half(8));
  EXPECT_NE(half(3), 1);
  EXPECT_NE(half(3), half(4));
  EXPECT_NE(half(3), half(3)) << "two errors with the same text";
  EXPECT_EQ(result<int>(fail(refused)), result<int>(fail(refused)));
  EXPECT_EQ(result<int>(fail(refused)), fail(refused));
  EXPECT_EQ(result<void>(), result<void>());
}

// fail.

TEST(Fail, IsMisuseWithoutAnError) {
  try {
    static_cast<void>(fail(error()));
    FAIL() << "nothing was thrown";
  } catch (const leash::misuse &bug) {
    EXPECT_STREQ(bug.where().file_name(), __FILE__);
  }
}

TEST(Fail, TakesAnErrorCode) {
  const result<int> none = fail(std::make_error_code(std::errc::timed_out));
  EXPECT_TRUE(none.error().is(std::errc::timed_out));
  EXPECT_EQ(none.error().code(), std::errc::timed_out);
}

// Chains.

TEST(ResultChain, AndThenGoesOnWithTheValue) {
  EXPECT_EQ(half(8).and_then(half), 2);
  EXPECT_EQ(half(8).and_then(half).and_then(half), 1);
}

TEST(ResultChain, AndThenSkipsTheRestAfterAnError) {
  int calls = 0;
  const result<std::string> end = half(3).and_then([&](int) -> result<std::string> {
    ++calls;
    return "x";
  });
  EXPECT_EQ(end.error().message(), "3 is odd");
  EXPECT_EQ(calls, 0);
}

TEST(ResultChain, TransformWrapsWhatTheFunctionReturns) {
  EXPECT_EQ(half(8).transform([](int number) { return std::to_string(number); }), "4");
  EXPECT_EQ(half(3).transform([](int number) { return std::to_string(number); }).error().message(), "3 is odd");
}

TEST(ResultChain, TransformToNothingIsAVoidResult) {
  int seen = 0;
  const result<void> done = half(8).transform([&](int number) { seen = number; });
  EXPECT_TRUE(done);
  EXPECT_EQ(seen, 4);
}

TEST(ResultChain, OfVoidPassesNoArgument) {
  EXPECT_EQ(result<void>().transform([] { return 5; }), 5);
  EXPECT_EQ(result<void>().and_then([] { return half(10); }), 5);
  EXPECT_EQ(result<void>(fail(refused)).and_then([] { return half(10); }).error(), refused);
}

TEST(ResultChain, OrElseMayRecover) {
  EXPECT_EQ(half(3).or_else([](const error &) { return half(2); }), 1);
  EXPECT_EQ(half(4).or_else([](const error &) { return half(0); }), 2);
  EXPECT_EQ(half(3).or_else([](const error &) -> result<int> { return fail(refused); }).error(), refused);
}

TEST(ResultChain, TransformErrorAddsToTheError) {
  const auto explain = [](const error &err) { return leash::errorf("halve: {}", leash::wrap(err)); };
  EXPECT_EQ(half(3).transform_error(explain).error().message(), "halve: 3 is odd");
  EXPECT_EQ(half(4).transform_error(explain), 2);
}

TEST(ResultChain, TransformErrorToNoErrorIsMisuse) {
  EXPECT_THROW(half(3).transform_error([](const error &) { return error(); }).ignore(), leash::misuse);
}

TEST(ResultChain, MovesWhatItMay) {
  const result<int> end =
      result<std::unique_ptr<int>>(std::make_unique<int>(4))
          .and_then([](std::unique_ptr<int> owner) -> result<std::unique_ptr<int>> { return owner; })
          .or_else([](const error &) { return result<std::unique_ptr<int>>(); })
          .transform([](std::unique_ptr<int> owner) { return *owner; });
  EXPECT_EQ(end, 4);
}

TEST(ResultChain, LeavesWhatItMayNotMove) {
  const result<std::string> text = "abc";
  EXPECT_EQ(text.transform([](const std::string &value) { return value.size(); }), 3u);
  EXPECT_EQ(*text, "abc");
  result<std::string> changing = "abc";
  changing.transform([](std::string &value) { value += "d"; }).ignore();
  EXPECT_EQ(*changing, "abcd");
}

TEST(ResultChain, CallsMembers) {
  struct point {
    int x;
    int twice() const { return 2 * x; }
  };
  EXPECT_EQ(result<point>(point{3}).transform(&point::twice), 6);
  EXPECT_EQ(result<point>(point{3}).transform(&point::x), 3);
}

TEST(ResultChain, LetsExceptionsPass) {
  EXPECT_THROW(half(4).transform([](int) { throw std::runtime_error("no"); }).ignore(), std::runtime_error);
}

// Exceptions.

TEST(CatchErrors, ReturnsWhatTheFunctionReturns) {
  EXPECT_EQ(leash::catch_errors([] { return 5; }), 5);
  EXPECT_TRUE(leash::catch_errors([] {}));
}

TEST(CatchErrors, MakesAnErrorOfAnException) {
  const result<int> parsed = leash::catch_errors([] { return std::stoi("x"); });
  EXPECT_EQ(parsed.error().message(), "stoi");
  EXPECT_THROW(std::rethrow_exception(parsed.error().exception()), std::invalid_argument);
}

TEST(CatchErrors, KeepsTheCodeOfASystemError) {
  const result<void> none =
      leash::catch_errors([] { throw std::system_error(std::make_error_code(std::errc::timed_out)); });
  EXPECT_TRUE(none.error().is(std::errc::timed_out));
}

TEST(CatchErrors, PutsNoResultIntoAResult) {
  static_assert(std::is_same_v<decltype(leash::catch_errors([] { return half(4); })), result<int>>);
  EXPECT_EQ(leash::catch_errors([] { return half(4); }), 2);
  EXPECT_EQ(leash::catch_errors([] { return half(3); }).error().message(), "3 is odd");
}

TEST(CatchErrors, TakesTheErrorThatAFunctionReturns) {
  EXPECT_EQ(leash::catch_errors([] { return error(refused); }).error(), refused);
  EXPECT_TRUE(leash::catch_errors([] { return error(); }));
}

TEST(CatchErrors, ConvertsToTheTypeThatIsAskedFor) {
  EXPECT_EQ(*result<std::string>::from([] { return "abc"; }), "abc");
  EXPECT_TRUE(result<void>::from([] { return 5; }));
  EXPECT_EQ(result<std::string>::from([]() -> const char * { throw std::runtime_error("no"); }).error().message(),
            "no");
}

} // namespace
