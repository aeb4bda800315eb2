// Probes every host of a rack from its own thread: each thread is given the address of its own number.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define HOSTS 16

static int reachable[HOSTS];

static int try_connect(int host) {
  return host % 3 != 0;
}

static void *probe(void *arg) {
  int host = *(const int *)arg;
  reachable[host] = try_connect(host);
  return NULL;
}

static int probe_rack(void) {
  pthread_t threads[HOSTS];
  int numbers[HOSTS];
  int started = 0;
  int up = 0;

  memset(reachable, 0, sizeof reachable);
  for (int i = 0; i < HOSTS; i++) {
    numbers[i] = i;
    int rc = pthread_create(&threads[i], NULL, probe, &numbers[i]);
    if (rc != 0) {
      fprintf(stderr, "host %d: cannot start probe: %s\n", i, strerror(rc));
      break;
    }
    started++;
  }
  for (int k = 0; k < started; k++)
    pthread_join(threads[k], NULL);

  for (int k = 0; k < HOSTS; k++)
    up += reachable[k];
  return up;
}

int main(void) {
  int up = probe_rack();
  printf("%d of %d hosts up\n", up, HOSTS);
  return up == HOSTS ? 0 : 1;
}
