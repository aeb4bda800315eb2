/* metrics: a fixed table under one lock, and a thread that writes it to a file. */
#define _POSIX_C_SOURCE 200809L
#include "metrics.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { MAX_COUNTERS = 16, MAX_NAME = 32, MAX_THREADS = 8, MEASURED_ADDITIONS = 100000 };

struct counter {
  char name[MAX_NAME];
  long value;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t flush_wanted = PTHREAD_COND_INITIALIZER;
static pthread_cond_t flushed = PTHREAD_COND_INITIALIZER;
static struct counter counters[MAX_COUNTERS];
static int counter_count;
static int wanted, written, stopping;
static const char *file_path;
static pthread_t flusher;

/* The counter's slot, or NULL; the lock is held. */
static struct counter *find(const char *name) {
  for (int i = 0; i < counter_count; ++i)
    if (strncmp(counters[i].name, name, MAX_NAME) == 0)
      return &counters[i];
  return NULL;
}

int metrics_add(const char *name, long amount) {
  pthread_mutex_lock(&mutex); // bug: lock-not-released: the seventeenth counter stops every other
  struct counter *counter = find(name);
  if (!counter) {
    if (counter_count == MAX_COUNTERS)
      return -1;
    counter = &counters[counter_count++];
    snprintf(counter->name, sizeof counter->name, "%s", name);
  }
  counter->value += amount;
  pthread_mutex_unlock(&mutex);
  return 0;
}

long metrics_get(const char *name) {
  pthread_mutex_lock(&mutex);
  struct counter *counter = find(name);
  long value = counter ? counter->value : 0;
  pthread_mutex_unlock(&mutex);
  return value;
}

static void write_file(const struct counter *copy, int count) {
  FILE *file = fopen(file_path, "w");
  if (!file) {
    perror(file_path);
    return;
  }
  for (int i = 0; i < count; ++i)
    fprintf(file, "%s %ld\n", copy[i].name, copy[i].value);
  fclose(file);
}

static void *run_flusher(void *unused) {
  (void)unused;
  pthread_mutex_lock(&mutex);
  while (!stopping || written < wanted) {
    if (written == wanted) {
      pthread_cond_wait(&flush_wanted, &mutex);
      continue;
    }
    struct counter copy[MAX_COUNTERS];
    int count = counter_count, asked = wanted;
    memcpy(copy, counters, sizeof copy);
    pthread_mutex_unlock(&mutex);
    write_file(copy, count);
    pthread_mutex_lock(&mutex);
    written = asked;
  }
  pthread_mutex_unlock(&mutex);
  return NULL;
}

void metrics_start(const char *path) {
  file_path = path;
  pthread_create(&flusher, NULL, run_flusher, NULL); // bug: unchecked-error: metrics_stop joins a thread that isn't
}

void metrics_flush(void) {
  pthread_mutex_lock(&mutex);
  ++wanted;
  pthread_cond_signal(&flush_wanted);
  pthread_mutex_unlock(&mutex);
}

void metrics_wait_flushed(void) {
  pthread_mutex_lock(&mutex);
  while (written < wanted)
    pthread_cond_wait(&flushed, &mutex); // bug: stuck-receive: the flusher signals nobody when a file is written
  pthread_mutex_unlock(&mutex);
}

void metrics_stop(void) {
  pthread_mutex_lock(&mutex);
  stopping = 1;
  pthread_cond_signal(&flush_wanted);
  pthread_mutex_unlock(&mutex);
  pthread_join(flusher, NULL);
}

static void *run_measurement(void *argument) {
  const int *number = argument;
  char name[MAX_NAME];
  snprintf(name, sizeof name, "measured-%d", *number);
  for (int i = 0; i < MEASURED_ADDITIONS; ++i)
    if (metrics_add(name, 1) != 0)
      break;
  return NULL;
}

long metrics_measure(int threads) {
  pthread_t running[MAX_THREADS];
  int started = 0;
  for (int number = 0; number < threads && number < MAX_THREADS; ++number) {
    pthread_t *thread = &running[started];
    if (pthread_create(thread, NULL, run_measurement, &number) == 0) // bug: loop-capture: all share one number
      ++started;
  }
  for (int i = 0; i < started; ++i)
    pthread_join(running[i], NULL);
  return (long)started * MEASURED_ADDITIONS;
}
