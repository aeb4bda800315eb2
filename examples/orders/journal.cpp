// journal: an append-only file, by POSIX calls because the standard library has no fsync.
#include "journal.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace orders {

namespace {

std::error_code lastError() { return {errno, std::generic_category()}; }

/// write() may write less than it is told to, and a signal may interrupt it.
std::error_code writeAll(int file, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return lastError();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

} // namespace

Journal::~Journal() {
  if (file_ >= 0)
    ::close(file_);
}

std::error_code Journal::open() {
  std::lock_guard<std::mutex> lock(mutex_);
  return openLocked();
}

std::error_code Journal::openLocked() {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  return file_ < 0 ? lastError() : std::error_code();
}

std::error_code Journal::append(const std::string &line) {
  std::lock_guard<std::mutex> lock(mutex_);
  std::error_code error = writeAll(file_, line + '\n');
  if (!error)
    ++lines_;
  return error;
}

void Journal::commit() {
  std::lock_guard<std::mutex> lock(mutex_);
  ::fsync(file_); // bug: unchecked-error: on a full or broken disk nothing was committed, and nobody knows
}

std::error_code Journal::rotate() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::filesystem::path old = path_;
  old += ".old";
  std::error_code error;
  std::filesystem::remove(old, error);
  if (error)
    return error;
  std::filesystem::rename(path_, old, error); // bug: unchecked-error: if this fails, the new file is the old one
  ::close(file_);
  error = openLocked();
  return error;
}

long Journal::lines() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return lines_;
}

} // namespace orders
