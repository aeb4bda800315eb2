/* Pump whose relief gives the lock up for a while and, after too many alarms, returns without it. */
#include <pthread.h>

struct pump {
    pthread_mutex_t lock;
    int pressure;
    int alarms;
};

static void pump_relieve(struct pump *p)
{
    pthread_mutex_unlock(&p->lock);
    pthread_mutex_lock(&p->lock);
    if (p->alarms > 3)
        return;
    p->alarms++;
}

int pump_step(struct pump *p, int by)
{
    int pressure;

    pthread_mutex_lock(&p->lock);
    p->pressure += by;
    if (p->pressure > 90)
        pump_relieve(p);
    pressure = p->pressure;
    pthread_mutex_unlock(&p->lock);
    return pressure;
}
