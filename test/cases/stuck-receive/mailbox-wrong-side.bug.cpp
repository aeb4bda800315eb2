// A client and a server exchange messages through two mailboxes: the server puts the answer into one and notifies the other.
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Mailbox {
  std::mutex guard;
  std::condition_variable arrived;
  std::vector<std::string> letters;
};

static std::string answerTo(const std::string &question) {
  return question.empty() ? "?" : question + ", certainly";
}

int main() {
  Mailbox requests;
  Mailbox replies;

  std::thread server([&] {
    std::string question;
    {
      std::unique_lock lock(requests.guard);
      requests.arrived.wait(lock, [&] { return !requests.letters.empty(); });
      question = requests.letters.back();
      requests.letters.pop_back();
    }
    const std::string answer = answerTo(question);
    {
      std::lock_guard lock(replies.guard);
      replies.letters.push_back(answer);
    }
    requests.arrived.notify_one();
  });

  {
    std::lock_guard lock(requests.guard);
    requests.letters.push_back("room for two");
  }
  requests.arrived.notify_one();

  {
    std::unique_lock lock(replies.guard);
    replies.arrived.wait(lock, [&] { return !replies.letters.empty(); }); // finding: 'replies.arrived'
    std::cout << replies.letters.back() << '\n';
  }
  server.join();
}
