// Crawls the mirrors of a package archive in a wait group: every task has a URL of its own.
#include <leash/mutex.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <string>
#include <vector>

class Catalogue {
public:
  void add(const std::string &url, std::size_t size) {
    leash::guard hold(mutex_);
    entries_.push_back({url, size});
  }
  std::size_t total() {
    leash::guard hold(mutex_);
    std::size_t sum = 0;
    for (const Entry &entry : entries_)
      sum += entry.size;
    return sum;
  }

private:
  struct Entry {
    std::string url;
    std::size_t size;
  };
  leash::mutex mutex_;
  std::vector<Entry> entries_;
};

static std::size_t fetchSize(const std::string &url) { return url.size() * 1024; }

static void crawl(const std::vector<std::string> &mirrors, const std::string &package, Catalogue &catalogue) {
  leash::wait_group crawling;
  for (const std::string &mirror : mirrors) {
    std::string url = "https://" + mirror + "/pool/" + package;
    if (catalogue.total() > 1'000'000)
      break;
    crawling.go([&catalogue, url] {
      catalogue.add(url, fetchSize(url));
    });
  }
  crawling.wait();
}

int main() {
  Catalogue catalogue;
  crawl({"deb.example.org", "mirror.example.net"}, "leash_0.1_amd64.deb", catalogue);
  std::printf("%zu bytes\n", catalogue.total());
}
