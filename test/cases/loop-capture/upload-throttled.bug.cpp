// Uploads files a few at a time: the threads are joined only when the batch is full, but they point to the loop's own copy of the file.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

constexpr std::size_t max_parallel = 4;

struct upload {
  std::string key;
  std::string bytes;
};

class bucket {
public:
  void put(const std::string &key, std::string_view bytes) {
    std::lock_guard<std::mutex> hold(objects_mutex_);
    objects_[key] = bytes.size();
    written_ += bytes.size();
  }

  std::size_t written() {
    std::lock_guard<std::mutex> hold(objects_mutex_);
    return written_;
  }

private:
  std::mutex objects_mutex_;
  std::map<std::string, std::size_t> objects_;
  std::size_t written_ = 0;
};

static void join_all(std::vector<std::thread> &threads) {
  for (std::thread &t : threads)
    t.join();
  threads.clear();
}

void upload_all(bucket &target, const std::string &prefix, const std::vector<upload> &files) {
  std::vector<std::thread> active;
  for (upload file : files) {
    file.key.insert(0, prefix);
    active.emplace_back([f = &file, &target] { target.put(f->key, f->bytes); }); // finding: 'file'
    if (active.size() == max_parallel)
      join_all(active);
  }
  join_all(active);
}

int main() {
  bucket photos;
  std::vector<upload> files;
  for (int n = 0; n < 10; n++)
    files.push_back({"photo-" + std::to_string(n), std::string(100, 'x')});
  upload_all(photos, "2024/", files);
  std::printf("%zu bytes\n", photos.written());
}
