// Uploads artifacts; a refused upload sets its digest thread aside, which still refers to the digest, a local.
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Artifact {
  std::string name;
  std::string content;
};

class Mirror {
public:
  explicit Mirror(std::size_t quota) : quota_(quota) {}

  bool hasRoomFor(std::size_t bytes) const noexcept { return used_ + bytes <= quota_; }

  void put(const Artifact &artifact, std::uint64_t digest) {
    used_ += artifact.content.size();
    digests_[artifact.name] = digest;
  }

  std::uint64_t digest(const std::string &name) const {
    const auto found = digests_.find(name);
    return found == digests_.end() ? 0 : found->second;
  }

private:
  const std::size_t quota_;
  std::size_t used_ = 0;
  std::map<std::string, std::uint64_t> digests_;
};

// Threads nobody waits for until the end of the program.
class Stragglers {
public:
  void adopt(std::thread thread) {
    std::lock_guard<std::mutex> guard(mutex_);
    threads_.push_back(std::move(thread));
  }

  std::size_t joinAll() {
    std::vector<std::thread> threads;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      threads.swap(threads_);
    }
    for (std::thread &thread : threads)
      thread.join();
    return threads.size();
  }

private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

static Stragglers stragglers;

static std::uint64_t digestOf(const std::string &content) noexcept {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : content)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

bool upload(Mirror &mirror, const Artifact &artifact) {
  std::uint64_t digest = 0;
  std::thread hasher([content = artifact.content, &digest] { digest = digestOf(content); }); // finding: 'digest'
  if (!mirror.hasRoomFor(artifact.content.size())) {
    stragglers.adopt(std::move(hasher));
    return false;
  }
  hasher.join();
  mirror.put(artifact, digest);
  return true;
}

int main() {
  Mirror mirror(64);
  const Artifact tool{"tool-1.2.tar", std::string(40, 't')};
  const Artifact docs{"docs-1.2.tar", std::string(40, 'd')};
  const bool first = upload(mirror, tool);
  const bool second = upload(mirror, docs);
  const bool fine = stragglers.joinAll() == 1 && first && !second;
  return fine && mirror.digest(tool.name) == digestOf(tool.content) && mirror.digest(docs.name) == 0 ? 0 : 1;
}
