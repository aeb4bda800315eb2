/* Latest-frame mailbox between the capture driver and the viewers. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define FRAME_BYTES (320 * 240)

struct frame {
	uint32_t seq;
	uint8_t luma[FRAME_BYTES];
};

struct grabber {
	pthread_mutex_t lock;
	pthread_cond_t arrived;
	struct frame latest;
	int ready;
	int closing;
};

int grabber_init(struct grabber *g)
{
	pthread_condattr_t attr;
	int rc;

	memset(g, 0, sizeof(*g));
	rc = pthread_mutex_init(&g->lock, NULL);
	if (rc != 0)
		return rc;
	rc = pthread_condattr_init(&attr);
	if (rc != 0)
		return rc;
	rc = pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	if (rc == 0)
		rc = pthread_cond_init(&g->arrived, &attr);
	(void)pthread_condattr_destroy(&attr);
	return rc;
}

static struct timespec deadline_in(int timeout_ms)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	ts.tv_sec += timeout_ms / 1000;
	ts.tv_nsec += (long)(timeout_ms % 1000) * 1000000L;
	if (ts.tv_nsec >= 1000000000L) {
		ts.tv_sec++;
		ts.tv_nsec -= 1000000000L;
	}
	return ts;
}

/* Called by the driver for every captured frame. */
void grabber_deliver(struct grabber *g, uint32_t seq, const uint8_t *luma)
{
	(void)pthread_mutex_lock(&g->lock);
	g->latest.seq = seq;
	memcpy(g->latest.luma, luma, FRAME_BYTES);
	g->ready = 1;
	(void)pthread_cond_broadcast(&g->arrived);
	(void)pthread_mutex_unlock(&g->lock);
}

void grabber_close(struct grabber *g)
{
	(void)pthread_mutex_lock(&g->lock);
	g->closing = 1;
	(void)pthread_cond_broadcast(&g->arrived);
	(void)pthread_mutex_unlock(&g->lock);
}

/* 0, or ETIMEDOUT if no frame came in time, or ESHUTDOWN. */
int grabber_take(struct grabber *g, struct frame *out, int timeout_ms)
{
	const struct timespec until = deadline_in(timeout_ms);
	int rc = 0;

	(void)pthread_mutex_lock(&g->lock);
	while (!g->ready && !g->closing)
		pthread_cond_timedwait(&g->arrived, &g->lock, &until); // finding: pthread_cond_timedwait
	if (g->ready) {
		*out = g->latest;
		g->ready = 0;
	} else if (g->closing) {
		rc = ESHUTDOWN;
	}
	(void)pthread_mutex_unlock(&g->lock);
	return rc;
}

/* Average brightness of the next frame, or -1. */
int grabber_brightness(struct grabber *g)
{
	struct frame f;
	uint64_t sum = 0;

	if (grabber_take(g, &f, 500) != 0)
		return -1;
	for (size_t i = 0; i < FRAME_BYTES; i++)
		sum += f.luma[i];
	return (int)(sum / FRAME_BYTES);
}
