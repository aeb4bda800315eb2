// pooled-buffers: a log that many tasks write to. Lines are put together in buffers that are used again and again, and
// written whole, so that they don't mix.
#pragma once

#include <leash/mutex.h>
#include <leash/pool.h>

#include <ostream>
#include <string>
#include <string_view>

namespace examples {

class log {
public:
  /// `out` is the log's as long as the log lives.
  explicit log(std::ostream &out) : out_(out) {}

  /// One line of JSON: {"event":"…","detail":"…"}.
  void write(std::string_view event, std::string_view detail) {
    auto line = buffers_.get(); // goes back at the end of the function, with the memory that it has
    line->clear();
    line->append("{\"event\":");
    quote(event, *line);
    line->append(",\"detail\":");
    quote(detail, *line);
    line->append("}\n");

    const leash::guard hold(mutex_);
    out_ << *line;
  }

private:
  static void quote(std::string_view text, std::string &line) {
    line += '"';
    for (char c : text)
      if (c == '"' || c == '\\')
        (line += '\\') += c;
      else if (c == '\n')
        line += "\\n";
      else
        line += c;
    line += '"';
  }

  std::ostream &out_;
  leash::mutex mutex_; // guards what is written to out_
  leash::pool<std::string> buffers_;
};

} // namespace examples
