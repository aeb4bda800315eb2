/* Flight recorder that is locked only if it is shared. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define REC_BYTES 4096

/*
 * Byte ring that always keeps the newest REC_BYTES. A recorder of a single
 * task is opened with shared = 0 and saves the locking.
 */
struct recorder {
	pthread_mutex_t lock;
	int shared;
	unsigned char ring[REC_BYTES];
	size_t head;
	uint64_t written;
};

struct recorder *rec_open(int shared)
{
	struct recorder *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->shared = shared;
	if (shared && pthread_mutex_init(&r->lock, NULL) != 0) {
		free(r);
		return NULL;
	}
	return r;
}

void rec_append(struct recorder *r, const void *data, size_t len)
{
	const unsigned char *p = data;

	if (r->shared)
		pthread_mutex_lock(&r->lock);  // finding: r->lock

	if (len > REC_BYTES) {
		p += len - REC_BYTES;
		r->written += len - REC_BYTES;
		len = REC_BYTES;
	}
	for (size_t i = 0; i < len; i++) {
		r->ring[r->head] = p[i];
		r->head = (r->head + 1) % REC_BYTES;
	}
	r->written += len;

	pthread_mutex_unlock(&r->lock);
}

size_t rec_dump(struct recorder *r, unsigned char *out, size_t room)
{
	size_t n, from;

	if (r->shared)
		pthread_mutex_lock(&r->lock);

	n = r->written < REC_BYTES ? (size_t)r->written : REC_BYTES;
	if (n > room)
		n = room;
	from = (r->head + REC_BYTES - n) % REC_BYTES;
	for (size_t i = 0; i < n; i++)
		out[i] = r->ring[(from + i) % REC_BYTES];

	if (r->shared)
		pthread_mutex_unlock(&r->lock);
	return n;
}

void rec_note(struct recorder *r, uint16_t code, int32_t value)
{
	unsigned char entry[6];

	memcpy(entry, &code, sizeof code);
	memcpy(entry + 2, &value, sizeof value);
	rec_append(r, entry, sizeof entry);
}

int rec_crash_snapshot(struct recorder *r, unsigned char **out, size_t *n)
{
	unsigned char *copy = malloc(REC_BYTES);

	if (!copy)
		return -ENOMEM;
	*n = rec_dump(r, copy, REC_BYTES);
	*out = copy;
	return 0;
}

void rec_close(struct recorder *r)
{
	if (!r)
		return;
	if (r->shared)
		(void)pthread_mutex_destroy(&r->lock);
	free(r);
}
