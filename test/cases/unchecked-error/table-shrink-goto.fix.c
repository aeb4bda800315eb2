/* Shrinks a file of fixed-size rows. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

struct header {
  uint32_t magic;
  uint32_t rows;
};

static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;

static int read_header(int fd, struct header *header) {
  ssize_t n = pread(fd, header, sizeof *header, 0);
  if (n < 0)
    return -1;
  if ((size_t)n != sizeof *header || header->magic != 0x5441424cu) {
    errno = EINVAL;
    return -1;
  }
  return 0;
}

int table_shrink(const char *path, uint32_t rows, size_t row_size) {
  struct header header;
  int result = -1;
  int rc;

  pthread_mutex_lock(&table_mutex);
  int fd = open(path, O_RDWR);
  if (fd < 0)
    goto unlock;

  rc = read_header(fd, &header);
  if (rc != 0)
    goto close;
  if (header.rows <= rows) {
    result = 0;
    goto close;
  }

  header.rows = rows;
  if (pwrite(fd, &header, sizeof header, 0) != (ssize_t)sizeof header)
    goto close;

  rc = ftruncate(fd, (off_t)(sizeof header + rows * row_size));
  if (rc != 0)
    goto close;
  rc = fsync(fd);
  if (rc != 0)
    goto close;
  result = 0;

close:
  if (result != 0)
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
  (void)close(fd);
unlock:
  pthread_mutex_unlock(&table_mutex);
  return result;
}
