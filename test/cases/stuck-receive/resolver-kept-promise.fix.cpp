// Resolves a host name on a helper thread.
#include <cstdio>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

struct Address {
  std::string text;
  bool cached = false;
};

static const std::map<std::string, std::string> &hosts() {
  static const std::map<std::string, std::string> table = {{"localhost", "127.0.0.1"}, {"gateway", "192.168.1.1"}};
  return table;
}

static Address lookUp(const std::string &name) {
  const auto found = hosts().find(name);
  if (found == hosts().end())
    return {"0.0.0.0", false};
  return {found->second, true};
}

static int resolve(const std::string &name) {
  auto answer = std::make_shared<std::promise<Address>>();
  std::future<Address> reply = answer->get_future();

  std::thread helper([answer, name] {
    Address address = lookUp(name);
    std::printf("looked up %s\n", name.c_str());
    if (!address.cached)
      address.text = "::";
    answer->set_value(std::move(address));
  });
  helper.detach();

  const Address address = reply.get();
  std::printf("%s is %s\n", name.c_str(), address.text.c_str());
  answer.reset();
  return address.cached ? 0 : 1;
}

int main() { return resolve("gateway"); }
