// A logger writes through a virtual backend with the logger locked; the file backend's reopen() tells the logger without its own lock.
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Backend {
public:
  virtual ~Backend() = default;
  virtual void write(const std::string &line) = 0;
};

class Logger {
public:
  void attach(std::shared_ptr<Backend> backend) {
    std::lock_guard<std::mutex> guard(loggerMutex_);
    backend_ = std::move(backend);
  }

  void log(const std::string &line) {
    std::lock_guard<std::mutex> guard(loggerMutex_);
    ++lines_;
    if (backend_)
      backend_->write(line);
  }

  void backendReopened() {
    std::lock_guard<std::mutex> guard(loggerMutex_);
    ++reopened_;
  }

  std::size_t events() {
    std::lock_guard<std::mutex> guard(loggerMutex_);
    return lines_ + reopened_;
  }

private:
  std::mutex loggerMutex_;
  std::shared_ptr<Backend> backend_;
  std::size_t lines_ = 0;
  std::size_t reopened_ = 0;
};

class NullBackend final : public Backend {
public:
  void write(const std::string &) override {}
};

class FileBackend final : public Backend {
public:
  explicit FileBackend(Logger &logger) : logger_(logger) {}

  void write(const std::string &line) override {
    std::unique_lock<std::mutex> lock(fileMutex_);
    text_ += line;
    text_ += '\n';
  }

  // On SIGHUP, from the signal thread.
  std::string reopen() {
    std::unique_lock<std::mutex> lock(fileMutex_);
    std::string old;
    old.swap(text_);
    lock.unlock();
    logger_.backendReopened();
    return old;
  }

private:
  Logger &logger_;
  std::mutex fileMutex_;
  std::string text_;
};

int main() {
  Logger logger;
  logger.attach(std::make_shared<NullBackend>());
  logger.log("nowhere");
  auto file = std::make_shared<FileBackend>(logger);
  logger.attach(file);
  std::thread service([&logger] {
    for (int request = 0; request < 50; ++request)
      logger.log("request");
  });
  std::size_t bytes = file->reopen().size();
  service.join();
  bytes += file->reopen().size();
  logger.attach(nullptr);
  return bytes == 400 && logger.events() == 53 ? 0 : 1;
}
