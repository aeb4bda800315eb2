// A decoder thread waits on a POSIX semaphore for packets: the receive path queues the packet and posts nothing.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <pthread.h>
#include <semaphore.h>
#include <vector>

typedef std::vector<unsigned char> packet;

static sem_t packets_waiting;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static std::deque<packet> queue;

static void die(const char *what) {
  std::perror(what);
  std::exit(EXIT_FAILURE);
}

static void on_packet(const packet &p) {
  pthread_mutex_lock(&queue_lock);
  queue.push_back(p);
  pthread_mutex_unlock(&queue_lock);
}

static packet take_packet() {
  while (sem_wait(&packets_waiting) == -1) // finding: 'packets_waiting'
    if (errno != EINTR)
      die("sem_wait");
  pthread_mutex_lock(&queue_lock);
  packet p = queue.front();
  queue.pop_front();
  pthread_mutex_unlock(&queue_lock);
  return p;
}

static void *decode(void *) {
  unsigned long total = 0;
  for (packet p = take_packet(); !p.empty(); p = take_packet())
    for (unsigned char byte : p)
      total += byte;
  std::printf("decoded, sum %lu\n", total);
  return nullptr;
}

int main() {
  pthread_t decoder;
  if (sem_init(&packets_waiting, 0, 0) == -1)
    die("sem_init");
  if (int error = pthread_create(&decoder, nullptr, decode, nullptr)) {
    errno = error;
    die("pthread_create");
  }
  for (unsigned char n = 1; n < 50; ++n)
    on_packet(packet(n, n));
  on_packet(packet());
  pthread_join(decoder, nullptr);
  sem_destroy(&packets_waiting);
}
