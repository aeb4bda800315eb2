// A small worker pool in C: jobs in a linked list, drained by a fixed set of threads until the pool is destroyed.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 3 };

struct job {
  struct job *next;
  int value;
};

struct pool {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  struct job *head;
  struct job *tail;
  int closing;
  long done;
  pthread_t workers[WORKERS];
  int started;
};

static void *worker_main(void *arg) {
  struct pool *pool = arg;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (!pool->head && !pool->closing)
      pthread_cond_wait(&pool->wake, &pool->lock);
    struct job *job = pool->head;
    if (!job)
      break;
    pool->head = job->next;
    if (!pool->head)
      pool->tail = NULL;
    pool->done += job->value;
    free(job);
  }
  pthread_mutex_unlock(&pool->lock);
  return NULL;
}

static void pool_init(struct pool *pool) {
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pool->head = pool->tail = NULL;
  pool->closing = 0;
  pool->done = 0;
  pool->started = 0;
  for (int i = 0; i < WORKERS; i++) {
    if (pthread_create(&pool->workers[i], NULL, worker_main, pool) != 0)
      break;
    pool->started++;
  }
}

static int pool_submit(struct pool *pool, int value) {
  struct job *job = malloc(sizeof *job);
  if (!job)
    return -1;
  job->next = NULL;
  job->value = value;
  pthread_mutex_lock(&pool->lock);
  if (pool->tail)
    pool->tail->next = job;
  else
    pool->head = job;
  pool->tail = job;
  pthread_cond_signal(&pool->wake);
  pthread_mutex_unlock(&pool->lock);
  return 0;
}

static long pool_destroy(struct pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->closing = 1;
  pthread_cond_broadcast(&pool->wake);
  for (int i = 0; i < pool->started; i++)
    pthread_join(pool->workers[i], NULL); // finding: 'pool->lock'
  const long done = pool->done;
  pthread_mutex_unlock(&pool->lock);

  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->lock);
  return done;
}

int main(void) {
  struct pool pool;
  pool_init(&pool);
  int failed = pool.started == 0;
  for (int value = 1; value <= 10 && !failed; value++)
    failed = pool_submit(&pool, value) != 0;
  const long done = pool_destroy(&pool);
  printf("%ld done\n", done);
  return failed || done != 55;
}
