// A batching database writer that leaves the unlocking to a helper; the helper gives up on a lost connection before it gets to the unlock.
#include <cstddef>
#include <iostream>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

class Connection {
public:
  bool alive() const { return alive_; }
  void drop() { alive_ = false; }
  void insert(const std::vector<std::string> &rows) {
    for (const std::string &row : rows)
      std::cout << "INSERT " << row << '\n';
  }

private:
  bool alive_ = true;
};

class BatchWriter {
public:
  BatchWriter(Connection &connection, std::size_t batchSize) : connection_(connection), batchSize_(batchSize) {}

  void write(std::string row) {
    rowsMutex_.lock(); // finding: 'rowsMutex_'
    rows_.push_back(std::move(row));
    if (rows_.size() >= batchSize_)
      flushAndUnlock();
    else
      rowsMutex_.unlock();
  }

  std::size_t waiting() {
    std::lock_guard<std::mutex> guard(rowsMutex_);
    return rows_.size();
  }

private:
  // Sends the batch with the lock released, so that writers need not wait for the database.
  void flushAndUnlock() {
    if (!connection_.alive()) {
      ++failures_;
      return;
    }
    std::vector<std::string> batch;
    batch.swap(rows_);
    rowsMutex_.unlock();
    connection_.insert(batch);
  }

  Connection &connection_;
  const std::size_t batchSize_;
  std::mutex rowsMutex_;
  std::vector<std::string> rows_;
  unsigned failures_ = 0;
};

int main() {
  Connection connection;
  BatchWriter writer(connection, 2);
  writer.write("1");
  writer.write("2");
  connection.drop();
  writer.write("3");
  writer.write("4");
  return writer.waiting() == 2 ? 0 : 1;
}
