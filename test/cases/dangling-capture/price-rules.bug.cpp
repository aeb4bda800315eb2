// Makes price rules that the tills apply later, on threads of their own; a rule refers to a variable of the function that made it.
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Rule = std::function<long(long)>;

struct Customer {
  std::string name;
  unsigned orders = 0;
  bool employee = false;
};

Rule loyaltyRule(const Customer &customer) {
  long percent = customer.orders > 100 ? 10 : 5;
  if (customer.employee)
    percent += 20;

  Rule rule = [&percent](long cents) { // finding: 'percent'
    return cents - cents * percent / 100;
  };
  return rule;
}

Rule atLeast(long floor) {
  return [floor](long cents) { return cents < floor ? floor : cents; };
}

class Till {
public:
  void add(Rule rule) { rules_.push_back(std::move(rule)); }

  void ring(long cents) {
    for (const Rule &rule : rules_)
      cents = rule(cents);
    std::lock_guard<std::mutex> guard(mutex_);
    takings_ += cents;
  }

  long takings() {
    std::lock_guard<std::mutex> guard(mutex_);
    return takings_;
  }

private:
  std::vector<Rule> rules_;
  std::mutex mutex_;
  long takings_ = 0;
};

int main() {
  Till till;
  till.add(loyaltyRule({"Ada", 140, true}));
  till.add(atLeast(50));
  std::thread first([&till] { till.ring(1000); });
  std::thread second([&till] { till.ring(60); });
  first.join();
  second.join();
  return till.takings() == 750 ? 0 : 1;
}
