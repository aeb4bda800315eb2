// Futures that are always answered, though hardly ever by a plain set_value: moved, broken, failed, swapped or set at thread exit.
#include <exception>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

static void parseInto(std::promise<int> result, const std::string &text) {
  try {
    result.set_value(std::stoi(text));
  } catch (...) {
    result.set_exception(std::current_exception());
  }
}

class Pending {
public:
  std::future<std::string> ask(int id) { return waiting_[id].get_future(); }
  void dropAll() { waiting_.clear(); } // the askers get broken_promise

private:
  std::map<int, std::promise<std::string>> waiting_;
};

static int brokenWhenDestroyed() {
  std::future<int> orphan;
  {
    std::promise<int> shortLived;
    orphan = shortLived.get_future();
  }
  try {
    return orphan.get();
  } catch (const std::future_error &error) {
    return error.code() == std::future_errc::broken_promise ? 0 : -1;
  }
}

static bool brokenWhenReset() {
  auto owner = std::make_unique<std::promise<void>>();
  std::optional<std::promise<void>> spare(std::in_place);
  auto first = owner->get_future();
  auto second = spare->get_future();
  std::thread dropper([kept = std::move(owner)]() mutable { kept.reset(); });
  spare.reset();
  first.wait();
  second.wait();
  dropper.join();
  return true;
}

static bool brokenByAssignment() {
  std::promise<void> current;
  const auto old = current.get_future();
  current = std::promise<void>();
  old.wait();
  return true;
}

int main() {
  std::promise<int> promise;
  std::future<int> parsed = promise.get_future();
  std::thread parser(parseInto, std::move(promise), "42");

  std::promise<long> late;
  std::future<long> atExit = late.get_future();
  std::thread exiting([&late] { late.set_value_at_thread_exit(17); });

  std::promise<void> failing;
  std::future<void> outcome = failing.get_future();
  std::thread([moved = std::move(failing)]() mutable {
    moved.set_exception(std::make_exception_ptr(std::runtime_error("disk full")));
  }).join();

  std::promise<char> left, right;
  std::future<char> letter = left.get_future();
  left.swap(right);
  std::function<void(char)> answer = [&right](char c) { right.set_value(c); };
  answer('q');

  Pending pending;
  std::future<std::string> reply = pending.ask(1);
  pending.dropAll();

  try {
    outcome.get();
  } catch (const std::runtime_error &error) {
    std::cout << error.what() << '\n';
  }
  try {
    std::cout << reply.get() << '\n';
  } catch (const std::future_error &) {
    std::cout << "no reply\n";
  }
  const long sum = parsed.get() + atExit.get() + letter.get() + brokenWhenDestroyed();
  parser.join();
  exiting.join();
  return sum > 0 && brokenWhenReset() && brokenByAssignment() ? 0 : 1;
}
