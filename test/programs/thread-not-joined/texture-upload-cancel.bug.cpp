// A texture uploader that keeps its thread behind a unique_ptr; cancel() resets the pointer while the thread is still joinable.
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class CriticalSection {
public:
  void enter() { mutex_.lock(); }
  void leave() { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

class CriticalSectionHolder {
public:
  explicit CriticalSectionHolder(CriticalSection &section) : section_(section) { section_.enter(); }
  ~CriticalSectionHolder() { section_.leave(); }
  CriticalSectionHolder(const CriticalSectionHolder &) = delete;
  CriticalSectionHolder &operator=(const CriticalSectionHolder &) = delete;

private:
  CriticalSection &section_;
};

#define IN_SECTION(section) CriticalSectionHolder sectionHolder(section)

class TextureUploader {
public:
  TextureUploader() = default;
  TextureUploader(const TextureUploader &) = delete;
  TextureUploader &operator=(const TextureUploader &) = delete;
  ~TextureUploader() { cancel(); }

  bool begin(std::vector<unsigned> mips) {
    if (thread_)
      return false;
    cancelled_ = false;
    thread_ = std::make_unique<std::thread>([this, mips = std::move(mips)] { upload(mips); }); // finding: 'thread_'
    return true;
  }

  void cancel() {
    if (!thread_)
      return;
    cancelled_ = true;
    thread_.reset();
  }

  unsigned long uploaded() {
    IN_SECTION(section_);
    return uploaded_;
  }

private:
  void upload(const std::vector<unsigned> &mips) {
    for (const unsigned size : mips) {
      if (cancelled_)
        return;
      IN_SECTION(section_);
      uploaded_ += size * size;
    }
  }

  CriticalSection section_;
  unsigned long uploaded_ = 0;
  std::atomic<bool> cancelled_{false};
  std::unique_ptr<std::thread> thread_;
};

int main() {
  TextureUploader uploader;
  bool begun = uploader.begin({64, 32, 16});
  while (uploader.uploaded() < 64 * 64)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  uploader.cancel();
  begun = begun && uploader.begin({8});
  return begun && !uploader.begin({4}) ? 0 : 1;
}
