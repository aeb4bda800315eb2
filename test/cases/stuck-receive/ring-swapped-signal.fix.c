// A byte ring between a reader and a writer thread.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define RING_SIZE 64u

struct ring {
  pthread_mutex_t lock;
  pthread_cond_t not_empty;
  pthread_cond_t not_full;
  unsigned head, used;
  unsigned char bytes[RING_SIZE];
};

static int ring_init(struct ring *r) {
  memset(r, 0, sizeof *r);
  if (pthread_mutex_init(&r->lock, NULL) != 0)
    return -1;
  if (pthread_cond_init(&r->not_empty, NULL) != 0)
    goto no_empty;
  if (pthread_cond_init(&r->not_full, NULL) != 0)
    goto no_full;
  return 0;

no_full:
  pthread_cond_destroy(&r->not_empty);
no_empty:
  pthread_mutex_destroy(&r->lock);
  return -1;
}

static void ring_destroy(struct ring *r) {
  pthread_cond_destroy(&r->not_full);
  pthread_cond_destroy(&r->not_empty);
  pthread_mutex_destroy(&r->lock);
}

static void ring_put(struct ring *r, unsigned char byte) {
  pthread_mutex_lock(&r->lock);
  while (r->used == RING_SIZE)
    pthread_cond_wait(&r->not_full, &r->lock);
  r->bytes[(r->head + r->used++) % RING_SIZE] = byte;
  pthread_cond_signal(&r->not_empty);
  pthread_mutex_unlock(&r->lock);
}

static unsigned char ring_get(struct ring *r) {
  pthread_mutex_lock(&r->lock);
  while (r->used == 0)
    pthread_cond_wait(&r->not_empty, &r->lock);
  unsigned char byte = r->bytes[r->head];
  r->head = (r->head + 1) % RING_SIZE;
  r->used--;
  pthread_cond_signal(&r->not_full);
  pthread_mutex_unlock(&r->lock);
  return byte;
}

static void *echo(void *argument) {
  struct ring *r = argument;
  for (unsigned char byte = ring_get(r); byte != 0; byte = ring_get(r))
    putchar(byte);
  putchar('\n');
  return NULL;
}

int main(void) {
  static const char text[] = "the quick brown fox jumps over the lazy dog, twice, and then goes home to sleep";
  struct ring ring;
  pthread_t reader;
  if (ring_init(&ring) != 0)
    return 1;
  if (pthread_create(&reader, NULL, echo, &ring) != 0) {
    ring_destroy(&ring);
    return 1;
  }
  for (size_t i = 0; i < sizeof text; ++i)
    ring_put(&ring, (unsigned char)text[i]);
  pthread_join(reader, NULL);
  ring_destroy(&ring);
  return 0;
}
