// A tree of folders, each with its own mutex of the same name: a parent calls its children with its lock held, and two folders are locked together.
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Folder {
public:
  explicit Folder(std::string name) : name_(std::move(name)) {}

  Folder &create(const std::string &name) {
    std::lock_guard<std::mutex> lock(m_);
    return *folders_.emplace_back(std::make_unique<Folder>(name));
  }

  void add(std::string file) {
    std::lock_guard<std::mutex> lock(m_);
    files_.push_back(std::move(file));
  }

  // From the root down, so always in the order of the tree.
  std::size_t count() const {
    std::lock_guard<std::mutex> lock(m_);
    std::size_t sum = files_.size();
    for (const std::unique_ptr<Folder> &folder : folders_)
      sum += folder->count();
    return sum;
  }

  void moveAllTo(Folder &other) {
    if (&other == this)
      return;
    std::scoped_lock both(m_, other.m_);
    other.files_.insert(other.files_.end(), files_.begin(), files_.end());
    files_.clear();
  }

  // One after the other, never both.
  bool sameSizeAs(const Folder &other) const {
    std::size_t here = 0;
    {
      std::lock_guard<std::mutex> lock(m_);
      here = files_.size();
    }
    std::lock_guard<std::mutex> lock(other.m_);
    return here == other.files_.size();
  }

  const std::string &name() const { return name_; }

private:
  const std::string name_;
  mutable std::mutex m_;
  std::vector<std::string> files_;
  std::vector<std::unique_ptr<Folder>> folders_;
};

int main() {
  Folder root("/");
  Folder &home = root.create("home");
  Folder &trash = root.create("trash");
  std::thread user([&] {
    home.add("letter");
    home.moveAllTo(trash);
  });
  trash.add("old");
  user.join();
  return root.count() == 2 && !home.sameSizeAs(trash) && trash.name() == "trash" ? 0 : 1;
}
