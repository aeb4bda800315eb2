// Uploads a batch and puts off closing the files to the end of the function: the hooks refer to the loop's handle, so each of them closes whatever was opened last.
#include <leash/defer.h>
#include <leash/error.h>

#include <cstdio>
#include <string>
#include <vector>

class File {
public:
  explicit File(const std::string &path) : stream_(std::fopen(path.c_str(), "rb")), path_(path) {}
  bool isOpen() const { return stream_ != nullptr; }
  void close() const {
    std::printf("closing %s\n", path_.c_str());
    std::fclose(stream_);
  }
  std::size_t read(char *buffer, std::size_t size) const { return std::fread(buffer, 1, size, stream_); }

private:
  std::FILE *stream_;
  std::string path_;
};

class Uploader {
public:
  leash::error upload(const std::vector<std::string> &paths) {
    leash::defer_stack closing;
    std::size_t total = 0;
    for (const std::string &path : paths) {
      File file(path);
      if (!file.isOpen())
        return leash::errorf("can't open {}", path);
      closing.defer([&file] { file.close(); }); // finding: 'file'
      char buffer[4096];
      while (std::size_t read = file.read(buffer, sizeof buffer))
        total += read;
    }
    sent_ += total;
    return {};
  }

  std::size_t sent() const { return sent_; }

private:
  std::size_t sent_ = 0;
};

int main(int argc, char **argv) {
  Uploader uploader;
  if (leash::error err = uploader.upload(std::vector<std::string>(argv + 1, argv + argc)))
    std::fprintf(stderr, "%s\n", err.message().c_str());
  std::printf("%zu bytes\n", uploader.sent());
}
