// A renderer hands its lock over to the pass it begins; before it presents it unlocks the lock that it has moved away.
#include <cstddef>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pass {
public:
  Pass(std::unique_lock<std::mutex> lock, std::vector<int> &commands) : lock_(std::move(lock)), commands_(commands) {}

  void draw(int mesh) { commands_.push_back(mesh); }

private:
  std::unique_lock<std::mutex> lock_;
  std::vector<int> &commands_;
};

class Renderer {
public:
  bool drawAll(const std::vector<int> &meshes) {
    std::unique_lock<std::mutex> lock(deviceMutex_);
    if (lost_)
      return false;

    {
      Pass pass(std::move(lock), commands_);
      for (const int mesh : meshes)
        pass.draw(mesh);
    }
    lock.unlock(); // finding: 'lock'
    return present();
  }

  std::size_t frames() {
    std::lock_guard<std::mutex> lock(deviceMutex_);
    return frames_;
  }

private:
  bool present() {
    std::lock_guard<std::mutex> lock(deviceMutex_);
    if (commands_.empty())
      return false;
    commands_.clear();
    ++frames_;
    return true;
  }

  std::mutex deviceMutex_;
  std::vector<int> commands_;
  std::size_t frames_ = 0;
  bool lost_ = false;
};

int main() {
  Renderer renderer;
  bool there = false;
  std::thread preview([&] { there = renderer.drawAll({1, 2, 3}); });
  preview.join();
  const bool here = renderer.drawAll({4});
  return there && here && renderer.frames() == 2 ? 0 : 1;
}
