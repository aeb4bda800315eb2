// first-answer-test: the first answer wins, patience ends, and late answers keep nobody waiting.
#include "examples/runtime/first-answer.h"
#include "test/runtime/support.h"

namespace {

using namespace std::chrono_literals;

/// Answers after as many seconds as its name says.
std::string ask(const std::string &server) {
  leash::sleep_for(std::chrono::seconds(std::stoi(server)));
  return "answer of " + server;
}

/// What comes once so much time has passed.
leash::result<std::string> first_answer(const std::vector<std::string> &servers, leash::clock::duration patience,
                                        leash::clock::duration passed) {
  leash::test_clock clock;
  auto answer = leash::make_chan<leash::result<std::string>>(1);
  leash::go([=] { answer.send(examples::first_answer(servers, patience, ask)); });
  clock.wait_for_timers(servers.size() + 1); // the servers', and that of our patience
  clock.advance(passed);
  auto first = *answer.recv();
  clock.advance(1h); // those who are late answer, too
  return first;
}

TEST(FirstAnswerExample, TheFirstAnswerIsTaken) {
  EXPECT_EQ(first_answer({"3", "1", "2"}, 5s, 1s).value(), "answer of 1");
}

TEST(FirstAnswerExample, PatienceEnds) {
  const auto answer = first_answer({"7", "8"}, 5s, 5s);
  ASSERT_FALSE(answer);
  EXPECT_TRUE(is(answer.error(), leash::deadline_exceeded));
}

} // namespace
