// Drains a server before its connections are freed: the wait for the requests ends after a second in any case, and nobody asks how.
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
    requests_.wait_for(std::chrono::seconds(1)); // finding: 'wait_for'
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
