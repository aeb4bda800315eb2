// Crawls a site with threads that refer to locals: all of them are joined before the locals go, on every path.
#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class JoinGuard {
public:
  explicit JoinGuard(std::thread &thread) : thread_(thread) {}
  JoinGuard(const JoinGuard &) = delete;
  JoinGuard &operator=(const JoinGuard &) = delete;
  ~JoinGuard() {
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::thread &thread_;
};

static std::size_t linksOf(const std::string &page) {
  if (page.empty())
    throw std::invalid_argument("no page");
  return page.size() % 7;
}

std::size_t countLinks(const std::vector<std::string> &pages, bool twice) {
  std::atomic<std::size_t> links{0};
  std::thread first([&] {
    for (const std::string &page : pages)
      links += page.size() % 7;
  });
  if (!twice) {
    first.join();
    return links;
  }
  std::thread second([&links, &pages] { links += pages.size(); });
  second.join();
  first.join();
  return links;
}

std::size_t countGuarded(const std::string &page) {
  std::size_t found = 0;
  std::size_t size = 0;
  std::thread side([&size, &page] { size = page.size(); });
  {
    JoinGuard guard(side);
    found = linksOf(page);
  }
  return found + size;
}

std::vector<std::size_t> countEach(const std::vector<std::string> &pages) {
  std::vector<std::size_t> counts(pages.size());
  std::vector<std::thread> crew;
  for (std::size_t i = 0; i < pages.size(); ++i)
    crew.emplace_back([&counts, &pages, i] { counts[i] = pages[i].size() % 7; });
  for (std::thread &member : crew)
    member.join();
  return counts;
}

static void addSizes(const std::vector<std::string> &pages, std::size_t from, std::size_t &sum) {
  for (std::size_t i = from; i < pages.size(); i += 2)
    sum += pages[i].size();
}

std::size_t totalSize(const std::vector<std::string> &pages) {
  std::size_t even = 0, odd = 0;
  {
    std::jthread evens(addSizes, std::cref(pages), 0, std::ref(even));
    std::jthread odds(std::bind(addSizes, std::cref(pages), 1, std::ref(odd)));
  }
  return even + odd;
}

static void waitFor(std::thread thread) { thread.join(); }

bool anyEmpty(const std::vector<std::string> &pages) {
  bool any = false;
  std::thread looker([&] {
    for (const std::string &page : pages)
      any = any || page.empty();
  });
  waitFor(std::move(looker));
  return any;
}

int main() {
  const std::vector<std::string> pages{"index", "about", "contact us"};
  bool fine = countLinks(pages, true) == countLinks(pages, false) + 3;
  fine = fine && countGuarded("about") == 10 && countEach(pages).size() == 3;
  return fine && totalSize(pages) == 20 && !anyEmpty(pages) ? 0 : 1;
}
