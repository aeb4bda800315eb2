// A palette that follows a document; what it has subscribed to it gives back by a token of its own, a member that is destroyed with it.
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

class Document {
public:
  using Slot = std::function<void(const std::string &)>;

  class Connection {
  public:
    Connection() = default;
    Connection(Document &document, std::list<Slot>::iterator slot) : document_(&document), slot_(slot) {}
    Connection(Connection &&other) noexcept : document_(std::exchange(other.document_, nullptr)), slot_(other.slot_) {}
    Connection &operator=(Connection &&other) noexcept {
      close();
      document_ = std::exchange(other.document_, nullptr);
      slot_ = other.slot_;
      return *this;
    }
    ~Connection() { close(); }

  private:
    void close() {
      if (document_)
        document_->disconnect(slot_);
      document_ = nullptr;
    }

    Document *document_ = nullptr;
    std::list<Slot>::iterator slot_;
  };

  Connection connect(Slot slot) {
    std::lock_guard lock(mutex_);
    return Connection(*this, slots_.insert(slots_.end(), std::move(slot)));
  }

  void rename(const std::string &title) {
    std::lock_guard lock(mutex_);
    for (const Slot &slot : slots_)
      slot(title);
  }

private:
  void disconnect(std::list<Slot>::iterator slot) {
    std::lock_guard lock(mutex_);
    slots_.erase(slot);
  }

  std::mutex mutex_;
  std::list<Slot> slots_;
};

class Palette {
public:
  explicit Palette(Document &document) {
    connection_ = document.connect([this](const std::string &title) { title_ = title; });
  }
  Palette(const Palette &) = delete;
  Palette &operator=(const Palette &) = delete;

private:
  std::string title_;
  Document::Connection connection_;
};

void edit(Document &document) {
  {
    Palette palette(document);
    document.rename("draft");
  }
  document.rename("final");
}
