// A request broker over a home-made channel: each request carries the reply channel by pointer, so the answer comes through an alias.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

template <typename T> class Channel {
public:
  void send(T value) {
    locked([&] { items_.push_back(std::move(value)); });
  }
  void close() {
    locked([this] { closed_ = true; });
  }
  std::optional<T> receive() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty())
      return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    return item;
  }

private:
  template <typename Change> void locked(Change change) {
    std::unique_lock lock(mutex_);
    change();
    lock.unlock();
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool closed_ = false;
};

struct Request {
  std::string key;
  Channel<std::string> *reply = nullptr;
  std::shared_ptr<Channel<int>> length;
};

static void serve(Channel<Request> &requests) {
  const std::unordered_map<std::string, std::string> facts = {{"capital", "Oslo"}, {"river", "Glomma"}};
  while (std::optional<Request> request = requests.receive()) {
    const auto fact = facts.find(request->key);
    if (fact == facts.end()) {
      request->reply->close();
      request->length->close();
      continue;
    }
    request->reply->send(fact->second);
    request->length->send(static_cast<int>(fact->second.size()));
  }
}

static std::string ask(Channel<Request> &broker, const std::string &key) {
  Channel<std::string> answer;
  auto length = std::make_shared<Channel<int>>();
  broker.send({key, &answer, length});
  const std::optional<std::string> text = answer.receive();
  const int size = length->receive().value_or(-1);
  return text ? *text + " (" + std::to_string(size) + ")" : "unknown";
}

int main() {
  Channel<Request> requests;
  Channel<int> finished; // closed, never sent on
  std::jthread server([&requests, &finished] {
    serve(requests);
    finished.close();
  });
  for (const char *key : {"capital", "mountain", "river"})
    std::cout << key << ": " << ask(requests, key) << '\n';
  requests.close();
  return finished.receive() ? 1 : 0;
}
