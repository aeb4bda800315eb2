// Checks a proxy's header rules side by side: each task refers to the rule in the table, which outlives them all.
#include <leash/chan.h>
#include <leash/go.h>

#include <cctype>
#include <iostream>
#include <map>
#include <string>
#include <utility>

struct Verdict {
  std::string header;
  bool ok;
};

static bool wellFormed(const std::string &value) {
  for (const char c : value)
    if (std::iscntrl(static_cast<unsigned char>(c)))
      return false;
  return !value.empty();
}

class RuleTable {
public:
  void add(std::string header, std::string value) { rules_.emplace(std::move(header), std::move(value)); }

  std::size_t broken() const {
    auto verdicts = leash::make_chan<Verdict>();
    for (const auto &pair : rules_) {
      leash::go([&pair, verdicts] {
        verdicts.send({pair.first, wellFormed(pair.second)});
      });
    }
    std::size_t count = 0;
    for (std::size_t left = rules_.size(); left > 0; --left) {
      const std::optional<Verdict> verdict = verdicts.recv();
      if (!verdict->ok) {
        std::cout << "bad rule for " << verdict->header << '\n';
        ++count;
      }
    }
    return count;
  }

private:
  std::map<std::string, std::string> rules_;
};

int main() {
  RuleTable table;
  table.add("X-Frame-Options", "deny");
  table.add("Server", "");
  table.add("Via", "1.1 edge\n");
  return table.broken() == 2 ? 0 : 1;
}
