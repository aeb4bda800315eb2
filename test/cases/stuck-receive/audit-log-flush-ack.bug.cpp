// An audit log that writes in a task of its own; flush() asks for a sign that everything is written, and the task never gives one.
#include <leash/chan.h>
#include <leash/go.h>

#include <cstdio>
#include <string>
#include <variant>

class AuditLog {
public:
  explicit AuditLog(std::FILE *file) : file_(file) {
    leash::go([this] { write(); });
  }

  void record(std::string line) { entries_.send(std::move(line)); }

  void flush() {
    entries_.send(std::string());
    flushed_.recv(); // finding: 'flushed_'
  }

  void close() { entries_.close(); }

private:
  void write() {
    for (const std::string &line : entries_) {
      if (line.empty()) {
        std::fflush(file_);
        continue;
      }
      std::fprintf(file_, "%s\n", line.c_str());
    }
  }

  std::FILE *file_;
  leash::chan<std::string> entries_ = leash::make_chan<std::string>(64);
  leash::chan<leash::unit> flushed_ = leash::make_chan<leash::unit>();
};

int main() {
  AuditLog log(stdout);
  log.record("ann signed in");
  log.record("bob was refused");
  log.flush();
  log.close();
}
