// Prints documents against a quota: a document that was refused is answered as well.
#include <cstdio>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct QuotaExceeded : std::runtime_error {
  QuotaExceeded() : std::runtime_error("quota exceeded") {}
};

struct Document {
  std::string name;
  int pages;
};

class Printer {
public:
  explicit Printer(int quota) : left_(quota) {}

  void print(const Document &document, std::promise<int> &&printed) {
    std::promise<int> reply = std::move(printed);
    if (document.pages > left_) {
      refuse(reply);
    }
    left_ -= document.pages;
    answer(reply, document); // finding: 'reply'
  }

private:
  static void refuse(std::promise<int> &reply) { reply.set_exception(std::make_exception_ptr(QuotaExceeded())); }
  void answer(std::promise<int> &reply, const Document &document) {
    sheets_ += (document.pages + 1) / 2;
    reply.set_value(sheets_);
  }

  int left_;
  int sheets_ = 0;
};

int main() {
  Printer printer(40);
  const std::vector<Document> documents = {{"letter", 2}, {"thesis", 120}, {"report", 30}};
  std::vector<std::promise<int>> replies(documents.size());
  std::vector<std::future<int>> sheets;
  for (std::promise<int> &reply : replies)
    sheets.push_back(reply.get_future());
  std::thread spooler([&] {
    for (std::size_t i = 0; i < documents.size(); ++i)
      printer.print(documents[i], std::move(replies[i]));
  });
  for (std::future<int> &each : sheets) {
    try {
      std::printf("%d sheets\n", each.get());
    } catch (const QuotaExceeded &error) {
      std::printf("%s\n", error.what());
    }
  }
  spooler.join();
}
