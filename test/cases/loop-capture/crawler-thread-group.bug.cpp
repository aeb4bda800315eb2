// Crawls a list of hosts with a boost::thread_group: each crawler refers to the loop's copy of the host, which is destroyed while it crawls.
#include <boost/thread.hpp>

#include <iostream>
#include <set>
#include <string>
#include <vector>

struct Host {
  std::string name;
  unsigned short port = 80;
  int depth = 1;
};

class Visited {
public:
  bool insert(const std::string &address) {
    boost::lock_guard<boost::mutex> guard(m_mutex);
    return m_seen.insert(address).second;
  }

  std::size_t size() const {
    boost::lock_guard<boost::mutex> guard(m_mutex);
    return m_seen.size();
  }

private:
  mutable boost::mutex m_mutex;
  std::set<std::string> m_seen;
};

static void crawl(const Host &host, Visited &visited) {
  for (int level = 0; level < host.depth; ++level) {
    const std::string address =
        host.name + ":" + std::to_string(host.port) + "/" + std::to_string(level);
    if (!visited.insert(address))
      return;
  }
}

std::size_t crawlAll(const std::vector<Host> &hosts, int maxDepth) {
  Visited visited;
  boost::thread_group crawlers;
  for (Host host : hosts) {
    if (host.depth > maxDepth)
      host.depth = maxDepth;
    crawlers.create_thread([&visited, &host] { crawl(host, visited); }); // finding: 'host'
  }
  crawlers.join_all();
  return visited.size();
}

int main() {
  std::vector<Host> hosts(3);
  hosts[0].name = "a.example";
  hosts[1].name = "b.example";
  hosts[1].depth = 4;
  hosts[2].name = "a.example";
  std::cout << crawlAll(hosts, 2) << " addresses\n";
}
