// A symbol parser that locks under conditions, and unlocks under the same ones: a flag, a pointer, a result, an enum, and a null check.
#include <map>
#include <mutex>
#include <string>
#include <thread>

enum class Sharing { Own, Shared };

class Symbols {
public:
  explicit Symbols(Sharing sharing) : sharing_(sharing) {}

  unsigned intern(const std::string &name, bool needLock) {
    if (needLock)
      symbolsMutex_.lock();
    unsigned &id = ids_[name];
    if (id == 0)
      id = ++last_;
    const unsigned result = id;
    if (needLock)
      symbolsMutex_.unlock();
    return result;
  }

  unsigned internAny(const std::string &name) {
    std::mutex *toLock = sharing_ == Sharing::Shared ? &symbolsMutex_ : nullptr;
    if (toLock != nullptr)
      toLock->lock();
    const unsigned result = intern(name, false);
    if (toLock != nullptr)
      toLock->unlock();
    return result;
  }

  bool tryFind(const std::string &name, unsigned &id) {
    const bool locked = symbolsMutex_.try_lock();
    bool found = false;
    if (locked) {
      const auto symbol = ids_.find(name);
      found = symbol != ids_.end();
      if (found)
        id = symbol->second;
    }
    if (!locked)
      return false;
    symbolsMutex_.unlock();
    return found;
  }

  unsigned size() {
    switch (sharing_) {
    case Sharing::Shared:
      symbolsMutex_.lock();
      break;
    case Sharing::Own:
      break;
    }
    const unsigned result = last_;
    switch (sharing_) {
    case Sharing::Shared:
      symbolsMutex_.unlock();
      break;
    case Sharing::Own:
      break;
    }
    return result;
  }

  void clear() {
    int held = 0;
    if (sharing_ == Sharing::Shared) {
      symbolsMutex_.lock();
      ++held;
    }
    ids_.clear();
    while (held > 0) {
      symbolsMutex_.unlock();
      --held;
    }
  }

private:
  const Sharing sharing_;
  std::mutex symbolsMutex_;
  std::map<std::string, unsigned> ids_;
  unsigned last_ = 0;
};

int main() {
  Symbols shared(Sharing::Shared), own(Sharing::Own);
  std::thread parser([&shared] {
    for (int pass = 0; pass < 10; ++pass)
      shared.intern("main", true);
  });
  const unsigned id = shared.internAny("argv");
  parser.join();
  unsigned again = 0;
  const bool found = shared.tryFind("argv", again);
  const unsigned alone = own.internAny("x");
  own.clear();
  return found && id == again && alone == 1 && shared.size() == 2 && own.size() == 1 ? 0 : 1;
}
