// Build farm: compile jobs are packaged tasks; a job that the cache can't answer is run once, by a worker.
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Compile = std::packaged_task<int(const std::string &)>;

class Cache {
public:
  bool knows(const std::string &file) const { return objects_.count(file) != 0; }
  void remember(const std::string &file, int bytes) { objects_[file] = bytes; }

private:
  std::map<std::string, int> objects_;
};

class Farm {
public:
  explicit Farm(Cache &cache) : cache_(cache) {}
  ~Farm() {
    for (std::thread &worker : workers_)
      worker.join();
  }
  Farm(const Farm &) = delete;
  Farm &operator=(const Farm &) = delete;

  std::future<int> build(const std::string &file) {
    Compile compile([](const std::string &source) { return static_cast<int>(source.size()) * 100; });
    std::future<int> object = compile.get_future();
    if (cache_.knows(file)) {
      std::printf("%s is known\n", file.c_str());
      compile(file);
      return object;
    }
    cache_.remember(file, 1);
    workers_.emplace_back(std::move(compile), file);
    return object;
  }

private:
  Cache &cache_;
  std::vector<std::thread> workers_;
};

int main() {
  Cache cache;
  Farm farm(cache);
  std::vector<std::future<int>> objects;
  for (const char *file : {"parse.cpp", "emit.cpp", "parse.cpp"})
    objects.push_back(farm.build(file));
  int bytes = 0;
  for (std::future<int> &object : objects)
    bytes += object.get();
  std::printf("%d bytes\n", bytes);
}
