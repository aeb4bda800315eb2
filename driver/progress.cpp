// progress: how far the run has come, on stderr.

#include "driver/progress.h"

#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <cstdlib>

namespace leash {

namespace {

/// Below this many units a log needs no progress.
constexpr unsigned FewUnits = 20;
constexpr auto Refresh = std::chrono::milliseconds(100);
constexpr llvm::StringLiteral ClearLine = "\r\x1b[K";

std::string duration(double seconds) {
  auto whole = static_cast<unsigned long>(seconds + 0.5);
  if (whole < 60)
    return fmt::format("{} s", whole);
  return fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

bool isSet(const char *variable) {
  const char *value = std::getenv(variable);
  return value && *value;
}

/// Whether the terminal says of itself that it can't write a line again.
bool isDumb() {
  const char *terminal = std::getenv("TERM");
  return terminal && llvm::StringRef(terminal) == "dumb";
}

double secondsSince(Progress::Clock::time_point begin) {
  return std::chrono::duration<double>(Progress::Clock::now() - begin).count();
}

} // namespace

ProgressStyle progressStyleFor(unsigned total, bool quiet, const llvm::raw_ostream &stream) {
  if (quiet)
    return ProgressStyle::None;
  // A CI may give a terminal to what nobody watches: each line of it ends in a log.
  if (stream.is_displayed() && !isSet("CI") && !isDumb())
    return ProgressStyle::Line;
  return total > FewUnits ? ProgressStyle::Log : ProgressStyle::None;
}

Progress::~Progress() {
  if (style_ == ProgressStyle::Line && written_ != Clock::time_point())
    stream_ << ClearLine;
  stream_.flush();
}

void Progress::unitDone() {
  std::lock_guard lock(mutex_);
  ++done_;
  if (style_ == ProgressStyle::Line)
    writeLine();
  else if (style_ == ProgressStyle::Log)
    writeLog();
}

void Progress::writeLine() {
  Clock::time_point now = Clock::now();
  if (now - written_ < Refresh)
    return;
  written_ = now;
  double left = secondsSince(begin_) / done_ * (total_ - done_);
  stream_ << ClearLine << fmt::format("leash: {} of {} units, {} left", done_, total_, duration(left));
  stream_.flush();
}

void Progress::writeLog() {
  unsigned tenth = done_ * 10 / total_;
  if (tenth == (done_ - 1) * 10 / total_)
    return;
  stream_ << fmt::format("leash: {}%, {} of {} units after {}\n", tenth * 10, done_, total_,
                         duration(secondsSince(begin_)));
  stream_.flush();
}

} // namespace leash
