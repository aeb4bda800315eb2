// A dump of a search index: a dozen appends, and the status of none of them is looked at, so a full disk leaves half a dump and a success.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

class Status {
public:
  static Status okay() { return Status(""); }
  static Status failed(const std::string &why) { return Status(why); }
  bool ok() const { return message_.empty(); }
  const std::string &message() const { return message_; }

private:
  explicit Status(std::string message) : message_(std::move(message)) {}
  std::string message_;
};

class Output {
public:
  explicit Output(const char *path) : file_(std::fopen(path, "w")) {}
  ~Output() {
    if (file_)
      std::fclose(file_);
  }
  Status append(const std::string &text) {
    if (!file_ || std::fwrite(text.data(), 1, text.size(), file_) != text.size())
      return Status::failed("disk full");
    return Status::okay();
  }

private:
  std::FILE *file_;
};

class Index {
public:
  void add(const std::string &word, unsigned document) {
    std::lock_guard<std::mutex> guard(mutex_);
    postings_[word] = document;
  }

  Status dump(const char *path) {
    std::lock_guard<std::mutex> guard(mutex_);
    Output output(path);
    output.append("index\n"); // finding: here and in 4 more places
    for (const auto &[word, document] : postings_) {
      output.append(word);
      output.append(" ");
      output.append(std::to_string(document) + "\n");
    }
    output.append("end\n");
    return Status::okay();
  }

private:
  std::mutex mutex_;
  std::map<std::string, unsigned> postings_;
};

int main() {
  Index index;
  index.add("lock", 7);
  Status status = index.dump("index.dump");
  if (!status.ok())
    std::fprintf(stderr, "%s\n", status.message().c_str());
  return status.ok() ? 0 : 1;
}
