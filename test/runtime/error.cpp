// error: each test is a case of Go's package errors and of fmt.Errorf, or of what C++ adds to them.

#include <leash/error.h>

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <sstream>
#include <thread>
#include <vector>

using leash::error;

namespace {

inline constexpr leash::sentinel_error eof("EOF");
inline constexpr leash::sentinel_error also_eof("EOF");

/// A type of error that knows something.
struct not_open {
  std::string message() const { return "not open: " + path; }
  std::string path;
};

/// Compared by its value.
struct exit_status {
  std::string message() const { return "exit status " + std::to_string(code); }
  friend bool operator==(const exit_status &, const exit_status &) = default;
  int code;
};

/// Claims to be another error, and to hold a not_open.
struct poser {
  std::string message() const { return "poser"; }
  bool is(const error &target) const { return target == claimed; }
  const void *as(leash::type_id wanted) const { return wanted == leash::type_id::of<not_open>() ? &held : nullptr; }
  error claimed;
  not_open held;
};

/// Wraps one error, without a word of its own.
struct envelope {
  std::string message() const { return content.message(); }
  error unwrap() const { return content; }
  error content;
};

/// Wraps a list of errors.
struct errors_of_batch {
  std::string message() const { return "several"; }
  const std::vector<error> &unwrap() const { return errors; }
  std::vector<error> errors;
};

/// Writes down that it was visited.
struct probe {
  std::string message() const { return name; }
  bool is(const error &) const {
    *log += name;
    return false;
  }
  std::string name;
  std::string *log;
};

error batch(std::vector<error> errors) { return error::of<errors_of_batch>(std::move(errors)); }

// Identity.

TEST(Error, IsNoErrorByDefault) {
  EXPECT_FALSE(error());
  EXPECT_EQ(error(), error());
  EXPECT_EQ(error().message(), "no error");
}

TEST(Error, IsOnePointer) {
  static_assert(sizeof(error) == sizeof(void *));
  static_assert(std::is_nothrow_copy_constructible_v<error> && std::is_nothrow_move_constructible_v<error>);
  static_assert(std::is_nothrow_copy_assignable_v<error> && std::is_nothrow_move_assignable_v<error>);
}

TEST(Error, EqualsItsCopiesOnly) {
  const error one = leash::make_error("abc"), same_text = leash::make_error("abc"), copy = one;
  EXPECT_EQ(one, copy);
  EXPECT_NE(one, same_text);
  EXPECT_NE(one, error());
}

TEST(Error, HasTheTextThatItWasMadeOf) { EXPECT_EQ(leash::make_error("abc").message(), "abc"); }

TEST(Error, MayHaveAnEmptyText) {
  EXPECT_TRUE(leash::make_error(""));
  EXPECT_EQ(leash::make_error("").message(), "");
}

TEST(Error, PrintsItsMessage) {
  std::ostringstream out;
  out << leash::make_error("abc") << ", " << error() << ", " << error(eof);
  EXPECT_EQ(out.str(), "abc, no error, EOF");
}

TEST(Error, IsEmptyWhenItWasMovedFrom) {
  error from = leash::make_error("abc");
  const error to = std::move(from);
  EXPECT_TRUE(to);
  EXPECT_FALSE(from); // NOLINT(bugprone-use-after-move)
}

TEST(Error, SurvivesAssignmentToItself) {
  error one = leash::make_error("abc");
  const error &same = one;
  one = same;
  EXPECT_EQ(one.message(), "abc");
}

TEST(Error, CanBeIgnoredExplicitly) { leash::make_error("abc").ignore(); }

TEST(Error, MayBeCopiedAndDroppedByManyThreads) {
  const error shared = leash::errorf("read: {}", leash::wrap(eof));
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([copy = shared, &found] {
      for (int round = 0; round < 1000; ++round) {
        const error mine = copy;
        found += leash::is(mine, eof);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(found, 4000);
}

// Sentinels.

TEST(SentinelError, IsNoOtherWithTheSameText) {
  EXPECT_TRUE(leash::is(eof, eof));
  EXPECT_FALSE(leash::is(eof, also_eof));
  EXPECT_NE(error(eof), error(also_eof));
}

TEST(SentinelError, ComparesWithErrorsDirectly) {
  const error err = eof;
  EXPECT_EQ(err, eof);
  EXPECT_EQ(eof, err);
  EXPECT_NE(err, also_eof);
  EXPECT_EQ(eof.message(), "EOF");
}

const error made_before_main = leash::errorf("early: {}", leash::wrap(eof));
const error sentinel_before_main = leash::make_error("dynamic");

TEST(SentinelError, IsThereBeforeMainAndAfterItsEnd) {
  static_assert(std::is_trivially_destructible_v<leash::sentinel_error>);
  EXPECT_TRUE(leash::is(made_before_main, eof));
}

TEST(SentinelError, MayAsWellBeAnErrorMadeWhenTheProgramStarts) {
  EXPECT_TRUE(leash::is(leash::errorf("x: {}", leash::wrap(sentinel_before_main)), sentinel_before_main));
}

// is.

TEST(ErrorIs, NoErrorIsOnlyNoError) {
  EXPECT_TRUE(leash::is(error(), error()));
  EXPECT_FALSE(leash::is(leash::make_error("a"), error()));
  EXPECT_FALSE(leash::is(error(), leash::make_error("a")));
}

TEST(ErrorIs, FindsTheErrorItselfAndEveryErrorThatItWraps) {
  const error first = leash::make_error("1"), other = leash::make_error("3");
  const error a = leash::errorf("a: {}", leash::wrap(first)), b = leash::errorf("b: {}", leash::wrap(a));
  EXPECT_TRUE(leash::is(first, first));
  EXPECT_TRUE(leash::is(a, first));
  EXPECT_TRUE(leash::is(b, first));
  EXPECT_TRUE(leash::is(b, a));
  EXPECT_FALSE(leash::is(first, other));
  EXPECT_FALSE(leash::is(a, other));
  EXPECT_FALSE(leash::is(b, other));
}

TEST(ErrorIs, DoesntLookUpwards) {
  const error cause = leash::make_error("1");
  EXPECT_FALSE(leash::is(cause, leash::errorf("a: {}", leash::wrap(cause))));
}

TEST(ErrorIs, AsksTypesThatClaimToBeAnother) {
  const error first = leash::make_error("1"), other = leash::make_error("3");
  const error impostor = error::of<poser>(first, not_open{"/"});
  EXPECT_TRUE(leash::is(impostor, first));
  EXPECT_TRUE(leash::is(leash::errorf("x: {}", leash::wrap(impostor)), first));
  EXPECT_FALSE(leash::is(impostor, other));
}

TEST(ErrorIs, DoesntAskTheTargetWhatItClaims) {
  const error first = leash::make_error("1");
  EXPECT_FALSE(leash::is(first, error::of<poser>(first, not_open{"/"})));
}

TEST(ErrorIs, ComparesValuesOfTypesThatHaveEquality) {
  EXPECT_TRUE(leash::is(error::of<exit_status>(2), error::of<exit_status>(2)));
  EXPECT_FALSE(leash::is(error::of<exit_status>(2), error::of<exit_status>(3)));
  EXPECT_NE(error::of<exit_status>(2), error::of<exit_status>(2)) << "they aren't the same error, though";
}

TEST(ErrorIs, TellsErrorsOfIncomparableTypesApart) {
  const error one = error::of<not_open>("/");
  EXPECT_TRUE(leash::is(one, one));
  EXPECT_FALSE(leash::is(one, error::of<not_open>("/")));
  EXPECT_FALSE(leash::is(one, error::of<exit_status>(2)));
}

TEST(ErrorIs, FindsErrorsInLists) {
  const error first = leash::make_error("1"), other = leash::make_error("3");
  const error a = leash::errorf("a: {}", leash::wrap(first)), b = leash::errorf("b: {}", leash::wrap(a));
  EXPECT_FALSE(leash::is(batch({}), first));
  EXPECT_TRUE(leash::is(batch({first, other}), first));
  EXPECT_TRUE(leash::is(batch({other, first}), first));
  EXPECT_FALSE(leash::is(batch({first, other}), leash::make_error("x")));
  EXPECT_TRUE(leash::is(batch({b, b}), b));
  EXPECT_TRUE(leash::is(batch({b, b}), a));
  EXPECT_TRUE(leash::is(batch({other, b}), first));
  EXPECT_TRUE(leash::is(batch({error::of<poser>(first, not_open{})}), first));
}

TEST(ErrorIs, IsNotFooledByAnEmptyErrorInAList) {
  EXPECT_FALSE(leash::is(batch({error()}), error()));
  EXPECT_TRUE(leash::is(batch({error(), eof}), eof));
}

TEST(ErrorIs, GoesDepthFirstEachErrorBeforeItsCauses) {
  std::string log;
  const auto visited = [&log](std::string name) { return error::of<probe>(std::move(name), &log); };
  const error deep = leash::errorf("{} {}", leash::wrap(visited("b")), leash::wrap(visited("c")));
  const error tree = leash::join(visited("a"), leash::join(deep, visited("d")), visited("e"));
  EXPECT_FALSE(leash::is(tree, eof));
  EXPECT_EQ(log, "abcde");
}

TEST(ErrorIs, StopsAtTheFirstMatch) {
  std::string log;
  EXPECT_TRUE(leash::is(leash::join(eof, error::of<probe>("a", &log)), eof));
  EXPECT_EQ(log, "");
}

TEST(ErrorIs, IsAMemberToo) { EXPECT_TRUE(leash::errorf("x: {}", leash::wrap(eof)).is(eof)); }

// as.

TEST(ErrorAs, FindsTheTypeInTheErrorAndBelow) {
  const error direct = error::of<not_open>("/etc"), wrapped = leash::errorf("boot: {}", leash::wrap(direct));
  ASSERT_TRUE(leash::as<not_open>(direct));
  EXPECT_EQ(leash::as<not_open>(wrapped)->path, "/etc");
  EXPECT_EQ(wrapped.as<not_open>(), direct.as<not_open>());
}

TEST(ErrorAs, GivesNullForOtherTypesAndForNoError) {
  const error none, other = error::of<exit_status>(1), plain = leash::make_error("x");
  EXPECT_FALSE(leash::as<not_open>(none));
  EXPECT_FALSE(leash::as<not_open>(other));
  EXPECT_FALSE(leash::as<not_open>(plain));
}

TEST(ErrorAs, GivesTheFirstOfSeveral) {
  const error tree =
      leash::join(leash::errorf("x: {}", leash::wrap(error::of<exit_status>(1))), error::of<exit_status>(2));
  EXPECT_EQ(leash::as<exit_status>(tree)->code, 1);
  const error outer = batch({error(), error::of<not_open>("/"), error::of<exit_status>(3)});
  EXPECT_EQ(leash::as<exit_status>(outer)->code, 3);
}

TEST(ErrorAs, AsksTypesThatPresentAnother) {
  const error impostor = leash::errorf("x: {}", leash::wrap(error::of<poser>(error(), not_open{"/tmp"})));
  ASSERT_TRUE(leash::as<not_open>(impostor));
  EXPECT_EQ(leash::as<not_open>(impostor)->path, "/tmp");
  EXPECT_FALSE(leash::as<exit_status>(impostor));
}

template <class Error>
concept answers_as = requires(Error err) { leash::as<not_open>(std::forward<Error>(err)); };

TEST(ErrorAs, DoesntPointIntoATemporary) {
  static_assert(answers_as<const error &>);
  static_assert(!answers_as<error>);
}

// unwrap.

TEST(ErrorUnwrap, GivesTheCauseOneStepDown) {
  const error first = leash::make_error("1"), a = leash::errorf("a: {}", leash::wrap(first));
  EXPECT_EQ(leash::unwrap(leash::errorf("b: {}", leash::wrap(a))), a);
  EXPECT_EQ(a.unwrap(), first);
  EXPECT_EQ(leash::unwrap(error::of<envelope>(a)), a);
}

TEST(ErrorUnwrap, GivesNoErrorWhereNothingIsWrapped) {
  EXPECT_FALSE(leash::unwrap(error()));
  EXPECT_FALSE(leash::unwrap(leash::make_error("x")));
  EXPECT_FALSE(leash::unwrap(error::of<not_open>("/")));
  EXPECT_FALSE(leash::unwrap(error::of<envelope>(error())));
  EXPECT_FALSE(leash::unwrap(eof));
}

TEST(ErrorUnwrap, GivesNoErrorForAList) {
  EXPECT_FALSE(leash::unwrap(leash::join(eof)));
  EXPECT_FALSE(leash::unwrap(batch({eof})));
  EXPECT_FALSE(leash::unwrap(leash::errorf("{} {}", leash::wrap(eof), leash::wrap(also_eof))));
}

// errorf.

TEST(Errorf, PutsArgumentsInPlaceOfBraces) {
  EXPECT_EQ(leash::errorf("none").message(), "none");
  EXPECT_EQ(leash::errorf("{}", "literal").message(), "literal");
  EXPECT_EQ(leash::errorf("{}-{}", std::string("a"), std::string_view("b")).message(), "a-b");
  EXPECT_EQ(leash::errorf("{{{}}}", 'c').message(), "{c}");
  EXPECT_EQ(leash::errorf("").message(), "");
}

TEST(Errorf, WritesNumbersInFull) {
  EXPECT_EQ(
      leash::errorf("{} {}", std::numeric_limits<long long>::min(), std::numeric_limits<unsigned long long>::max())
          .message(),
      "-9223372036854775808 18446744073709551615");
  EXPECT_EQ(leash::errorf("{} {} {}", 0.1, 1e300, -2.0f).message(), "0.1 1e+300 -2");
  EXPECT_EQ(leash::errorf("{} {}", true, false).message(), "true false");
  EXPECT_EQ(leash::errorf("{}", static_cast<unsigned char>(65)).message(), "65");
}

TEST(Errorf, WritesPointersAsAddresses) {
  const char *no_text = nullptr;
  EXPECT_EQ(leash::errorf("{} {} {}", reinterpret_cast<void *>(255), nullptr, no_text).message(), "0xff 0x0 (null)");
}

TEST(Errorf, WritesWhatHasAMessageOrAnOutputOperator) {
  EXPECT_EQ(leash::errorf("{}, {}", eof, leash::make_error("x")).message(), "EOF, x");
  EXPECT_EQ(leash::errorf("{}", not_open{"/"}).message(), "not open: /");
  EXPECT_EQ(leash::errorf("{}", std::this_thread::get_id()).message().empty(), false);
}

TEST(Errorf, KeepsACauseOnlyIfItIsWrapped) {
  const error cause = leash::make_error("1");
  const error wrapping = leash::errorf("a: {}", leash::wrap(cause)), telling = leash::errorf("a: {}", cause);
  EXPECT_EQ(wrapping.message(), "a: 1");
  EXPECT_EQ(telling.message(), "a: 1");
  EXPECT_TRUE(wrapping.is(cause));
  EXPECT_FALSE(telling.is(cause));
}

TEST(Errorf, KeepsTheCauseWhereverItStands) {
  EXPECT_TRUE(leash::errorf("{} {} {}", 1, leash::wrap(eof), "x").is(eof));
  EXPECT_EQ(leash::unwrap(leash::errorf("{} {} {}", 1, leash::wrap(eof), "x")), eof);
}

TEST(Errorf, WrapsSeveralInTheirOrder) {
  std::string log;
  const error err =
      leash::errorf("{} {}", leash::wrap(error::of<probe>("a", &log)), leash::wrap(error::of<probe>("b", &log)));
  EXPECT_EQ(err.message(), "a b");
  EXPECT_FALSE(err.is(eof));
  EXPECT_EQ(log, "ab");
}

TEST(Errorf, MayWrapTheSameErrorTwice) {
  EXPECT_TRUE(leash::errorf("{} {}", leash::wrap(eof), leash::wrap(eof)).is(eof));
}

TEST(Errorf, IsAnErrorThoughWhatItWrapsIsNone) {
  const error err = leash::errorf("x: {}", leash::wrap(error()));
  EXPECT_TRUE(err);
  EXPECT_EQ(err.message(), "x: no error");
  EXPECT_FALSE(leash::unwrap(err));
  EXPECT_TRUE(leash::errorf("{} {}", leash::wrap(error()), leash::wrap(eof)).is(eof));
}

// join.

TEST(ErrorJoin, OfNoErrorsIsNoError) {
  EXPECT_FALSE(leash::join());
  EXPECT_FALSE(leash::join(error()));
  EXPECT_FALSE(leash::join(error(), error()));
  EXPECT_FALSE(leash::join(std::vector<error>()));
}

TEST(ErrorJoin, LeavesEmptyOnesOut) {
  EXPECT_EQ(leash::join(error(), leash::make_error("1"), error(), leash::make_error("2"), error()).message(), "1\n2");
}

TEST(ErrorJoin, HasALineForEach) {
  const error first = leash::make_error("1"), second = leash::make_error("2");
  EXPECT_EQ(leash::join(first).message(), "1");
  EXPECT_EQ(leash::join(first, second).message(), "1\n2");
  EXPECT_EQ(leash::join(leash::join(first, second), first).message(), "1\n2\n1");
  EXPECT_EQ(leash::join(leash::make_error(""), first).message(), "\n1");
}

TEST(ErrorJoin, OfOneIsANewError) {
  const error first = leash::make_error("1");
  EXPECT_NE(leash::join(first), first);
  EXPECT_TRUE(leash::join(first).is(first));
}

TEST(ErrorJoin, IsEachOfItsErrors) {
  const error tree = leash::join(leash::make_error("1"), leash::errorf("x: {}", leash::wrap(eof)), also_eof);
  EXPECT_TRUE(tree.is(eof));
  EXPECT_TRUE(tree.is(also_eof));
}

TEST(ErrorJoin, TakesARangeOfErrors) {
  const std::vector<error> errors{eof, error(), also_eof};
  EXPECT_EQ(leash::join(errors).message(), "EOF\nEOF");
}

TEST(ErrorJoin, InALoopNestsDeeperThanAnyStack) {
  error all;
  for (int i = 0; i < 200'000; ++i)
    all = leash::join(all, also_eof);
  all = leash::join(all, eof);
  EXPECT_TRUE(all.is(eof));
  EXPECT_EQ(all.message().size(), 4u * 200'001 - 1);
}

TEST(ErrorJoin, InALoopNestsDeeperThanAnyStackTheOtherWayRoundToo) {
  error all = eof;
  for (int i = 0; i < 200'000; ++i)
    all = leash::join(also_eof, all);
  EXPECT_TRUE(all.is(eof));
  EXPECT_EQ(all.message().size(), 4u * 200'001 - 1);
}

// std::error_code.

TEST(ErrorFromCode, IsEmptyForSuccess) { EXPECT_FALSE(error(std::error_code())); }

TEST(ErrorFromCode, KeepsMessageAndCode) {
  const std::error_code code = std::make_error_code(std::errc::timed_out);
  const error err = code;
  EXPECT_EQ(err.message(), code.message());
  EXPECT_EQ(err.code(), code);
}

TEST(ErrorFromCode, IsWhateverHasThatCodeOrCondition) {
  const std::error_code code(ENOENT, std::system_category());
  const error err = leash::errorf("open: {}", leash::wrap(code));
  EXPECT_TRUE(leash::is(err, code));
  EXPECT_TRUE(leash::is(err, error(code)));
  EXPECT_TRUE(leash::is(err, std::errc::no_such_file_or_directory));
  EXPECT_TRUE(err.is(std::errc::no_such_file_or_directory));
  EXPECT_FALSE(leash::is(err, std::errc::timed_out));
  EXPECT_FALSE(leash::is(err, std::make_error_code(std::errc::no_such_file_or_directory))) << "another category";
  EXPECT_FALSE(leash::is(error(), std::errc::timed_out));
  EXPECT_FALSE(leash::is(error(), std::error_code())) << "no error has no code";
}

TEST(ErrorFromCode, IsFoundByItsType) {
  const error err = leash::errorf("open: {}", leash::wrap(std::make_error_code(std::errc::timed_out)));
  ASSERT_TRUE(leash::as<std::error_code>(err));
  EXPECT_EQ(*leash::as<std::error_code>(err), std::errc::timed_out);
}

TEST(ErrorFromCode, CodeLooksThroughWrapsAndGivesTheFirst) {
  const error one = std::make_error_code(std::errc::timed_out), two = std::make_error_code(std::errc::broken_pipe);
  EXPECT_EQ(leash::join(eof, leash::errorf("x: {}", leash::wrap(one)), two).code(), std::errc::timed_out);
  EXPECT_FALSE(leash::join(eof).code());
  EXPECT_FALSE(error().code());
}

struct with_code {
  std::string message() const { return "refused"; }
  std::error_code code() const { return std::make_error_code(std::errc::connection_refused); }
};

TEST(ErrorFromCode, MayBeTheAnswerOfATypeOfYourOwn) {
  EXPECT_TRUE(error::of<with_code>().is(std::errc::connection_refused));
}

// Exceptions.

template <class Exception> error caught(const Exception &exception) {
  return error(std::make_exception_ptr(exception));
}

TEST(ErrorFromException, IsEmptyForNone) {
  EXPECT_FALSE(error(std::exception_ptr()));
  EXPECT_FALSE(error(std::current_exception()));
}

TEST(ErrorFromException, HasTheTextOfWhat) {
  EXPECT_EQ(caught(std::runtime_error("disk full")).message(), "disk full");
  EXPECT_EQ(caught(42).message(), "an exception of unknown type");
}

TEST(ErrorFromException, GivesTheExceptionBack) {
  const auto thrown = std::make_exception_ptr(std::out_of_range("5"));
  EXPECT_EQ(error(thrown).exception(), thrown);
  EXPECT_THROW(std::rethrow_exception(error(thrown).exception()), std::out_of_range);
}

TEST(ErrorFromException, KeepsTheCodeOfASystemError) {
  const error err = caught(std::system_error(std::make_error_code(std::errc::timed_out), "connect"));
  EXPECT_TRUE(err.is(std::errc::timed_out));
  EXPECT_TRUE(err.message().starts_with("connect"));
}

TEST(ErrorToException, IsNullForNoError) { EXPECT_FALSE(error().exception()); }

TEST(ErrorToException, ThrowsWhatHoldsTheError) {
  const error err = leash::errorf("read: {}", leash::wrap(eof));
  try {
    std::rethrow_exception(err.exception());
    FAIL() << "nothing was thrown";
  } catch (const leash::error_exception &thrown) {
    EXPECT_STREQ(thrown.what(), "read: EOF");
    EXPECT_EQ(thrown.error(), err);
  }
}

TEST(ErrorToException, ComesBackAsTheSameError) {
  const error err = error::of<not_open>("/");
  EXPECT_EQ(error(err.exception()), err);
}

TEST(ErrorToException, HoldsTheWholeOfAnErrorThatWrapsAnException) {
  const error err = leash::errorf("x: {}", leash::wrap(caught(std::runtime_error("disk full"))));
  EXPECT_THROW(std::rethrow_exception(err.exception()), leash::error_exception);
}

// Types of your own.

struct counted {
  explicit counted(int *number) : alive(number) { ++*alive; }
  counted(const counted &) = delete;
  counted &operator=(const counted &) = delete;
  ~counted() { --*alive; }
  std::string message() const { return "counted"; }
  int *alive;
};

TEST(ErrorOf, MakesItsTypeInPlaceAndDestroysItWithTheLastCopy) {
  int alive = 0;
  {
    error one = error::of<counted>(&alive);
    const error wrapped = leash::join(leash::errorf("x: {}", leash::wrap(one)), eof);
    one = error();
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

struct asked_once {
  std::string message() const { return "asked"; }
  error unwrap() const {
    ++*times;
    return leash::make_error("new each time");
  }
  int *times;
};

TEST(ErrorOf, AsksForCausesOnceSoThatTheyStayTheSame) {
  int times = 0;
  const error err = error::of<asked_once>(&times);
  EXPECT_EQ(leash::unwrap(err), leash::unwrap(err));
  EXPECT_FALSE(err.is(eof));
  EXPECT_EQ(times, 1);
}

struct throws_when_made {
  throws_when_made() { throw std::runtime_error("no"); }
  std::string message() const { return ""; }
};

TEST(ErrorOf, LeavesNothingBehindIfItsTypeThrows) {
  EXPECT_THROW(error::of<throws_when_made>().ignore(), std::runtime_error);
}

} // namespace
