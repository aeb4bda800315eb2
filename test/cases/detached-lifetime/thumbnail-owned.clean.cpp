// A request that is its thread's own: the thread gets it, and ends it.
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

struct Request {
  std::string path;
  std::function<void(const std::string &)> done;
};

void render(std::unique_ptr<Request> request) {
  request->done(request->path + ".png");
}

void later(std::string path, std::function<void(const std::string &)> done) {
  auto *request = new Request{std::move(path), std::move(done)};
  std::thread([request] { render(std::unique_ptr<Request>(request)); }).detach();
}

void laterStill(std::string path, std::function<void(const std::string &)> done) {
  auto request = std::make_unique<Request>(Request{std::move(path), std::move(done)});
  std::thread([request = std::move(request)]() mutable { render(std::move(request)); }).detach();
}
