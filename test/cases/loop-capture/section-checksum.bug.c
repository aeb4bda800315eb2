// Checks the sections of an image in parallel: every thread is given the address of a job that lives in the loop body only.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SECTIONS 8

struct section {
  const char *name;
  const unsigned char *data;
  size_t size;
  uint32_t expected;
};

struct job {
  const struct section *section;
  int *failures;
  pthread_mutex_t *failures_lock;
};

static void *check_section(void *arg) {
  struct job *job = arg;
  uint32_t sum = 0;
  for (size_t n = 0; n < job->section->size; n++)
    sum = (sum << 1 | sum >> 31) ^ job->section->data[n];
  if (sum != job->section->expected) {
    fprintf(stderr, "%s: bad checksum\n", job->section->name);
    pthread_mutex_lock(job->failures_lock);
    ++*job->failures;
    pthread_mutex_unlock(job->failures_lock);
  }
  return NULL;
}

int check_image(const struct section *sections, size_t count) {
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_t threads[MAX_SECTIONS];
  size_t running = 0;
  int failures = 0;
  int stopped = 0;

  for (size_t n = 0; n < count && n < MAX_SECTIONS; n++) {
    if (sections[n].size == 0)
      continue;
    struct job job = {&sections[n], &failures, &lock};
    int rc = pthread_create(&threads[running], NULL, check_section, &job); // finding: 'job'
    if (rc != 0) {
      fprintf(stderr, "%s: %s\n", sections[n].name, strerror(rc));
      stopped = 1;
      break;
    }
    running++;
  }
  while (running > 0)
    pthread_join(threads[--running], NULL);
  return stopped ? -1 : failures;
}
