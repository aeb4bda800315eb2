// Translations under a reader-writer lock; text() calls a virtual fallback with the lock shared, and the override calls text() again.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class Translations {
public:
  virtual ~Translations() = default;

  void add(const std::string &key, const std::string &text) {
    std::unique_lock<std::shared_mutex> write(textsMutex_);
    texts_[key] = text;
  }

  std::string text(const std::string &key) const {
    std::shared_lock<std::shared_mutex> read(textsMutex_);
    const auto found = texts_.find(key);
    if (found != texts_.end())
      return found->second;
    return missing(key); // finding: 'textsMutex_'
  }

protected:
  virtual std::string missing(const std::string &key) const { return "[" + key + "]"; }

private:
  mutable std::shared_mutex textsMutex_;
  std::map<std::string, std::string> texts_;
};

class PlainTranslations final : public Translations {};

// "menu.file.open" falls back to "menu.file" and that to "menu".
class NestedTranslations final : public Translations {
protected:
  std::string missing(const std::string &key) const override {
    const auto dot = key.rfind('.');
    if (dot == std::string::npos)
      return Translations::missing(key);
    return text(key.substr(0, dot));
  }
};

int main() {
  NestedTranslations norwegian;
  PlainTranslations codes;
  std::thread loader([&] {
    norwegian.add("menu", "Meny");
    norwegian.add("menu.file", "Fil");
    codes.add("E1", "no disk");
  });
  const std::string early = norwegian.text("menu.edit.undo");
  loader.join();
  return !early.empty() && norwegian.text("menu.file.open") == "Fil" && norwegian.text("x") == "[x]" &&
                 codes.text("E2") == "[E2]"
             ? 0
             : 1;
}
