/* Background archiver: callers hand over chunks, one thread writes them. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct chunk {
	struct chunk *next;
	size_t len;
	unsigned char data[];
};

struct archive {
	int fd;
	int durable;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct chunk *head;
	struct chunk **tail;
	int closing;
	int failed;
	unsigned long stored;
};

static int write_all(int fd, const void *buf, size_t len)
{
	const unsigned char *p = buf;

	while (len > 0) {
		ssize_t n = write(fd, p, len);

		if (n < 0) {
			if (errno == EINTR)
				continue;
			return errno;
		}
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

static struct chunk *next_chunk(struct archive *a)
{
	struct chunk *c;

	(void)pthread_mutex_lock(&a->lock);
	while (a->head == NULL && !a->closing)
		(void)pthread_cond_wait(&a->more, &a->lock);
	c = a->head;
	if (c != NULL) {
		a->head = c->next;
		if (a->head == NULL)
			a->tail = &a->head;
	}
	(void)pthread_mutex_unlock(&a->lock);
	return c;
}

static int store_chunk(struct archive *a, const struct chunk *c)
{
	int rc = write_all(a->fd, c->data, c->len);

	if (rc != 0)
		return rc;
	if (a->durable) {
		if (fsync(a->fd) != 0)
			return errno;
	}
	return 0;
}

static void *archive_main(void *arg)
{
	struct archive *a = arg;
	struct chunk *c;

	while ((c = next_chunk(a)) != NULL) {
		int err = store_chunk(a, c);

		(void)pthread_mutex_lock(&a->lock);
		if (err == 0)
			a->stored += c->len;
		else if (a->failed == 0)
			a->failed = err;
		(void)pthread_mutex_unlock(&a->lock);
		free(c);
	}
	return NULL;
}

int archive_start(struct archive *a, int fd, int durable)
{
	int rc;

	memset(a, 0, sizeof(*a));
	a->fd = fd;
	a->durable = durable;
	a->tail = &a->head;
	rc = write_all(fd, "SEG1", 4);
	if (rc != 0)
		return rc;
	rc = pthread_mutex_init(&a->lock, NULL);
	if (rc != 0)
		return rc;
	rc = pthread_cond_init(&a->more, NULL);
	if (rc != 0)
		return rc;
	return pthread_create(&a->thread, NULL, archive_main, a);
}

int archive_put(struct archive *a, const void *data, size_t len)
{
	struct chunk *c = malloc(sizeof(*c) + len);
	int rc;

	if (c == NULL)
		return ENOMEM;
	c->next = NULL;
	c->len = len;
	memcpy(c->data, data, len);

	(void)pthread_mutex_lock(&a->lock);
	rc = a->failed;
	if (rc == 0) {
		*a->tail = c;
		a->tail = &c->next;
		(void)pthread_cond_signal(&a->more);
	}
	(void)pthread_mutex_unlock(&a->lock);
	if (rc != 0)
		free(c);
	return rc;
}

int archive_stop(struct archive *a)
{
	(void)pthread_mutex_lock(&a->lock);
	a->closing = 1;
	(void)pthread_cond_signal(&a->more);
	(void)pthread_mutex_unlock(&a->lock);
	(void)pthread_join(a->thread, NULL);
	return a->failed;
}
