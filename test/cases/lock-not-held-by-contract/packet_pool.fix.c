/* Packet buffer pool of a telemetry sender. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct packet {
	struct packet *next;
	size_t len;
	char data[128];
};

struct packet_pool {
	pthread_mutex_t mu;
	struct packet *free;
	struct packet *sendq;
	unsigned nfree, nsent;
};

static void link_free(struct packet_pool *p, struct packet *pkt)
{
	pkt->len = 0;
	pkt->next = p->free;
	p->free = pkt;
	p->nfree++;
}

static int pool_grow(struct packet_pool *p, unsigned n)
{
	while (n-- > 0) {
		struct packet *pkt = calloc(1, sizeof(*pkt));
		if (!pkt)
			return -1;
		pthread_mutex_lock(&p->mu);
		link_free(p, pkt);
		pthread_mutex_unlock(&p->mu);
	}
	return 0;
}

static struct packet *pool_get(struct packet_pool *p)
{
	pthread_mutex_lock(&p->mu);
	struct packet *pkt = p->free;
	if (pkt)
		p->free = pkt->next;
	p->nfree -= pkt != NULL;
	pthread_mutex_unlock(&p->mu);
	return pkt;
}

static void pool_put(struct packet_pool *p, struct packet *pkt)
{
	pthread_mutex_lock(&p->mu);
	link_free(p, pkt);
	pthread_mutex_unlock(&p->mu);
}

/* Everything queued goes out in one go; its buffers are free again. */
static void pool_transmit(struct packet_pool *p)
{
	pthread_mutex_lock(&p->mu);
	while (p->sendq) {
		struct packet *pkt = p->sendq;
		p->sendq = pkt->next;
		p->nsent++;
		link_free(p, pkt);
	}
	pthread_mutex_unlock(&p->mu);
}

static int send_reading(struct packet_pool *p, const char *sensor, int value)
{
	struct packet *pkt = pool_get(p);
	if (!pkt)
		return -1;
	int n = snprintf(pkt->data, sizeof(pkt->data), "%s=%d", sensor, value);
	if (n < 0 || (size_t)n >= sizeof(pkt->data)) {
		pool_put(p, pkt);
		return -1;
	}
	pkt->len = (size_t)n;
	pthread_mutex_lock(&p->mu);
	pkt->next = p->sendq;
	p->sendq = pkt;
	pthread_mutex_unlock(&p->mu);
	return 0;
}

static void *sampler(void *arg)
{
	struct packet_pool *p = arg;
	char name[200];
	memset(name, 'x', sizeof(name));
	for (int i = 0; i < 300; i++) {
		name[8] = i % 50 == 0 ? 'x' : '\0';
		name[sizeof(name) - 1] = '\0';
		if (send_reading(p, name, i) != 0)
			pool_transmit(p);
	}
	return NULL;
}

int main(void)
{
	static struct packet_pool pool = { .mu = PTHREAD_MUTEX_INITIALIZER };
	pthread_t t[2];
	int started = 0;
	if (pool_grow(&pool, 16) == 0)
		while (started < 2 && pthread_create(&t[started], NULL, sampler, &pool) == 0)
			started++;
	for (int i = 0; i < started; i++)
		pthread_join(t[i], NULL);
	struct packet *spare = pool_get(&pool);
	if (spare)
		pool_put(&pool, spare);
	pool_transmit(&pool);
	while ((spare = pool_get(&pool)) != NULL)
		free(spare);
	printf("%u sent\n", pool.nsent);
}
