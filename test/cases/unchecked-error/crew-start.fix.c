/* Counts the words of a text with a crew of threads. */
#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define CREW_MAX 8

struct share {
  const char *text;
  size_t begin, end;
  size_t words;
};

struct crew {
  pthread_t threads[CREW_MAX];
  struct share shares[CREW_MAX];
  int size;
  int started;
};

static void *count_words(void *argument) {
  struct share *share = argument;
  int inside = share->begin > 0 && !isspace((unsigned char)share->text[share->begin - 1]);
  for (size_t at = share->begin; at < share->end; at++) {
    int letter = !isspace((unsigned char)share->text[at]);
    share->words += letter && !inside;
    inside = letter;
  }
  return NULL;
}

static void crew_start(struct crew *crew, const char *text, int size) {
  size_t length = strlen(text);
  crew->size = size;
  crew->started = 0;
  for (int i = 0; i < size; i++) {
    crew->shares[i] = (struct share){text, length * i / size, length * (i + 1) / size, 0};
    if (pthread_create(&crew->threads[crew->started], NULL, count_words, &crew->shares[i]) == 0)
      crew->started++;
    else
      count_words(&crew->shares[i]);
  }
}

static size_t crew_finish(struct crew *crew) {
  size_t words = 0;
  for (int i = 0; i < crew->started; i++)
    pthread_join(crew->threads[i], NULL);
  for (int i = 0; i < crew->size; i++)
    words += crew->shares[i].words;
  return words;
}

int main(int argc, char **argv) {
  struct crew crew;
  crew_start(&crew, argc > 1 ? argv[1] : "to be or not to be", 4);
  printf("%zu words\n", crew_finish(&crew));
  return 0;
}
