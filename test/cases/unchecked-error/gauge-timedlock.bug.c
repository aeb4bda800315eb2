/* Gauges that several threads update; after a timed-out lock the table is changed without holding the mutex. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { GAUGES = 16, NAME_LENGTH = 24 };

struct gauge {
  char name[NAME_LENGTH];
  long value;
};

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static struct gauge table[GAUGES];
static size_t used;

static struct timespec in_milliseconds(long ms) {
  struct timespec when;
  clock_gettime(CLOCK_REALTIME, &when);
  when.tv_nsec += ms * 1000000L;
  when.tv_sec += when.tv_nsec / 1000000000L;
  when.tv_nsec %= 1000000000L;
  return when;
}

static struct gauge *find_or_add(const char *name) {
  for (size_t i = 0; i < used; i++)
    if (strcmp(table[i].name, name) == 0)
      return &table[i];
  if (used == GAUGES)
    return NULL;
  snprintf(table[used].name, NAME_LENGTH, "%s", name);
  return &table[used++];
}

int gauge_add(const char *name, long delta) {
  struct timespec deadline = in_milliseconds(20);
  int result = 0;
  pthread_mutex_timedlock(&table_lock, &deadline); // finding: 'pthread_mutex_timedlock'
  struct gauge *gauge = find_or_add(name);
  if (gauge != NULL)
    gauge->value += delta;
  else
    result = -ENOSPC;
  pthread_mutex_unlock(&table_lock);
  return result;
}

void gauge_dump(FILE *out) {
  pthread_mutex_lock(&table_lock);
  for (size_t i = 0; i < used; i++)
    fprintf(out, "%s %ld\n", table[i].name, table[i].value);
  pthread_mutex_unlock(&table_lock);
}
