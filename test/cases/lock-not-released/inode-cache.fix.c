/* Inode cache in the manner of a kernel, with labels for each way out. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define NBUCKETS 64

struct inode {
	unsigned long ino;
	unsigned refs;
	struct inode *next;
};

struct icache {
	pthread_mutex_t lock;
	struct inode *bucket[NBUCKETS];
	size_t count;
	size_t limit;
};

struct icache *icache_create(size_t limit)
{
	struct icache *c = calloc(1, sizeof *c);

	if (!c)
		return NULL;
	if (pthread_mutex_init(&c->lock, NULL) != 0) {
		free(c);
		return NULL;
	}
	c->limit = limit;
	return c;
}

/* Returns the inode with a reference for the caller, or NULL with errno set. */
struct inode *icache_get(struct icache *c, unsigned long ino)
{
	struct inode **head = &c->bucket[ino % NBUCKETS];
	struct inode *in;

	pthread_mutex_lock(&c->lock);
	for (in = *head; in; in = in->next) {
		if (in->ino == ino)
			goto found;
	}
	if (c->count >= c->limit)
		goto full;
	in = calloc(1, sizeof *in);
	if (!in)
		goto nomem;
	in->ino = ino;
	in->next = *head;
	*head = in;
	c->count++;
found:
	in->refs++;
	pthread_mutex_unlock(&c->lock);
	return in;

nomem:
	pthread_mutex_unlock(&c->lock);
	errno = ENOMEM;
	return NULL;
full:
	pthread_mutex_unlock(&c->lock);
	errno = ENFILE;
	return NULL;
}

void icache_put(struct icache *c, struct inode *in)
{
	struct inode **p;

	pthread_mutex_lock(&c->lock);
	if (--in->refs > 0) {
		pthread_mutex_unlock(&c->lock);
		return;
	}
	for (p = &c->bucket[in->ino % NBUCKETS]; *p != in; p = &(*p)->next)
		;
	*p = in->next;
	c->count--;
	pthread_mutex_unlock(&c->lock);
	free(in);
}

int icache_link(struct icache *c, unsigned long dir, unsigned long target)
{
	struct inode *d, *t;
	int rc = 0;

	d = icache_get(c, dir);
	if (!d)
		return -errno;
	t = icache_get(c, target);
	if (t)
		icache_put(c, t);
	else
		rc = -errno;
	icache_put(c, d);
	return rc;
}

/* No references may be left. */
void icache_destroy(struct icache *c)
{
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
}
