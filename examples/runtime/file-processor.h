// file-processor: files are read by several tasks, closed on every way out, and an error says all that led to it.
#pragma once

#include <leash/defer.h>
#include <leash/error.h>
#include <leash/go.h>
#include <leash/result.h>
#include <leash/task_group.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

namespace examples {

inline leash::error last_error() { return leash::error(std::error_code(errno, std::generic_category())); }

/// "count gone.txt: No such file or directory", which still is std::errc::no_such_file_or_directory.
inline leash::result<std::size_t> count_lines(const std::string &path) {
  std::FILE *file = std::fopen(path.c_str(), "r");
  if (file == nullptr)
    return leash::fail(leash::errorf("count {}: {}", path, leash::wrap(last_error())));
  LEASH_DEFER { std::fclose(file); };

  std::size_t lines = 0;
  char block[4096];
  while (const std::size_t size = std::fread(block, 1, sizeof block, file))
    lines += static_cast<std::size_t>(std::count(block, block + size, '\n'));
  if (std::ferror(file) != 0)
    return leash::fail(leash::errorf("read {}: {}", path, leash::wrap(last_error())));
  return lines;
}

/// The lines of all files, four files at a time. After the first error no other file is begun.
inline leash::result<std::vector<std::size_t>> count_lines(const std::vector<std::string> &paths) {
  std::vector<std::size_t> counts(paths.size());
  leash::task_group readers;
  readers.set_limit(4);
  for (std::size_t i = 0; i != paths.size(); ++i)
    readers.go([&, i]() -> leash::error {
      if (readers.ctx().is_done())
        return readers.ctx().err();
      const auto lines = leash::blocking([&] { return count_lines(paths[i]); });
      if (!lines)
        return lines.error();
      counts[i] = *lines;
      return {};
    });
  if (leash::error failed = readers.wait())
    return leash::fail(failed);
  return counts;
}

} // namespace examples
