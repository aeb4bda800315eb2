// A key vault that answers from a thread of its own; a request without a name is refused, and then answered all the same.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

class KeyVault {
public:
  KeyVault() : keys_{{"mail", "k-17"}, {"web", "k-23"}}, thread_([this] { serve(); }) {}
  KeyVault(const KeyVault &) = delete;
  KeyVault &operator=(const KeyVault &) = delete;
  ~KeyVault() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
    }
    asked_.notify_one();
    thread_.join();
  }

  std::future<std::string> keyOf(std::string name) {
    Question question{std::move(name), {}};
    std::future<std::string> key = question.answer.get_future();
    {
      std::lock_guard<std::mutex> guard(mutex_);
      questions_.push_back(std::move(question));
    }
    asked_.notify_one();
    return key;
  }

private:
  struct Question {
    std::string name;
    std::promise<std::string> answer;
  };

  void answer(const std::string &name, std::promise<std::string> &reply) const {
    if (name.empty())
      reply.set_exception(std::make_exception_ptr(std::invalid_argument("no name")));
    const auto found = keys_.find(name);
    reply.set_value(found == keys_.end() ? "" : found->second); // finding: 'reply'
  }

  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      asked_.wait(lock, [this] { return closing_ || !questions_.empty(); });
      if (questions_.empty())
        return;
      Question question = std::move(questions_.front());
      questions_.pop_front();
      lock.unlock();
      answer(question.name, question.answer);
      lock.lock();
    }
  }

  const std::map<std::string, std::string> keys_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Question> questions_;
  bool closing_ = false;
  std::thread thread_;
};

int main() {
  KeyVault vault;
  std::future<std::string> mail = vault.keyOf("mail");
  std::future<std::string> nobody = vault.keyOf("");
  try {
    nobody.get();
  } catch (const std::invalid_argument &error) {
    std::puts(error.what());
  }
  return mail.get() == "k-17" ? 0 : 1;
}
