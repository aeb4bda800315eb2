// progress: how far the run has come, on stderr.
//
// A terminal gets one line that is written again and again, with the time left; a log gets a line per tenth, and only
// if there is something to wait for.
#pragma once

#include <chrono>
#include <mutex>

namespace llvm {
class raw_ostream;
}

namespace leash {

enum class ProgressStyle { None, Line, Log };

/// Thread-safe.
class Progress {
public:
  using Clock = std::chrono::steady_clock;

  Progress(unsigned total, ProgressStyle style, llvm::raw_ostream &stream)
      : total_(total), style_(style), stream_(stream), begin_(Clock::now()) {}
  /// Removes the line.
  ~Progress();

  void unitDone();

private:
  void writeLine();
  void writeLog();

  const unsigned total_;
  const ProgressStyle style_;
  llvm::raw_ostream &stream_;
  const Clock::time_point begin_;
  std::mutex mutex_;
  unsigned done_ = 0;
  Clock::time_point written_;
};

/// What suits a run of `total` units that writes to `stream`.
ProgressStyle progressStyleFor(unsigned total, bool quiet, const llvm::raw_ostream &stream);

} // namespace leash
