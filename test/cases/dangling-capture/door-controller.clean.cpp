// Doors report to a panel by a callback each, which a door takes back when it goes; the panel is asked only while doors are there.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Panel {
  std::mutex mutex;
  std::function<void(bool)> onAlarm;

  void setAlarm(std::function<void(bool)> handler) {
    std::lock_guard lock(mutex);
    onAlarm = std::move(handler);
  }

  void ring(bool on) {
    std::lock_guard lock(mutex);
    if (onAlarm)
      onAlarm(on);
  }
};

class Door {
public:
  explicit Door(Panel &panel) : panel_(panel) {
    panel_.setAlarm([this](bool on) { locked_ = !on; });
  }
  ~Door() { panel_.setAlarm(nullptr); }
  Door(const Door &) = delete;
  Door &operator=(const Door &) = delete;

private:
  Panel &panel_;
  bool locked_ = true;
};

class Building {
public:
  explicit Building(Panel &panel) : panel_(panel) {}

  void open() { door_ = std::make_unique<Door>(panel_); }
  void close() { door_.reset(); }

private:
  Panel &panel_;
  std::unique_ptr<Door> door_;
};

void drill(Panel &panel) {
  Building building(panel);
  building.open();
  panel.ring(true);
  building.close();
  panel.ring(false);
}
