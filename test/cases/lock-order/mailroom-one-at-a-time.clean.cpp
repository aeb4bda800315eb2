// Two classes that call each other and each have a mutex_, but never with both held: scopes, early unlock, a wait, and a posted function.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Office;

class Mailroom {
public:
  explicit Mailroom(Office &office) : office_(office) {}

  void receive(std::string letter);
  void deliverAll();
  std::size_t delivered();

private:
  Office &office_;
  std::mutex mutex_;
  std::deque<std::string> letters_;
  std::size_t delivered_ = 0;
};

class Office {
public:
  void take(const std::string &letter);
  void answer(Mailroom &mailroom);
  void post(std::function<void()> later);
  void runPosted();

private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::string> inbox_;
  std::deque<std::function<void()>> posted_;
};

void Mailroom::receive(std::string letter) {
  std::lock_guard<std::mutex> lock(mutex_);
  letters_.push_back(std::move(letter));
}

void Mailroom::deliverAll() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!letters_.empty()) {
    const std::string letter = std::move(letters_.front());
    letters_.pop_front();
    lock.unlock();
    office_.take(letter);
    lock.lock();
    ++delivered_;
  }
}

std::size_t Mailroom::delivered() {
  std::lock_guard<std::mutex> lock(mutex_);
  return delivered_;
}

void Office::take(const std::string &letter) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    inbox_.push_back(letter);
  }
  arrived_.notify_one();
}

void Office::answer(Mailroom &mailroom) {
  std::string letter;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    arrived_.wait(lock, [this] { return !inbox_.empty(); });
    letter = std::move(inbox_.front());
    inbox_.pop_front();
    posted_.push_back([&mailroom, letter] { mailroom.receive("copy of " + letter); });
  }
  mailroom.receive("Re: " + letter);
}

void Office::post(std::function<void()> later) {
  mutex_.lock();
  posted_.push_back(std::move(later));
  mutex_.unlock();
}

void Office::runPosted() {
  std::deque<std::function<void()>> posted;
  mutex_.lock();
  posted.swap(posted_);
  mutex_.unlock();
  for (const std::function<void()> &function : posted)
    function();
}

int main() {
  Office office;
  Mailroom mailroom(office);
  office.post([&mailroom] { mailroom.deliverAll(); });
  std::thread clerk([&] { office.answer(mailroom); });
  mailroom.receive("offer");
  mailroom.deliverAll();
  clerk.join();
  office.runPosted();
  mailroom.deliverAll();
  return mailroom.delivered() == 3 ? 0 : 1;
}
