// A migration over a result class of its own; outcomes are collected, combined with &=, handed to a callback, or checked by an assertion.
#include <algorithm>
#include <cassert>
#include <functional>
#include <future>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace migrate {

class [[nodiscard]] Result {
public:
  Result() = default;
  static Result error(std::string message) {
    Result result;
    result.message_ = std::move(message);
    result.good_ = false;
    return result;
  }

  explicit operator bool() const { return good_; }
  const std::string &message() const { return message_; }
  void ignore() const {}

  Result &operator&=(const Result &other) {
    if (good_)
      *this = other;
    return *this;
  }

  const Result &orElse(const std::function<void(const Result &)> &handler) const {
    if (!good_)
      handler(*this);
    return *this;
  }

private:
  bool good_ = true;
  std::string message_;
};

class Database {
public:
  Result execute(const std::string &sql) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (sql.empty())
      return Result::error("empty statement");
    executed_.push_back(sql);
    return {};
  }

private:
  std::mutex mutex_;
  std::vector<std::string> executed_;
};

void complain(const Result &result) { std::cerr << "migration: " << result.message() << '\n'; }

Result runAll(Database &database, const std::vector<std::string> &statements) {
  Result all;
  for (const std::string &statement : statements)
    all &= database.execute(statement);
  return all;
}

std::vector<Result> runEach(Database &database, const std::vector<std::string> &statements) {
  std::vector<Result> results(statements.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < statements.size(); ++i)
    threads.emplace_back([&, i] { results[i] = database.execute(statements[i]); });
  for (std::thread &thread : threads)
    thread.join();
  return results;
}

void runThen(Database &database, const std::string &statement, const std::function<void(Result)> &done) {
  Result result = database.execute(statement);
  done(std::move(result));
}

} // namespace migrate

int main() {
  migrate::Database database;
  const migrate::Result begun = database.execute("begin");
  assert(begun && "the first statement cannot fail");

  const auto each = migrate::runEach(database, {"create table a", "create table b", ""});
  const auto failures = std::count_if(each.begin(), each.end(), [](const migrate::Result &one) { return !one; });

  bool committed = false;
  migrate::runThen(database, "commit", [&committed](migrate::Result result) { committed = bool(result); });
  auto later = std::async(std::launch::async, [&] { return database.execute("vacuum"); });
  later.get().orElse(migrate::complain).ignore();
  database.execute("analyze").ignore();
  return migrate::runAll(database, {"drop table a", "drop table b"}) && committed && failures == 1 ? 0 : 1;
}
