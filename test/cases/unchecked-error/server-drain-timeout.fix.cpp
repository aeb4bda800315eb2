// Drains a server before its connections are freed: those that are still in use after a second are kept.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

struct Connection {
  std::string peer;
  std::size_t served = 0;
};

class Server {
public:
  void serve(const std::string &peer) {
    Connection &connection = *connections_.emplace_back(std::make_unique<Connection>(Connection{peer}));
    requests_.go([&connection] {
      leash::sleep_for(std::chrono::milliseconds(connection.peer.size()));
      ++connection.served;
    });
  }

  void stop() {
    if (requests_.wait_for(std::chrono::seconds(1)))
      connections_.clear();
  }

private:
  std::vector<std::unique_ptr<Connection>> connections_;
  leash::wait_group requests_;
};

int main() {
  Server server;
  for (const char *peer : {"10.0.0.1", "10.0.0.2"})
    server.serve(peer);
  server.stop();
  std::puts("stopped");
}
