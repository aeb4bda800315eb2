// A print spooler: submit_job and close_spool change the list that the printer thread waits for, and signal nothing.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
  struct job *next;
  int pages;
  char title[48];
};

static pthread_mutex_t spool_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t spool_changed = PTHREAD_COND_INITIALIZER;
static struct job *spool_head;
static struct job **spool_tail = &spool_head;
static int spool_closed;

static int submit_job(const char *title, int pages) {
  struct job *job = malloc(sizeof *job);
  if (!job)
    return -1;
  job->next = NULL;
  job->pages = pages;
  snprintf(job->title, sizeof job->title, "%s", title);

  pthread_mutex_lock(&spool_lock);
  *spool_tail = job;
  spool_tail = &job->next;
  pthread_mutex_unlock(&spool_lock);
  return 0;
}

static void close_spool(void) {
  pthread_mutex_lock(&spool_lock);
  spool_closed = 1;
  pthread_mutex_unlock(&spool_lock);
}

static struct job *next_job(void) {
  struct job *job = NULL;
  pthread_mutex_lock(&spool_lock);
  while (!spool_head && !spool_closed)
    pthread_cond_wait(&spool_changed, &spool_lock); // finding: 'spool_changed'
  if (spool_head) {
    job = spool_head;
    spool_head = job->next;
    if (!spool_head)
      spool_tail = &spool_head;
  }
  pthread_mutex_unlock(&spool_lock);
  return job;
}

static void *print_jobs(void *unused) {
  struct job *job;
  (void)unused;
  while ((job = next_job()) != NULL) {
    printf("printing %s, %d pages\n", job->title, job->pages);
    free(job);
  }
  return NULL;
}

int main(void) {
  pthread_t printer;
  if (pthread_create(&printer, NULL, print_jobs, NULL) != 0) {
    fprintf(stderr, "no printer thread\n");
    return EXIT_FAILURE;
  }
  int status = EXIT_SUCCESS;
  if (submit_job("minutes", 4) != 0 || submit_job("invoice", 1) != 0)
    status = EXIT_FAILURE;
  close_spool();
  pthread_join(printer, NULL);
  return status;
}
