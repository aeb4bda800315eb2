/* A daemon skeleton: the semaphore is posted from a signal handler, the conditions from a cleanup handler and through a void pointer. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sem_t terminate;

struct worker {
  pthread_mutex_t lock;
  pthread_cond_t left;
  int gone;
};

struct watch {
  pthread_cond_t *bell;
  pthread_mutex_t *lock;
  int *rung;
};

static void on_signal(int number) {
  int saved = errno;
  (void)number;
  if (sem_post(&terminate) == -1)
    abort();
  errno = saved;
}

static void say_goodbye(void *argument) {
  struct worker *w = argument;
  pthread_mutex_lock(&w->lock);
  w->gone = 1;
  pthread_cond_broadcast(&w->left);
  pthread_mutex_unlock(&w->lock);
}

static void *work(void *argument) {
  pthread_cleanup_push(say_goodbye, argument);
  puts("working");
  pthread_exit(NULL);
  pthread_cleanup_pop(0);
  return NULL;
}

static void *ring(void *argument) {
  const struct watch *watch = argument;
  pthread_mutex_lock(watch->lock);
  *watch->rung = 1;
  pthread_cond_signal(watch->bell);
  pthread_mutex_unlock(watch->lock);
  return NULL;
}

int main(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  if (sem_init(&terminate, 0, 0) == -1 || sigaction(SIGTERM, &action, NULL) == -1)
    return EXIT_FAILURE;

  struct worker w = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
  int rung = 0;
  struct watch watch = {&bell, &w.lock, &rung};
  pthread_t threads[2];
  if (pthread_create(&threads[0], NULL, work, &w) != 0)
    return EXIT_FAILURE;
  if (pthread_create(&threads[1], NULL, ring, &watch) != 0)
    exit(EXIT_FAILURE);

  pthread_mutex_lock(&w.lock);
  while (!w.gone)
    pthread_cond_wait(&w.left, &w.lock);
  while (!rung)
    pthread_cond_wait(&bell, &w.lock);
  pthread_mutex_unlock(&w.lock);

  if (kill(getpid(), SIGTERM) == -1)
    perror("kill");
  while (sem_wait(&terminate) == -1 && errno == EINTR)
    continue;
  pthread_join(threads[0], NULL);
  pthread_join(threads[1], NULL);
  puts("terminated");
  return EXIT_SUCCESS;
}
