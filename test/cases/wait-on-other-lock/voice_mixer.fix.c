/* Software mixer of a game's sound. Draining waits for the voices to end with the voices' mutex. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_VOICES 6

struct mixer {
    pthread_mutex_t voices_lock;
    pthread_cond_t quiet;
    atomic_uint playing;
    atomic_bool underrun;
    unsigned ended;

    pthread_mutex_t device_lock;
    bool draining;
    uint64_t frames;
};

struct voice {
    struct mixer *mx;
    unsigned length;
};

static void voice_begin(struct mixer *mx)
{
    pthread_mutex_lock(&mx->voices_lock);
    mx->playing++;
    pthread_mutex_unlock(&mx->voices_lock);
}

static void voice_end(struct mixer *mx)
{
    pthread_mutex_lock(&mx->voices_lock);
    mx->playing--;
    mx->ended++;
    pthread_cond_broadcast(&mx->quiet);
    pthread_mutex_unlock(&mx->voices_lock);
}

static void mixer_report_underrun(struct mixer *mx)
{
    pthread_mutex_lock(&mx->voices_lock);
    mx->underrun = true;
    pthread_cond_broadcast(&mx->quiet);
    pthread_mutex_unlock(&mx->voices_lock);
}

static void device_write(struct mixer *mx, unsigned frames)
{
    pthread_mutex_lock(&mx->device_lock);
    mx->frames += mx->draining ? frames / 2 : frames;
    pthread_mutex_unlock(&mx->device_lock);
}

/* Fades out what still plays; returns how many voices came to their end. */
static unsigned mixer_drain(struct mixer *mx, uint64_t *frames)
{
    unsigned ended;

    pthread_mutex_lock(&mx->device_lock);
    mx->draining = true;
    pthread_mutex_unlock(&mx->device_lock);

    pthread_mutex_lock(&mx->voices_lock);
    while (mx->playing > 0 && !mx->underrun)
        pthread_cond_wait(&mx->quiet, &mx->voices_lock);
    ended = mx->ended;
    pthread_mutex_unlock(&mx->voices_lock);

    pthread_mutex_lock(&mx->device_lock);
    *frames = mx->frames;
    pthread_mutex_unlock(&mx->device_lock);
    return ended;
}

static void *voice_main(void *arg)
{
    struct voice *v = arg;

    if (v->length == 0)
        mixer_report_underrun(v->mx);
    for (unsigned done = 0; done < v->length; done += 128)
        device_write(v->mx, 128);
    voice_end(v->mx);
    return NULL;
}

int main(void)
{
    static struct mixer mx = {
        .voices_lock = PTHREAD_MUTEX_INITIALIZER,
        .quiet = PTHREAD_COND_INITIALIZER,
        .device_lock = PTHREAD_MUTEX_INITIALIZER,
    };
    static struct voice voices[MAX_VOICES];
    pthread_t threads[MAX_VOICES];
    unsigned started = 0, ended;
    uint64_t frames = 0;

    while (started < MAX_VOICES) {
        voices[started] = (struct voice){.mx = &mx, .length = 1024 * (started + 1)};
        voice_begin(&mx);
        if (pthread_create(&threads[started], NULL, voice_main, &voices[started]) != 0) {
            voice_end(&mx);
            break;
        }
        started++;
    }
    ended = mixer_drain(&mx, &frames);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    printf("%u of %u voices ended, %llu frames\n", ended, started, (unsigned long long)frames);
    return started == MAX_VOICES ? EXIT_SUCCESS : EXIT_FAILURE;
}
