// A server that swallows what it is sent, a detached thread per client: the thread is given the socket itself.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <thread>

static std::atomic<unsigned long> swallowed;

static void swallow(int fd) {
  char buffer[4096];
  for (;;) {
    const ssize_t got = recv(fd, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      std::perror("recv");
    if (got <= 0)
      break;
    swallowed += static_cast<unsigned long>(got);
  }
  close(fd);
}

static int listenOn(unsigned short port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
      listen(fd, 64) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int main() {
  const int listener = listenOn(9009);
  if (listener < 0) {
    std::perror("listen");
    return 1;
  }
  while (true) {
    const int client = accept(listener, nullptr, nullptr);
    if (client < 0) {
      if (errno == EINTR || errno == ECONNABORTED)
        continue;
      std::perror("accept");
      break;
    }
    std::thread handler(swallow, client);
    handler.detach();
    if (swallowed > 1'000'000'000UL)
      std::fprintf(stderr, "a gigabyte and counting\n");
  }
  close(listener);
  return 1;
}
