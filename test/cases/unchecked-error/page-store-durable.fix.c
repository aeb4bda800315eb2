/* Pages of a small store. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <pthread.h>
#include <sys/types.h>
#include <unistd.h>

struct store {
	pthread_mutex_t lock;
	int fd;
	unsigned long written;
};

static int put_page(struct store *s, const void *page, size_t size, off_t at)
{
	if (pwrite(s->fd, page, size, at) != (ssize_t)size)
		return -EIO;
	return 0;
}

int store_page(struct store *s, const void *page, size_t size, off_t at, int durable)
{
	int rc;

	pthread_mutex_lock(&s->lock);
	rc = put_page(s, page, size, at);
	if (rc == 0 && durable && fsync(s->fd) != 0)
		rc = -1;
	if (rc != 0) {
		pthread_mutex_unlock(&s->lock);
		return rc;
	}
	s->written++;
	pthread_mutex_unlock(&s->lock);
	return 0;
}
