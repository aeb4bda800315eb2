// Writes captured packets from a ring to a dump; capture_stop() sets closed and signals, but the writer goes on waiting as long as the ring is empty.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define RING_SLOTS 64
#define SNAPLEN 128

struct packet {
  size_t length;
  unsigned char bytes[SNAPLEN];
};

struct capture {
  pthread_mutex_t lock;
  pthread_cond_t nonempty;
  struct packet ring[RING_SLOTS];
  unsigned head;
  unsigned count;
  unsigned dropped;
  int closed;
  size_t written;
  pthread_t writer;
};

static void *write_dump(void *arg) {
  struct capture *cap = arg;
  for (;;) {
    struct packet packet;
    pthread_mutex_lock(&cap->lock);
    while (cap->count == 0)
      pthread_cond_wait(&cap->nonempty, &cap->lock); // finding: closed
    if (cap->closed) {
      pthread_mutex_unlock(&cap->lock);
      return NULL;
    }
    packet = cap->ring[cap->head];
    cap->head = (cap->head + 1) % RING_SLOTS;
    cap->count--;
    cap->written += packet.length;
    pthread_mutex_unlock(&cap->lock);
  }
}

static int capture_start(struct capture *cap) {
  memset(cap, 0, sizeof *cap);
  pthread_mutex_init(&cap->lock, NULL);
  pthread_cond_init(&cap->nonempty, NULL);
  return pthread_create(&cap->writer, NULL, write_dump, cap);
}

static void capture_packet(struct capture *cap, const void *bytes, size_t length) {
  pthread_mutex_lock(&cap->lock);
  if (cap->count == RING_SLOTS) {
    cap->dropped++;
  } else {
    struct packet *slot = &cap->ring[(cap->head + cap->count) % RING_SLOTS];
    slot->length = length < SNAPLEN ? length : SNAPLEN;
    memcpy(slot->bytes, bytes, slot->length);
    cap->count++;
    pthread_cond_signal(&cap->nonempty);
  }
  pthread_mutex_unlock(&cap->lock);
}

static void capture_stop(struct capture *cap) {
  pthread_mutex_lock(&cap->lock);
  cap->closed = 1;
  pthread_cond_signal(&cap->nonempty);
  pthread_mutex_unlock(&cap->lock);
  pthread_join(cap->writer, NULL);
  pthread_cond_destroy(&cap->nonempty);
  pthread_mutex_destroy(&cap->lock);
}

int main(void) {
  static struct capture cap;
  int i;
  if (capture_start(&cap) != 0)
    return 1;
  for (i = 0; i < 20; i++)
    capture_packet(&cap, "GET / HTTP/1.1\r\n", 16);
  capture_stop(&cap);
  printf("%zu bytes, %u dropped\n", cap.written, cap.dropped);
  return 0;
}
