// A session hands out its token once the login reply is in: the reply handler keeps the token and forgets the promise.
#include <future>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

class Session {
public:
  explicit Session(std::vector<std::string> wire) : wire_(std::move(wire)), reader_([this] { readReplies(); }) {}
  ~Session() { reader_.join(); }
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  std::string token() {
    return token_future_.get(); // finding: 'token_future_'
  }

private:
  enum class State { Connecting, LoggedIn };

  void readReplies() {
    for (const std::string &line : wire_)
      dispatch(line);
  }

  void dispatch(std::string_view line) {
    constexpr std::string_view kToken = "TOKEN ";
    if (line.substr(0, kToken.size()) == kToken)
      onToken(std::string(line.substr(kToken.size())));
    else
      std::clog << "ignoring " << line << '\n';
  }

  void onToken(std::string token) {
    if (state_ == State::LoggedIn)
      return;
    state_ = State::LoggedIn;
    current_token_ = std::move(token);
    std::clog << "logged in with " << current_token_.size() << " bytes\n";
  }

  std::vector<std::string> wire_;
  State state_ = State::Connecting;
  std::string current_token_;
  std::promise<std::string> token_promise_;
  std::future<std::string> token_future_ = token_promise_.get_future();
  std::thread reader_;
};

int main() {
  Session session({"HELLO", "TOKEN 8f2c11", "BYE"});
  std::cout << session.token() << '\n';
}
