// Parses log lines and indexes them on a queueing pool: the queued task owns its record.
#include <pthread.h>

#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

class TaskPool {
public:
  explicit TaskPool(int size) {
    for (int n = 0; n < size; n++) {
      pthread_t thread;
      int rc = pthread_create(&thread, nullptr, &TaskPool::entry, this);
      if (rc == 0)
        threads.push_back(thread);
      else if (threads.empty())
        throw std::system_error(rc, std::generic_category(), "pthread_create");
    }
  }

  ~TaskPool() {
    pthread_mutex_lock(&mutex);
    closing = true;
    pthread_cond_broadcast(&ready);
    pthread_mutex_unlock(&mutex);
    for (pthread_t thread : threads)
      pthread_join(thread, nullptr);
  }

  void submit(std::function<void()> task) {
    pthread_mutex_lock(&mutex);
    queue.push_back(std::move(task));
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&mutex);
  }

private:
  static void *entry(void *self) {
    static_cast<TaskPool *>(self)->work();
    return nullptr;
  }

  void work() {
    pthread_mutex_lock(&mutex);
    while (true) {
      while (queue.empty() && !closing)
        pthread_cond_wait(&ready, &mutex);
      if (queue.empty())
        break;
      std::function<void()> task = std::move(queue.front());
      queue.pop_front();
      pthread_mutex_unlock(&mutex);
      task();
      pthread_mutex_lock(&mutex);
    }
    pthread_mutex_unlock(&mutex);
  }

  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
  std::deque<std::function<void()>> queue;
  std::vector<pthread_t> threads;
  bool closing = false;
};

struct Record {
  std::string level;
  std::string text;
};

class Index {
public:
  void add(const Record &record) {
    pthread_mutex_lock(&mutex);
    byLevel[record.level].push_back(record.text);
    pthread_mutex_unlock(&mutex);
  }

  std::size_t levels() const { return byLevel.size(); }

private:
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  std::map<std::string, std::vector<std::string>> byLevel;
};

static Record parse(const std::string &line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos)
    return {"unknown", line};
  return {line.substr(0, colon), line.substr(colon + 1)};
}

static void ingest(std::istream &in, Index &index) {
  TaskPool pool(4);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#')
      continue;
    Record record = parse(line);
    pool.submit([record = std::move(record), &index] { index.add(record); });
  }
}

int main() {
  std::istringstream log("info:started\n# rotated\nerror:disk full\ninfo:stopped\n");
  Index index;
  ingest(log, index);
  std::cout << index.levels() << " levels\n";
}
