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
	rc = put_page(s, page, size, at); // finding: 'rc'
	if (durable) {
		if (rc != 0 || fsync(s->fd) != 0) {
			pthread_mutex_unlock(&s->lock);
			return -1;
		}
	}
	s->written++;
	pthread_mutex_unlock(&s->lock);
	return 0;
}
