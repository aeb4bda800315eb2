// Merges the segments of an index while a helper warms the cache; the helper is joined whatever happens.
#include <cstdint>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Segment {
  std::uint32_t magic = 0x5e6;
  std::map<std::string, unsigned> postings;
};

class TermCache {
public:
  void warm(const std::vector<std::string> &terms) {
    for (const std::string &term : terms) {
      std::lock_guard<std::mutex> guard(mutex_);
      lengths_[term] = term.size();
    }
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return lengths_.size();
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> lengths_;
};

static void checkHeader(const Segment &segment) {
  if (segment.magic != 0x5e6)
    throw std::runtime_error("damaged segment");
}

static void addPostings(Segment &merged, const Segment &segment) {
  checkHeader(segment);
  for (const auto &[term, count] : segment.postings)
    merged.postings[term] += count;
}

Segment merge(const std::vector<Segment> &segments, const std::vector<std::string> &hotTerms, TermCache &cache) {
  std::jthread warmer([&cache, &hotTerms] { cache.warm(hotTerms); });
  Segment merged;
  for (const Segment &segment : segments)
    addPostings(merged, segment);
  warmer.join();
  return merged;
}

int main() {
  TermCache cache;
  const Segment good{0x5e6, {{"ada", 2}, {"bo", 1}}};
  const Segment damaged{0xbad, {}};
  const Segment merged = merge({good, good}, {"ada"}, cache);
  if (merged.postings.at("ada") != 4)
    return 1;
  try {
    merge({good, damaged}, {"ada", "bo"}, cache);
  } catch (const std::runtime_error &) {
    return cache.size() == 2 ? 0 : 1;
  }
  return 1;
}
