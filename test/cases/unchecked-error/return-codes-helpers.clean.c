/* A pipeline of two threads in plain C; every return code meets a helper, a macro, a switch or a comparison, some of them late. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Noreturn void die(const char *what, int error) {
  fprintf(stderr, "%s: %s\n", what, strerror(error));
  exit(EXIT_FAILURE);
}

static void check(int rc, const char *what) {
  if (rc != 0)
    die(what, rc);
}

#define CHECK(call) check((call), #call)
#define TRY(call)                  \
  do {                             \
    rc = (call);                   \
    if (rc < 0)                    \
      goto done;                   \
  } while (0)

static int ends[2];
static pthread_mutex_t budget_mutex = PTHREAD_MUTEX_INITIALIZER;
static int budget = 3;

static void *produce(void *unused) {
  (void)unused;
  for (int i = 0; i < 3; i++) {
    ssize_t n = write(ends[1], &i, sizeof i);
    pthread_mutex_lock(&budget_mutex);
    budget--;
    pthread_mutex_unlock(&budget_mutex);
    if (n != (ssize_t)sizeof i)
      break;
  }
  close(ends[1]);
  return NULL;
}

static int take_budget(void) {
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_sec += 1;
  int rc = pthread_mutex_timedlock(&budget_mutex, &soon);
  switch (rc) {
  case 0:
    break;
  case ETIMEDOUT:
    return -1;
  default:
    die("pthread_mutex_timedlock", rc);
  }
  int left = budget;
  pthread_mutex_unlock(&budget_mutex);
  return left;
}

static int save_total(const char *path, long total) {
  char temporary[64];
  int rc, error;
  FILE *out;
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  out = fopen(temporary, "w");
  if (out == NULL)
    return -errno;
  fprintf(out, "%ld\n", total);
  TRY(fflush(out));
  TRY(fsync(fileno(out)));
  TRY(rename(temporary, path));
done:
  error = errno;
  fclose(out);
  return rc < 0 ? -error : 0;
}

int main(void) {
  pthread_attr_t attributes;
  pthread_t producer;
  long total = 0;
  int number;
  ssize_t n;

  CHECK(pipe(ends) == 0 ? 0 : errno);
  CHECK(pthread_attr_init(&attributes));
  int started = pthread_create(&producer, &attributes, produce, NULL);
  pthread_attr_destroy(&attributes);
  check(started, "pthread_create");

  while ((n = read(ends[0], &number, sizeof number)) > 0)
    total += number;
  assert(n == 0 || errno == EINTR);

  pthread_join(producer, NULL);
  printf("%ld, budget %d\n", total, take_budget());
  int saved = save_total("total.txt", total);
  return saved == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
