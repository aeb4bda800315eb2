// Runs the halves of a hijacked connection through a helper that answers with a channel for the error; of the input's half nobody takes the answer, and its task stays for ever.
#include <leash/chan.h>
#include <leash/error.h>
#include <leash/go.h>

#include <functional>
#include <iostream>
#include <sstream>
#include <string>

namespace promise {

static leash::recv_chan<leash::error> go(std::function<leash::error()> work) {
  auto answer = leash::make_chan<leash::error>();
  leash::go([answer, work = std::move(work)] {
    answer.send(work()); // finding: 'answer'
  });
  return answer;
}

} // namespace promise

struct Hijacked {
  std::istream &input;
  std::ostream &output;
  std::stringstream socket;
};

static leash::error attach(Hijacked &connection) {
  const auto received = promise::go([&connection]() -> leash::error {
    std::string line;
    while (std::getline(connection.socket, line))
      connection.output << line << '\n';
    return {};
  });
  promise::go([&connection]() -> leash::error {
    connection.socket << connection.input.rdbuf();
    return connection.socket ? leash::error() : leash::make_error("can't write to the daemon");
  });
  return *received.recv();
}

int main() {
  std::istringstream input("ls\nexit\n");
  Hijacked connection{input, std::cout, std::stringstream("$ ls\n")};
  if (leash::error err = attach(connection)) {
    std::cerr << err << '\n';
    return 1;
  }
}
