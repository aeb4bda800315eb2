// Saving a snapshot with a scope exit that unlocks; an error path unlocks by hand before it reports, and the scope exit follows.
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <typename Function> class [[nodiscard]] OnExit {
public:
  explicit OnExit(Function function) : function_(std::move(function)) {}
  ~OnExit() { function_(); }
  OnExit(const OnExit &) = delete;
  OnExit &operator=(const OnExit &) = delete;

private:
  Function function_;
};

namespace {

struct World {
  std::mutex access;
  std::vector<std::string> objects;
};

World world;

std::mutex reportsMutex;
std::vector<std::string> reports;

void report(const std::string &text) {
  std::lock_guard<std::mutex> guard(reportsMutex);
  reports.push_back(text);
}

bool saveSnapshot(std::string &file, std::size_t limit) {
  world.access.lock();
  OnExit unlockWorld([] { world.access.unlock(); });
  std::string data;
  for (const std::string &object : world.objects) {
    data += object;
    data += '\n';
  }
  if (data.size() > limit) {
    world.access.unlock(); // finding: 'world.access'
    report("snapshot too large");
    return false;
  }
  file = std::move(data);
  return true;
}

void spawn(const std::string &object) {
  std::lock_guard<std::mutex> guard(world.access);
  world.objects.push_back(object);
}

} // namespace

int main() {
  std::thread game([] {
    spawn("tree");
    spawn("rock");
  });
  game.join();
  std::string file;
  const bool tooLarge = saveSnapshot(file, 4);
  const bool saved = saveSnapshot(file, 64);
  std::lock_guard<std::mutex> guard(reportsMutex);
  return !tooLarge && saved && file == "tree\nrock\n" && reports.size() == 1 ? 0 : 1;
}
