// A document whose edits store undo actions that lock when they are run, and whose lock is handed over in a unique_lock.
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Document {
public:
  using Lock = std::unique_lock<std::mutex>;

  void insert(std::size_t at, const std::string &text) {
    Lock lock(textMutex_);
    if (at > text_.size())
      at = text_.size();
    text_.insert(at, text);
    undo_.push_back([this, at, size = text.size()] { erase(at, size); });
  }

  void erase(std::size_t at, std::size_t size) {
    Lock lock(textMutex_);
    if (at < text_.size())
      text_.erase(at, size);
  }

  bool undo() {
    std::function<void()> action;
    {
      Lock lock(textMutex_);
      if (undo_.empty())
        return false;
      action = std::move(undo_.back());
      undo_.pop_back();
    }
    action();
    return true;
  }

  std::string text() { return finish(begin()); }

  void append(const std::string &text) {
    Lock lock = begin();
    text_ += text;
    const std::string now = finish(std::move(lock));
    lock = Lock(textMutex_);
    if (now.size() > longest_)
      longest_ = now.size();
  }

  std::size_t longest() {
    Lock lock = begin();
    return longest_;
  }

private:
  Lock begin() { return Lock(textMutex_); }

  std::string finish(Lock lock) {
    std::string copy = text_;
    lock.unlock();
    return copy;
  }

  std::mutex textMutex_;
  std::string text_;
  std::size_t longest_ = 0;
  std::vector<std::function<void()>> undo_;
};

int main() {
  Document document;
  std::thread editor([&document] { document.insert(0, "lease"); });
  editor.join();
  document.insert(5, "s");
  const bool undone = document.undo();
  document.append(" on life");
  return undone && document.text() == "lease on life" && document.longest() == 13 ? 0 : 1;
}
