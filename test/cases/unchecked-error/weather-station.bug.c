#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NPROBES 6

struct station;

struct probe {
	pthread_t tid;
	int channel;
	struct station *st;
};

struct reading {
	double last;
	double sum;
	unsigned long count;
};

struct station {
	struct probe probes[NPROBES];
	int running;
	atomic_int stop;
	pthread_mutex_t lock;
	struct reading table[NPROBES];
};

double adc_sample(int channel);

static void *probe_main(void *arg)
{
	struct probe *p = arg;
	struct station *st = p->st;
	const struct timespec period = { 0, 250 * 1000 * 1000 };

	while (!atomic_load(&st->stop)) {
		double v = adc_sample(p->channel);

		(void)pthread_mutex_lock(&st->lock);
		st->table[p->channel].last = v;
		st->table[p->channel].sum += v;
		st->table[p->channel].count++;
		(void)pthread_mutex_unlock(&st->lock);
		(void)nanosleep(&period, NULL);
	}
	return NULL;
}

int station_init(struct station *st)
{
	memset(st->table, 0, sizeof(st->table));
	st->running = 0;
	atomic_init(&st->stop, 0);
	return pthread_mutex_init(&st->lock, NULL);
}

void station_stop(struct station *st)
{
	atomic_store(&st->stop, 1);
	while (st->running > 0) {
		st->running--;
		(void)pthread_join(st->probes[st->running].tid, NULL);
	}
}

int station_start(struct station *st)
{
	for (int i = 0; i < NPROBES; i++) {
		struct probe *p = &st->probes[i];

		p->channel = i;
		p->st = st;
		pthread_create(&p->tid, NULL, probe_main, p); // finding: pthread_create
		st->running++;
	}
	return 0;
}

double station_mean(struct station *st, int channel)
{
	double mean = 0;

	(void)pthread_mutex_lock(&st->lock);
	if (st->table[channel].count > 0)
		mean = st->table[channel].sum / (double)st->table[channel].count;
	(void)pthread_mutex_unlock(&st->lock);
	return mean;
}

int station_run(struct station *st, int minutes)
{
	int rc = station_init(st);

	if (rc != 0)
		return rc;
	rc = station_start(st);
	if (rc != 0) {
		fprintf(stderr, "station: cannot start (%d)\n", rc);
		return rc;
	}
	for (int m = 0; m < minutes; m++) {
		const struct timespec minute = { 60, 0 };

		(void)nanosleep(&minute, NULL);
		for (int ch = 0; ch < NPROBES; ch++)
			printf("%d %d %.3f\n", m, ch, station_mean(st, ch));
	}
	station_stop(st);
	return 0;
}
