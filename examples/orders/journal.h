// journal: what has been decided, on disk before anybody is told.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <system_error>

namespace orders {

class Journal {
public:
  explicit Journal(std::filesystem::path path) : path_(std::move(path)) {}
  ~Journal();

  Journal(const Journal &) = delete;
  Journal &operator=(const Journal &) = delete;

  std::error_code open();
  std::error_code append(const std::string &line);
  /// What was appended so far survives a power cut after this.
  void commit();
  /// Starts a new file; the present one gets the extension ".old", and the one that had it goes.
  std::error_code rotate();
  long lines() const;

private:
  std::error_code openLocked();

  const std::filesystem::path path_;
  mutable std::mutex mutex_;
  int file_ = -1;
  long lines_ = 0;
};

} // namespace orders
