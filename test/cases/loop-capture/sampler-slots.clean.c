// Samples channels with a thread each: the threads are given elements of an outer array, a static of the loop body, or the number itself.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CHANNELS 6

struct settings {
  int rate;
  int gain;
};

struct slot {
  int channel;
  const struct settings *settings;
  long reading;
};

static void *sample(void *arg) {
  struct slot *slot = arg;
  slot->reading = (long)slot->channel * slot->settings->rate + slot->settings->gain;
  return NULL;
}

static void *announce(void *arg) {
  printf("channel %d done\n", (int)(intptr_t)arg);
  return NULL;
}

static void *calibrate(void *arg) {
  int channel = *(int *)arg;
  printf("channel %d calibrated\n", channel);
  return NULL;
}

static int start(pthread_t *thread, void *(*body)(void *), void *arg) {
  int rc = pthread_create(thread, NULL, body, arg);
  if (rc != 0)
    fprintf(stderr, "cannot start thread: %s\n", strerror(rc));
  return rc == 0;
}

static long sample_all(void) {
  struct slot slots[CHANNELS];
  pthread_t samplers[CHANNELS];
  pthread_t announcers[CHANNELS];
  int sampling = 0;
  int announcing = 0;
  long sum = 0;

  for (int i = 0; i < CHANNELS; i++) {
    static const struct settings settings = {.rate = 44, .gain = 2};
    struct slot *slot = &slots[i];

    pthread_t calibrator;
    int rc = pthread_create(&calibrator, NULL, calibrate, &i);
    if (rc != 0)
      break;
    pthread_join(calibrator, NULL);

    slot->channel = i;
    slot->settings = &settings;
    slot->reading = 0;
    rc = pthread_create(&samplers[sampling], NULL, sample, &slots[i]);
    if (rc != 0) {
      fprintf(stderr, "channel %d: %s\n", i, strerror(rc));
      break;
    }
    sampling++;
    if (!start(&announcers[announcing], announce, (void *)(intptr_t)i))
      break;
    announcing++;
  }

  for (int k = 0; k < sampling; k++) {
    pthread_join(samplers[k], NULL);
    sum += slots[k].reading;
  }
  while (announcing > 0)
    pthread_join(announcers[--announcing], NULL);
  return sum;
}

int main(void) {
  printf("%ld\n", sample_all());
  return 0;
}
