// Searches a user directory in the background; the search has its own copy of the prefix.
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct User {
  std::string name;
  std::string mail;
};

class Directory {
public:
  explicit Directory(std::vector<User> users) : users_(std::move(users)) {}
  const std::vector<User> &users() const { return users_; }

private:
  const std::vector<User> users_;
};

using Mails = std::vector<std::string>;

static bool startsWith(const std::string &text, const std::string &prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

std::future<Mails> findMails(std::shared_ptr<const Directory> directory, const std::string &prefix) {
  return std::async(std::launch::async, [directory = std::move(directory), prefix] {
    Mails mails;
    for (const User &user : directory->users())
      if (startsWith(user.name, prefix))
        mails.push_back(user.mail);
    return mails;
  });
}

std::size_t countBoth(const std::shared_ptr<const Directory> &directory, char initial) {
  std::future<Mails> upper = findMails(directory, std::string(1, initial));
  std::future<Mails> lower = findMails(directory, std::string(1, static_cast<char>(initial + ('a' - 'A'))));
  return upper.get().size() + lower.get().size();
}

int main() {
  const auto directory = std::make_shared<const Directory>(std::vector<User>{
      {"Ada", "ada@example.org"},
      {"Bo", "bo@example.org"},
      {"adam", "adam@example.org"},
  });
  return countBoth(directory, 'A') == 2 ? 0 : 1;
}
