// Makes thumbnails of pictures in a boost thread; stop() sets finish_ and wakes the thread, which looks at it in the loop around the wait.
#include <boost/thread.hpp>
#include <string>
#include <vector>

class ThumbnailMaker {
public:
  ThumbnailMaker() : made_(0), finish_(false), thread_(boost::bind(&ThumbnailMaker::makeAll, this)) {}

  ~ThumbnailMaker() { stop(); }

  void add(const std::string &picture) {
    boost::lock_guard<boost::mutex> guard(mutex_);
    pictures_.push_back(picture);
    added_.notify_one();
  }

  void stop() {
    {
      boost::lock_guard<boost::mutex> guard(mutex_);
      finish_ = true;
    }
    added_.notify_all();
    if (thread_.joinable())
      thread_.join();
  }

  unsigned made() const {
    boost::lock_guard<boost::mutex> guard(mutex_);
    return made_;
  }

private:
  bool hasPicture() const { return !pictures_.empty(); }

  void makeAll() {
    boost::unique_lock<boost::mutex> lock(mutex_);
    do {
      while (!finish_ && !hasPicture())
        added_.wait(lock);
      if (!hasPicture())
        return;
      const std::string picture = pictures_.back();
      pictures_.pop_back();
      lock.unlock();
      const bool supported = picture.rfind(".jpg") != std::string::npos;
      lock.lock();
      made_ += supported ? 1 : 0;
    } while (!finish_);
  }

  mutable boost::mutex mutex_;
  boost::condition_variable added_;
  std::vector<std::string> pictures_;
  unsigned made_;
  bool finish_;
  boost::thread thread_;
};

int main() {
  ThumbnailMaker maker;
  maker.add("beach.jpg");
  maker.add("notes.txt");
  maker.add("harbour.jpg");
  maker.stop();
  return maker.made() <= 2 ? 0 : 1;
}
