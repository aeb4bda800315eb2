// Documents whose functions return with the lock held: always, when they return true, or when they return a pointer.
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

class Document {
public:
  // Returns with the document locked; end it with close().
  std::string &open() {
    mutex_.lock();
    ++openings_;
    return text_;
  }

  // True: as open(). False: not locked.
  bool tryOpen() {
    const bool mine = mutex_.try_lock();
    if (mine)
      ++openings_;
    return mine;
  }

  bool openWithin(std::chrono::milliseconds patience) {
    if (!mutex_.try_lock_for(patience))
      return false;
    if (readOnly_) {
      mutex_.unlock();
      return false;
    }
    ++openings_;
    return true;
  }

  bool probe() { return mutex_.try_lock(); }

  void close() { mutex_.unlock(); }

  std::string &text() { return text_; }
  bool readOnly() const { return readOnly_; }
  void seal() { readOnly_ = true; }

private:
  std::timed_mutex mutex_;
  std::string text_;
  unsigned openings_ = 0;
  bool readOnly_ = false;
};

class Store {
public:
  // The document locked, or null if there is none or it is read-only.
  Document *checkOut(const std::string &name) {
    std::lock_guard<std::mutex> guard(mutex_);
    auto found = documents_.find(name);
    if (found == documents_.end())
      return nullptr;
    Document *document = found->second.get();
    document->open();
    if (document->readOnly()) {
      document->close();
      return nullptr;
    }
    return document;
  }

  void create(const std::string &name) {
    std::lock_guard<std::mutex> guard(mutex_);
    documents_.emplace(name, std::make_unique<Document>());
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Document>> documents_;
};

bool append(Store &store, const std::string &name, const std::string &line) {
  Document *document = store.checkOut(name);
  if (document == nullptr)
    return false;
  document->text() += line;
  document->close();
  return true;
}

bool sealIfIdle(Document &document) {
  if (!document.probe())
    return false;
  document.seal();
  document.close();
  return true;
}

std::size_t autosave(Document &document) {
  std::size_t saved = 0;
  if (document.tryOpen()) {
    saved = document.text().size();
    document.close();
  } else if (document.openWithin(std::chrono::milliseconds(20))) {
    saved = document.text().size();
    document.close();
  }
  return saved;
}

int main() {
  Store store;
  store.create("notes");
  if (!append(store, "notes", "hello\n") || append(store, "draft", "?"))
    return 1;
  Document scratch;
  scratch.open() = "text";
  scratch.close();
  return autosave(scratch) == 4 && sealIfIdle(scratch) ? 0 : 1;
}
