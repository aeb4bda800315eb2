// Moving a book between shelves; both guards are released before the event goes out.
#include <algorithm>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Shelf {
  std::mutex mutex;
  std::vector<std::string> books;
};

class BookMover {
public:
  explicit BookMover(std::function<void(const std::string &)> moved) : moved_(std::move(moved)) {}

  bool move(Shelf &from, Shelf &to, const std::string &title) const {
    if (&from == &to)
      return false;

    std::unique_lock<std::mutex> source(from.mutex, std::defer_lock);
    std::unique_lock<std::mutex> target(to.mutex, std::defer_lock);
    std::lock(source, target);
    const auto book = std::find(from.books.begin(), from.books.end(), title);
    if (book == from.books.end())
      return false;
    to.books.push_back(std::move(*book));
    from.books.erase(book);

    source.unlock();
    target.unlock();
    moved_(title);
    return true;
  }

private:
  const std::function<void(const std::string &)> moved_;
};

std::size_t booksOn(Shelf &shelf) {
  std::lock_guard<std::mutex> guard(shelf.mutex);
  return shelf.books.size();
}

int main() {
  Shelf poetry, prose;
  poetry.books = {"Odes", "Letters"};
  std::string last;
  std::mutex lastMutex;
  BookMover mover([&](const std::string &title) {
    std::lock_guard<std::mutex> guard(lastMutex);
    last = title;
  });
  bool moved = false;
  std::thread librarian([&] { moved = mover.move(poetry, prose, "Letters"); });
  librarian.join();
  const bool missing = mover.move(prose, poetry, "Odes");
  return moved && !missing && booksOn(poetry) == 1 && booksOn(prose) == 1 && last == "Letters" ? 0 : 1;
}
