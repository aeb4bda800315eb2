/* Sensor hub in C: nothing throws here. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HUB_MAX_SENSORS 16

typedef int (*sensor_convert_fn)(uint16_t raw, int32_t *milli);

struct sensor {
	char name[16];
	sensor_convert_fn convert;
	int32_t milli;
	unsigned errors;
};

struct hub {
	pthread_mutex_t lock;
	struct sensor *sensors[HUB_MAX_SENSORS];
	size_t count;
};

int convert_lm35(uint16_t raw, int32_t *milli)
{
	if (raw > 1023)
		return -ERANGE;
	*milli = (int32_t)raw * 488;
	return 0;
}

int hub_init(struct hub *h)
{
	memset(h, 0, sizeof *h);
	return pthread_mutex_init(&h->lock, NULL);
}

int hub_add(struct hub *h, const char *name, sensor_convert_fn convert)
{
	struct sensor *s = calloc(1, sizeof *s);
	int rc = 0;

	if (!s)
		return -ENOMEM;
	strncpy(s->name, name, sizeof s->name - 1);
	s->convert = convert;

	pthread_mutex_lock(&h->lock);
	if (h->count == HUB_MAX_SENSORS) {
		rc = -ENOSPC;
		goto out;
	}
	h->sensors[h->count++] = s;
	s = NULL;
out:
	pthread_mutex_unlock(&h->lock);
	free(s);
	return rc;
}

/* Called from the bus thread for each reading. */
int hub_report(struct hub *h, size_t index, uint16_t raw)
{
	sensor_convert_fn convert;
	int32_t milli = 0;
	int rc;

	pthread_mutex_lock(&h->lock);
	if (index >= h->count) {
		pthread_mutex_unlock(&h->lock);
		return -ENOENT;
	}
	convert = h->sensors[index]->convert;
	pthread_mutex_unlock(&h->lock);

	rc = convert(raw, &milli);

	pthread_mutex_lock(&h->lock);
	if (rc)
		h->sensors[index]->errors++;
	else
		h->sensors[index]->milli = milli;
	pthread_mutex_unlock(&h->lock);
	return rc;
}

/* Caller holds the lock. */
const struct sensor *hub_find(const struct hub *h, const char *name)
{
	for (size_t i = 0; i < h->count; i++) {
		if (strcmp(h->sensors[i]->name, name) == 0)
			return h->sensors[i];
	}
	return NULL;
}

int hub_read(struct hub *h, const char *name, int32_t *milli)
{
	const struct sensor *s;
	int rc = -ENOENT;

	pthread_mutex_lock(&h->lock);
	s = hub_find(h, name);
	if (s) {
		*milli = s->milli;
		rc = s->errors ? -EIO : 0;
	}
	pthread_mutex_unlock(&h->lock);
	return rc;
}

void hub_destroy(struct hub *h)
{
	pthread_mutex_lock(&h->lock);
	while (h->count > 0)
		free(h->sensors[--h->count]);
	pthread_mutex_unlock(&h->lock);
	(void)pthread_mutex_destroy(&h->lock);
}
