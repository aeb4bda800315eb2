// Claims regions of a document for editing; a claim that has waited is granted when no other one overlaps.
#include <algorithm>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Region {
  unsigned from, to;
};

struct Claims {
  std::mutex mutex;
  std::condition_variable released;
  std::list<Region> granted;
};

static bool overlaps(const Region &a, const Region &b) { return a.from < b.to && b.from < a.to; }

static bool isFree(const Claims &claims, const Region &region) {
  return std::none_of(claims.granted.begin(), claims.granted.end(),
                      [&region](const Region &other) { return overlaps(other, region); });
}

class Claim {
public:
  Claim(std::shared_ptr<Claims> claims, Region region) : claims_(std::move(claims)) {
    std::unique_lock lock(claims_->mutex);
    while (!isFree(*claims_, region))
      claims_->released.wait(lock);
    position_ = claims_->granted.insert(claims_->granted.end(), region);
  }
  Claim(const Claim &) = delete;
  Claim &operator=(const Claim &) = delete;
  ~Claim() {
    std::unique_lock lock(claims_->mutex);
    claims_->granted.erase(position_);
    lock.unlock();
    claims_->released.notify_all();
  }

private:
  const std::shared_ptr<Claims> claims_;
  std::list<Region>::iterator position_;
};

int main() {
  const auto claims = std::make_shared<Claims>();
  std::vector<std::thread> editors;
  for (unsigned editor = 0; editor < 4; ++editor)
    editors.emplace_back([claims, editor] {
      for (unsigned round = 0; round < 50; ++round)
        const Claim claim(claims, {editor, editor + 2});
    });
  for (std::thread &editor : editors)
    editor.join();
  std::lock_guard guard(claims->mutex);
  return claims->granted.empty() ? 0 : 1;
}
