// Refreshes mirrors in parallel: the loop variables are references to elements that outlive the threads.
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

struct Mirror {
  std::string url;
  long revision = 0;
};

static void refresh(Mirror &mirror, long revision) {
  if (mirror.revision < revision)
    mirror.revision = revision;
}

class MirrorList {
public:
  void add(const std::string &region, std::string url) { mirrors_[region].push_back({std::move(url)}); }

  void refreshAll(long revision) {
    std::vector<std::thread> threads;
    for (auto &[region, mirrors] : mirrors_) {
      if (region == "retired")
        continue;
      for (Mirror &mirror : mirrors)
        threads.emplace_back([&mirror, revision] { refresh(mirror, revision); });
    }
    for (std::thread &thread : threads)
      thread.join();
  }

  void countDigits() {
    std::vector<std::jthread> threads;
    for (auto &&entry : mirrors_)
      threads.emplace_back([&] {
        for (Mirror &mirror : entry.second)
          mirror.url += "#" + std::to_string(mirror.url.size());
      });
  }

  void renumber() {
    std::vector<std::thread> threads;
    for (auto it = mirrors_.begin(); it != mirrors_.end(); ++it) {
      std::vector<Mirror> &mirrors = it->second;
      threads.emplace_back([&mirrors] {
        for (std::size_t k = 0; k < mirrors.size(); ++k)
          mirrors[k].revision += static_cast<long>(k);
      });
    }
    for (auto &thread : threads)
      thread.join();
  }

  void refreshFirst(long revision) {
    std::vector<std::thread> threads;
    for (auto &[region, mirrors] : mirrors_) {
      if (mirrors.empty())
        continue;
      Mirror &first = mirrors.front();
      threads.emplace_back(refresh, std::ref(first), revision);
    }
    for (auto &thread : threads)
      thread.join();
  }

  void print() const {
    for (const auto &[region, mirrors] : mirrors_)
      for (const Mirror &mirror : mirrors)
        std::printf("%s %s %ld\n", region.c_str(), mirror.url.c_str(), mirror.revision);
  }

private:
  std::map<std::string, std::vector<Mirror>> mirrors_;
};

int main() {
  MirrorList list;
  list.add("eu", "https://eu.example/1");
  list.add("eu", "https://eu.example/2");
  list.add("us", "https://us.example/1");
  list.add("retired", "https://old.example/");
  list.refreshAll(41);
  list.countDigits();
  list.renumber();
  list.refreshFirst(50);
  list.print();
}
