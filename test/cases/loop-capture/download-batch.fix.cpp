// Downloads a batch of pages in parallel: each task owns its url.
#include <cstdio>
#include <future>
#include <map>
#include <string>
#include <vector>

namespace {

std::string fetch(const std::string &url) {
  return "<html><title>" + url + "</title></html>";
}

struct Page {
  std::string source;
  std::size_t bytes = 0;
};

} // namespace

std::map<std::string, Page> downloadAll(const std::vector<std::string> &urls) {
  std::vector<std::future<std::string>> bodies;
  bodies.reserve(urls.size());
  for (auto url : urls) {
    if (!url.starts_with("https://"))
      url.insert(0, "https://");
    auto body = std::async(std::launch::async, [url] { return fetch(url); });
    bodies.push_back(std::move(body));
  }

  std::map<std::string, Page> pages;
  for (std::size_t k = 0; k < urls.size(); ++k) {
    Page page;
    page.source = bodies[k].get();
    page.bytes = page.source.size();
    pages.emplace(urls[k], std::move(page));
  }
  return pages;
}

int main() {
  for (const auto &[url, page] : downloadAll({"example.org", "https://example.com/index"}))
    std::printf("%s: %zu bytes\n", url.c_str(), page.bytes);
}
