// Serves requests for port mappings; a malformed request gives the table back before it goes on to the next one.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/mutex.h>

#include <cstdint>
#include <iostream>
#include <map>
#include <string>

struct MapRequest {
  std::string container;
  std::uint16_t hostPort = 0;
  std::uint16_t port = 0;
};

class PortMapper {
public:
  void serve(leash::recv_chan<MapRequest> requests) {
    for (const MapRequest &request : requests) {
      mutex_.lock();
      if (request.hostPort == 0 || request.port == 0) {
        std::cerr << "malformed request of " << request.container << '\n';
        ++rejected_;
        mutex_.unlock();
        continue;
      }
      forwards_[request.hostPort] = {request.container, request.port};
      mutex_.unlock();
    }
  }

  std::size_t rejected() {
    leash::guard hold(mutex_);
    return rejected_;
  }

private:
  struct Target {
    std::string container;
    std::uint16_t port = 0;
  };

  leash::mutex mutex_;
  std::map<std::uint16_t, Target> forwards_;
  std::size_t rejected_ = 0;
};

int main() {
  PortMapper mapper;
  auto requests = leash::make_chan<MapRequest>(4);
  auto served = leash::make_chan<leash::unit>();
  leash::go([&mapper, requests, served] {
    mapper.serve(requests);
    served.close();
  });
  requests.send({"web", 8080, 80});
  requests.send({"db", 0, 5432});
  requests.send({"cache", 6379, 6379});
  requests.close();
  served.recv();
  std::cout << mapper.rejected() << " rejected\n";
}
