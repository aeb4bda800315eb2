// A parser of small rules: what a step returns is sometimes a verdict and sometimes just news.
#include <cctype>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

class Parser {
public:
  explicit Parser(std::string text) : text_(std::move(text)) {}

  bool rule(std::string &name, std::vector<std::string> &parts) {
    skip(' ');
    if (!word(name))
      return false;
    skip(' ');
    if (!skip('='))
      return false;
    do {
      skip(' ');
      std::string part;
      if (!word(part))
        return fail();
      parts.push_back(part);
      skip(' ');
    } while (skip('|'));
    if (!skip(';')) {
      rewind();
      return false;
    }
    return rewound_ || at_ == text_.size();
  }

  bool twoRules(std::string &a, std::string &b, std::vector<std::string> &parts) {
    if (!rule(a, parts))
      return false;
    if (!rewind())
      return false;
    return rule(b, parts);
  }

  bool again() {
    if (!rewind())
      return false;
    if (!check())
      return false;
    return true;
  }

  bool checked() {
    if (!rewind())
      return false;
    if (!check()) {
      rewind();
      return false;
    }
    return true;
  }

private:
  bool skip(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted)
      return false;
    ++at_;
    return true;
  }
  bool word(std::string &out) {
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])))
      out += text_[at_++];
    return !out.empty();
  }
  bool fail() {
    at_ = text_.size();
    return false;
  }
  bool rewind() {
    rewound_ = at_ != 0;
    at_ = 0;
    return rewound_;
  }
  bool check() const { return !text_.empty(); }

  std::string text_;
  std::size_t at_ = 0;
  bool rewound_ = false;
};
