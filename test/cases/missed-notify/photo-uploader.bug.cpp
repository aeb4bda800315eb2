// Uploads photos on a thread; the destructor sets the stop flag but does not wake the thread that it then joins.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Album {
public:
  void add(const std::string &photo) {
    std::lock_guard<std::mutex> guard(mutex_);
    letters_ += photo.size();
  }

  std::size_t letters() {
    std::lock_guard<std::mutex> guard(mutex_);
    return letters_;
  }

private:
  std::mutex mutex_;
  std::size_t letters_ = 0;
};

class PhotoUploader {
public:
  explicit PhotoUploader(Album &album) : album_(album), thread_(&PhotoUploader::upload, this) {}
  PhotoUploader(const PhotoUploader &) = delete;
  PhotoUploader &operator=(const PhotoUploader &) = delete;
  ~PhotoUploader() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true; // finding: 'wake_'
    }
    thread_.join();
  }

  void add(std::string photo) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      photos_.push_back(std::move(photo));
    }
    wake_.notify_one();
  }

private:
  void upload() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || !photos_.empty(); });
      if (photos_.empty())
        return;
      const std::string photo = std::move(photos_.front());
      photos_.pop_front();
      lock.unlock();
      album_.add(photo);
      lock.lock();
    }
  }

  Album &album_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::string> photos_;
  bool stopping_ = false;
  std::thread thread_;
};

int main() {
  Album album;
  {
    PhotoUploader uploader(album);
    uploader.add("sea.jpg");
    uploader.add("hill.jpg");
  }
  return album.letters() == 15 ? 0 : 1;
}
