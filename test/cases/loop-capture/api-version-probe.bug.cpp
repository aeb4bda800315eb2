// Asks a daemon for each API version that it may still speak; every probe reads the loop's counter, which has moved on by the time it runs.
#include <leash/chan.h>
#include <leash/error.h>
#include <leash/go.h>

#include <cstdio>
#include <string>
#include <vector>

struct Answer {
  std::string version;
  leash::error err;
};

class Daemon {
public:
  explicit Daemon(int newest) : newest_(newest) {}

  leash::error ping(const std::string &version, int minor) const {
    if (minor > newest_)
      return leash::errorf("client version {} is too new", version);
    return {};
  }

private:
  int newest_;
};

static std::vector<Answer> probe(const Daemon &daemon, int oldest, int newest) {
  auto answers = leash::make_chan<Answer>(static_cast<std::size_t>(newest - oldest + 1));
  for (int minor = oldest; minor <= newest; ++minor) {
    leash::go([&] { // finding: 'minor'
      const std::string version = "1." + std::to_string(minor);
      answers.send({version, daemon.ping(version, minor)});
    });
  }
  std::vector<Answer> all;
  for (int count = oldest; count <= newest; ++count)
    all.push_back(*answers.recv());
  return all;
}

int main() {
  const Daemon daemon(19);
  for (const Answer &answer : probe(daemon, 17, 21))
    std::printf("%s: %s\n", answer.version.c_str(), answer.err.message().c_str());
}
