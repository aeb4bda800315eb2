// Samples a counter whenever somebody asks for it; quitting stores to an atomic and broadcasts under the lock of the wait.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct sampler {
    pthread_mutex_t lock;
    pthread_cond_t wanted;
    unsigned requests;
    unsigned samples;
    atomic_bool quit;
    pthread_t thread;
};

static void *sampler_main(void *argument)
{
    struct sampler *sampler = argument;

    pthread_mutex_lock(&sampler->lock);
    for (;;) {
        while (sampler->requests == 0 && !atomic_load(&sampler->quit))
            pthread_cond_wait(&sampler->wanted, &sampler->lock);
        if (sampler->requests == 0)
            break;
        sampler->samples += sampler->requests;
        sampler->requests = 0;
    }
    pthread_mutex_unlock(&sampler->lock);
    return NULL;
}

int sampler_start(struct sampler *sampler)
{
    int rc = pthread_mutex_init(&sampler->lock, NULL);
    if (rc != 0)
        return -rc;
    rc = pthread_cond_init(&sampler->wanted, NULL);
    if (rc != 0) {
        pthread_mutex_destroy(&sampler->lock);
        return -rc;
    }
    sampler->requests = 0;
    sampler->samples = 0;
    atomic_init(&sampler->quit, false);
    rc = pthread_create(&sampler->thread, NULL, sampler_main, sampler);
    if (rc != 0) {
        pthread_cond_destroy(&sampler->wanted);
        pthread_mutex_destroy(&sampler->lock);
        return -rc;
    }
    return 0;
}

void sampler_request(struct sampler *sampler)
{
    pthread_mutex_lock(&sampler->lock);
    sampler->requests++;
    pthread_mutex_unlock(&sampler->lock);
    pthread_cond_signal(&sampler->wanted);
}

unsigned sampler_stop(struct sampler *sampler)
{
    pthread_mutex_lock(&sampler->lock);
    atomic_store(&sampler->quit, true);
    pthread_cond_broadcast(&sampler->wanted);
    pthread_mutex_unlock(&sampler->lock);
    pthread_join(sampler->thread, NULL);
    pthread_cond_destroy(&sampler->wanted);
    pthread_mutex_destroy(&sampler->lock);
    return sampler->samples;
}

int main(void)
{
    static struct sampler sampler;

    if (sampler_start(&sampler) != 0)
        return 2;
    for (int i = 0; i < 5; i++)
        sampler_request(&sampler);
    return sampler_stop(&sampler) == 5 ? 0 : 1;
}
