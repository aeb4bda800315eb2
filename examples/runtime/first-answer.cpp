// first-answer: three servers, of which one is quick, one slow, and one asleep.
#include "first-answer.h"

#include <chrono>
#include <iostream>

using namespace std::chrono_literals;

static std::string ask(const std::string &server) {
  leash::sleep_for(server == "quick" ? 10ms : server == "slow" ? 200ms : 1000ms);
  return "hello from the " + server + " server";
}

int main() {
  for (const std::vector<std::string> &servers : {std::vector<std::string>{"asleep", "slow", "quick"}, {"asleep"}}) {
    const auto answer = examples::first_answer(servers, 500ms, ask);
    std::cout << (answer ? *answer : answer.error().message()) << '\n';
  }
}
