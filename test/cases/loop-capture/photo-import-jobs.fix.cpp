// Imports photos through a channel of jobs: a job has its own copy of the photo.
#include <leash/chan.h>
#include <leash/defer.h>
#include <leash/go.h>

#include <atomic>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

struct Photo {
  std::string path;
  int width = 0;
};

using Job = std::function<void()>;

class Workers {
public:
  explicit Workers(int count) : count_(count) {
    for (int n = 0; n < count; ++n)
      leash::go([jobs = jobs_, idle = idle_] {
        LEASH_DEFER { idle.send({}); };
        for (Job &job : jobs)
          job();
      });
  }

  void submit(Job job) { jobs_.send(std::move(job)); }

  void drain() {
    jobs_.close();
    for (int n = 0; n < count_; ++n)
      idle_.recv();
  }

private:
  int count_;
  leash::chan<Job> jobs_ = leash::make_chan<Job>(32);
  leash::chan<leash::unit> idle_ = leash::make_chan<leash::unit>();
};

static std::atomic<int> thumbnails{0};

static void makeThumbnail(const Photo &photo, int size) {
  std::printf("%s at %d of %d\n", photo.path.c_str(), size, photo.width);
  ++thumbnails;
}

static int import(const std::vector<std::string> &paths) {
  Workers workers(3);
  for (const std::string &path : paths) {
    Photo photo{path, static_cast<int>(path.size()) * 100};
    for (int size : {64, 256})
      workers.submit([photo, size] { makeThumbnail(photo, size); });
  }
  workers.drain();
  return thumbnails;
}

int main() { return import({"beach.jpg", "dog.jpg", "birthday.jpg"}) == 6 ? 0 : 1; }
