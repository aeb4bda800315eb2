// A mailbox with a bounded wait.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

template <typename Message> class Mailbox {
public:
  void deliver(Message message) {
    {
      std::lock_guard<std::mutex> lock(m_mutex);
      m_messages.push_back(std::move(message));
    }
    m_arrived.notify_one();
  }

  std::optional<Message> fetch(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> lock(m_mutex);
    if (!m_arrived.wait_for(lock, timeout, [this] { return !m_messages.empty(); }))
      return std::nullopt;
    std::optional<Message> message(std::move(m_messages.front()));
    m_messages.pop_front();
    return message;
  }

private:
  std::mutex m_mutex;
  std::condition_variable m_arrived;
  std::deque<Message> m_messages;
};

int main() {
  Mailbox<std::string> mailbox;
  std::thread sender([&mailbox] {
    for (int i = 0; i < 10; ++i)
      mailbox.deliver("message " + std::to_string(i));
  });
  int received = 0;
  for (int i = 0; i < 10; ++i) {
    const auto message = mailbox.fetch(std::chrono::milliseconds(200));
    if (!message)
      break;
    std::cout << *message << '\n';
    ++received;
  }
  sender.join();
  return received == 10 ? 0 : 1;
}
