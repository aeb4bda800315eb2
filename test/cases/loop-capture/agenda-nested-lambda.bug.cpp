// Puts the jobs of a batch on an agenda that runs later: a helper lambda is called at once, but the lambda inside it keeps the deadline by reference.
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Agenda {
public:
  void post(int priority, std::function<void()> item) { items.emplace(priority, std::move(item)); }

  void run() {
    while (!items.empty()) {
      auto first = items.extract(items.begin());
      first.mapped()();
    }
  }

private:
  std::multimap<int, std::function<void()>> items;
};

struct Job {
  std::string name;
  std::chrono::milliseconds budget;
  bool urgent = false;
  bool audited = false;
};

static void execute(const Job &job, Clock::time_point deadline) {
  const bool late = Clock::now() > deadline;
  std::cout << job.name << (late ? " is late\n" : " is in time\n");
}

void runBatch(const std::vector<Job> &batch) {
  Agenda agenda;
  for (const Job &job : batch) {
    const Clock::time_point deadline = Clock::now() + job.budget;
    auto schedule = [&](int priority) {
      agenda.post(priority, [&] { execute(job, deadline); }); // finding: 'deadline'
    };
    schedule(job.urgent ? 0 : 5);
    if (job.audited)
      schedule(9);
  }
  agenda.run();
}

int main() {
  runBatch({{"backup", 500ms}, {"page", 10ms, true}, {"payroll", 2s, false, true}});
}
