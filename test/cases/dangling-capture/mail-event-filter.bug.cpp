// Marks spam in a handler registered with the server; it refers to the block list, a local of the registering function.
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

struct Mail {
  std::string from;
  std::string subject;
  bool spam = false;
};

class MailServer {
public:
  using Handler = std::function<void(Mail &)>;

  void on(const std::string &event, Handler handler) { handlers_[event].push_back(std::move(handler)); }

  void receive(Mail mail) {
    emit("message", mail);
    if (mail.spam)
      emit("spam", mail);
    else
      inbox_.push_back(std::move(mail));
  }

  std::size_t inboxSize() const { return inbox_.size(); }

private:
  void emit(const std::string &event, Mail &mail) const {
    const auto found = handlers_.find(event);
    if (found == handlers_.end())
      return;
    for (const Handler &handler : found->second)
      handler(mail);
  }

  std::map<std::string, std::vector<Handler>> handlers_;
  std::vector<Mail> inbox_;
};

class SpamCounter {
public:
  void attach(MailServer &server) {
    server.on("spam", [this](Mail &) { ++count_; });
  }

  unsigned count() const { return count_; }

private:
  unsigned count_ = 0;
};

static std::string domainOf(const std::string &address) { return address.substr(address.find('@') + 1); }

void installSpamFilter(MailServer &server, const std::string &rules) {
  std::set<std::string> blocked;
  std::istringstream in(rules);
  std::string domain;
  while (in >> domain)
    blocked.insert(domain);
  if (blocked.empty())
    return;
  server.on("message", [&blocked](Mail &mail) { // finding: 'blocked'
    if (blocked.count(domainOf(mail.from)) != 0)
      mail.spam = true;
  });
}

int main() {
  SpamCounter spam;
  MailServer server;
  spam.attach(server);
  installSpamFilter(server, "pills.example casino.example");
  installSpamFilter(server, "");
  server.receive({"ada@example.org", "Lunch?"});
  server.receive({"win@casino.example", "You have won"});
  server.receive({"doc@pills.example", "Cheap"});
  return server.inboxSize() == 1 && spam.count() == 2 ? 0 : 1;
}
