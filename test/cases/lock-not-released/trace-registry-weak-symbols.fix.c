// A registry of trace domains for programs that may or may not have threads: locks only if the weak symbols are there, through macros that ask each time.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define WEAK __attribute__((weak))
int pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *) WEAK;
int pthread_mutex_lock(pthread_mutex_t *) WEAK;
int pthread_mutex_unlock(pthread_mutex_t *) WEAK;

#define HAS_THREADS ((pthread_mutex_init) && (pthread_mutex_lock) && (pthread_mutex_unlock))

#define ENTER(registry)                                                                                                \
  {                                                                                                                    \
    if (HAS_THREADS) {                                                                                                 \
      if (!(registry)->isReady) {                                                                                      \
        pthread_mutex_init(&(registry)->mutex, NULL);                                                                  \
        (registry)->isReady = 1;                                                                                       \
      }                                                                                                                \
      pthread_mutex_lock(&(registry)->mutex);                                                                          \
    }                                                                                                                  \
  }

#define LEAVE(registry)                                                                                                \
  {                                                                                                                    \
    if (HAS_THREADS)                                                                                                   \
      pthread_mutex_unlock(&(registry)->mutex);                                                                        \
  }

struct domain {
  char *name;
  struct domain *next;
};

static struct registry {
  pthread_mutex_t mutex;
  int isReady;
  struct domain *domains;
} traces;

struct domain *traceDomain(const char *name) {
  struct domain *found;
  if (!name)
    return NULL;
  ENTER(&traces);
  for (found = traces.domains; found; found = found->next)
    if (strcmp(found->name, name) == 0) {
      LEAVE(&traces);
      return found;
    }
  found = malloc(sizeof *found);
  if (!found) {
    LEAVE(&traces);
    return NULL;
  }
  found->name = malloc(strlen(name) + 1);
  if (found->name)
    strcpy(found->name, name);
  found->next = traces.domains;
  traces.domains = found;
  LEAVE(&traces);
  return found;
}

int main(void) { return traceDomain("startup") == NULL; }
