// Waits at start-up until a background thread has parsed the settings: the thread sets the flag and notifies nobody.
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

using Settings = std::map<std::string, std::string>;

static Settings parse(std::istream &in) {
  Settings settings;
  for (std::string line; std::getline(in, line);) {
    const auto eq = line.find('=');
    if (eq == std::string::npos || line.front() == '#')
      continue;
    settings[line.substr(0, eq)] = line.substr(eq + 1);
  }
  return settings;
}

int runService(std::istream &in) {
  std::mutex m;
  std::condition_variable loaded;
  bool done = false;
  Settings settings;

  std::thread loader([&] {
    Settings fresh = parse(in);
    std::lock_guard guard(m);
    settings.swap(fresh);
    done = true;
  });

  std::cout << "opening sockets while the settings load\n";

  {
    std::unique_lock lock(m);
    loaded.wait(lock, [&] { return done; }); // finding: 'loaded'
    std::cout << settings.size() << " settings\n";
  }
  loader.join();
  return settings.count("port") ? 0 : 1;
}

int main() {
  std::istringstream text("# service\nport=8080\nhost=localhost\n");
  return runService(text);
}
