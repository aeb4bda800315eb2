/* Profiles of an audio mixer; a preset is cloned from the live profile while faders move. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define CHANNELS 8

struct profile {
    pthread_mutex_t lock;
    char name[24];
    int gain[CHANNELS];
    int revision;
};

static void profile_init(struct profile *p, const char *name)
{
    memset(p, 0, sizeof(*p));
    pthread_mutex_init(&p->lock, NULL);
    snprintf(p->name, sizeof(p->name), "%s", name);
}

static void profile_set_gain(struct profile *p, int channel, int gain)
{
    pthread_mutex_lock(&p->lock);
    p->gain[channel] = gain;
    p->revision++;
    pthread_mutex_unlock(&p->lock);
}

static int profile_loudness(struct profile *p)
{
    int sum = 0;

    pthread_mutex_lock(&p->lock);
    for (int i = 0; i < CHANNELS; i++)
        sum += p->gain[i];
    pthread_mutex_unlock(&p->lock);
    return sum;
}

static void profile_clone(struct profile *dst, struct profile *src, const char *name)
{
    profile_init(dst, name);
    pthread_mutex_lock(&src->lock);
    memcpy(dst->gain, src->gain, sizeof(dst->gain));
    pthread_mutex_unlock(&src->lock);
}

static void *fader_main(void *arg)
{
    struct profile *live = arg;

    for (int step = 0; step < 400; step++)
        profile_set_gain(live, step % CHANNELS, step);
    return NULL;
}

int main(void)
{
    struct profile live, preset;
    pthread_t fader;

    profile_init(&live, "live");
    if (pthread_create(&fader, NULL, fader_main, &live) != 0) {
        pthread_mutex_destroy(&live.lock);
        return 1;
    }

    profile_clone(&preset, &live, "preset");
    profile_set_gain(&preset, 0, 12);
    printf("%s: %d\n", preset.name, profile_loudness(&preset));

    pthread_join(fader, NULL);
    printf("%s: %d\n", live.name, profile_loudness(&live));
    pthread_mutex_destroy(&preset.lock);
    pthread_mutex_destroy(&live.lock);
    return 0;
}
