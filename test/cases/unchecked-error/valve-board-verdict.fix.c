/* Valves of a small plant; 0 is success. */
#include <pthread.h>

struct board {
	pthread_mutex_t lock;
	unsigned char state[16];
	int open;
};

int valve_set(struct board *b, int valve, int open);
int pump_start(struct board *b);

int fill(struct board *b)
{
	int rc = valve_set(b, 0, 1);

	if (rc != 0)
		return rc;
	rc = valve_set(b, 1, 0);
	if (rc != 0)
		return rc;
	return pump_start(b);
}

int drain(struct board *b)
{
	if (valve_set(b, 1, 1))
		return -1;
	return 0;
}

int flush(struct board *b)
{
	if (valve_set(b, 0, 0) != 0)
		return -1;
	if (pump_start(b) != 0)
		return -1;
	return drain(b);
}
