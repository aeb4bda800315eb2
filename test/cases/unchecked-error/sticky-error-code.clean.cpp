// A record writer with a sticky error code: each step does nothing once an earlier one has failed, so one check at the end suffices.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace {

void putBytes(int fd, const void *data, std::size_t size, std::error_code &ec) {
  if (ec)
    return;
  if (::write(fd, data, size) != static_cast<ssize_t>(size))
    ec.assign(errno != 0 ? errno : EIO, std::generic_category());
}

void putNumber(int fd, std::uint32_t number, std::error_code &ec) { putBytes(fd, &number, sizeof number, ec); }

void putText(int fd, std::string_view text, std::error_code &ec) {
  putNumber(fd, static_cast<std::uint32_t>(text.size()), ec);
  putBytes(fd, text.data(), text.size(), ec);
}

// Passes the problem up: the caller looks at it.
void removeQuietly(const fs::path &path, std::error_code &ec) {
  fs::remove(path, ec);
}

void flushToDisk(int fd, std::error_code &ec) {
  if (!ec && ::fsync(fd) != 0)
    ec = std::make_error_code(static_cast<std::errc>(errno));
}

} // namespace

std::error_code writePerson(int fd, std::string_view name, std::uint32_t age) {
  std::error_code ec;
  putNumber(fd, 0x50455253, ec);
  putText(fd, name, ec);
  putNumber(fd, age, ec);
  flushToDisk(fd, ec);
  return ec;
}

void forget(const fs::path &file) {
  std::error_code ec;
  removeQuietly(file, ec);
  if (ec)
    throw std::system_error(ec, "forget " + file.string());
}

void archive(const fs::path &file, const fs::path &archive) {
  std::error_code ec;
  fs::rename(file, archive / file.filename(), ec);
  if (ec == std::errc::cross_device_link) {
    fs::copy_file(file, archive / file.filename(), ec);
    if (!ec)
      fs::remove(file, ec);
  }
  switch (ec.value()) {
  case 0:
    break;
  case ENOENT:
    std::puts("nothing to archive");
    break;
  default:
    throw fs::filesystem_error("archive", file, ec);
  }
}

int main() {
  if (const std::error_code problem = writePerson(STDOUT_FILENO, "Ada", 36)) {
    std::fprintf(stderr, "%s\n", problem.message().c_str());
    return 1;
  }
  forget("/tmp/person.tmp");
  archive("/tmp/person.dat", "/tmp/archive");
}
