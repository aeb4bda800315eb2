// Appends messages to a fixed ring of log records from two writer threads.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <pthread.h>

enum { LOG_SLOTS = 64, LOG_TEXT = 32 };

struct log_record {
  int level;
  char text[LOG_TEXT];
};

struct ring_log {
  pthread_mutex_t mutex;
  log_record slots[LOG_SLOTS];
  unsigned used;
  bool closed;
};

static int log_init(ring_log *log) {
  std::memset(log->slots, 0, sizeof(log->slots));
  log->used = 0;
  log->closed = false;
  return pthread_mutex_init(&log->mutex, nullptr);
}

static int log_append(ring_log *log, int level, const char *text) {
  int err = 0;
  size_t length = 0;
  log_record *slot = nullptr;

  if (text == nullptr) {
    err = EINVAL;
    goto out;
  }
  pthread_mutex_lock(&log->mutex);
  if (log->closed) {
    err = EPIPE;
    goto unlock;
  }
  length = std::strlen(text);
  if (length >= LOG_TEXT) {
    err = EMSGSIZE;
    goto unlock;
  }
  slot = &log->slots[log->used % LOG_SLOTS];
  slot->level = level;
  std::memcpy(slot->text, text, length + 1);
  ++log->used;

unlock:
  pthread_mutex_unlock(&log->mutex);
out:
  return err;
}

static void log_close(ring_log *log) {
  pthread_mutex_lock(&log->mutex);
  log->closed = true;
  pthread_mutex_unlock(&log->mutex);
}

static void *writer(void *argument) {
  ring_log *log = static_cast<ring_log *>(argument);
  for (int i = 0; i < 20; ++i) {
    log_append(log, i % 3, "connection accepted");
    log_append(log, 2, "a message that is far longer than one slot of the ring");
  }
  return nullptr;
}

int main() {
  static ring_log log;
  if (log_init(&log) != 0)
    return 1;

  pthread_t threads[2];
  int started = 0;
  while (started < 2 && pthread_create(&threads[started], nullptr, writer, &log) == 0)
    ++started;
  for (int i = 0; i < started; ++i)
    pthread_join(threads[i], nullptr);

  log_close(&log);
  const bool refused = log_append(&log, 0, "late") == EPIPE;
  std::printf("%u records\n", log.used);
  const bool complete = started == 2 && log.used == 40;
  pthread_mutex_destroy(&log.mutex);
  return refused && complete ? 0 : 1;
}
