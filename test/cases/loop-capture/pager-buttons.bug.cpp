// A pager with one button per page: each button's stored callback refers to the loop counter and is clicked long after the loop.
#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace ui {

class Button {
public:
  explicit Button(std::string title) : title_(std::move(title)) {}

  void onClick(std::function<void()> action) { action_ = std::move(action); }

  void click() const {
    if (action_)
      action_();
  }

  const std::string &title() const { return title_; }

private:
  std::string title_;
  std::function<void()> action_;
};

class Pager {
public:
  explicit Pager(int pages) {
    for (int page = 1; page <= pages; ++page) {
      Button &button = buttons_.emplace_back("Page " + std::to_string(page));
      button.onClick([this, &page] { show(page); }); // finding: 'page'
    }
  }

  Pager(const Pager &) = delete;
  Pager &operator=(const Pager &) = delete;

  void press(std::size_t index) {
    if (index < buttons_.size())
      buttons_[index].click();
  }

  int current() const { return current_; }

private:
  void show(int page) {
    current_ = page;
    std::cout << "showing page " << page << '\n';
  }

  std::vector<Button> buttons_;
  int current_ = 0;
};

} // namespace ui

int main() {
  ui::Pager pager(5);
  pager.press(2);
  pager.press(4);
  return pager.current() == 5 ? 0 : 1;
}
