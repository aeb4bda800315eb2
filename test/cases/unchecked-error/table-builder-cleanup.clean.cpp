// A builder of table files with a status class of its own: what fails while cleaning up after another failure, in a destructor, or when a directory exists already, needs no look.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

class Status {
public:
  bool ok() const;
  std::string ToString() const;
};

class File {
public:
  virtual ~File() = default;
  virtual Status Append(const std::string &data) = 0;
  virtual Status Sync() = 0;
  virtual Status Close() = 0;
};

class Env {
public:
  virtual ~Env() = default;
  virtual Status CreateDir(const std::string &name) = 0;
  virtual Status RemoveFile(const std::string &name) = 0;
  virtual Status NewFile(const std::string &name, std::unique_ptr<File> &file) = 0;
  virtual Status Rollback(const std::string &name) = 0;
  virtual Status UnlockFile(const std::string &name) = 0;
};

class TableBuilder {
public:
  TableBuilder(Env &env, std::string directory) : env_(env), directory_(std::move(directory)) {
    env_.CreateDir(directory_);
  }

  ~TableBuilder() { env_.UnlockFile(directory_ + "/LOCK"); }

  Status build(const std::string &name, const std::vector<std::string> &rows) {
    std::lock_guard<std::mutex> guard(mutex_);
    std::unique_ptr<File> file;
    Status status = env_.NewFile(name, file);
    if (!status.ok())
      return status;
    for (const std::string &row : rows) {
      status = file->Append(row);
      if (!status.ok())
        break;
    }
    if (status.ok())
      status = file->Sync();
    if (!status.ok()) {
      env_.Rollback(name);
      file->Close();
      return status;
    }
    return file->Close();
  }

  void forget(const std::string &name) { env_.RemoveFile(directory_ + "/" + name); }

private:
  Env &env_;
  std::string directory_;
  std::mutex mutex_;
};

int main() { return 0; }
