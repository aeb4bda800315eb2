// A tape drive that several jobs mount in turn; a job that is woken checks that the drive is still free.
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

struct drive {
    pthread_mutex_t lock;
    pthread_cond_t free;
    int mounted_by;
    int broken;
    unsigned mounts;
};

static struct drive drive = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .free = PTHREAD_COND_INITIALIZER,
};

static int drive_mount(struct drive *d, int job)
{
    int rc = -EIO;

    pthread_mutex_lock(&d->lock);
    if (d->broken)
        goto out;
    while (d->mounted_by != 0)
        pthread_cond_wait(&d->free, &d->lock);
    d->mounted_by = job;
    d->mounts++;
    rc = 0;
out:
    pthread_mutex_unlock(&d->lock);
    return rc;
}

static void drive_unmount(struct drive *d)
{
    pthread_mutex_lock(&d->lock);
    d->mounted_by = 0;
    pthread_cond_broadcast(&d->free);
    pthread_mutex_unlock(&d->lock);
}

static void *job_main(void *argument)
{
    int *result = argument;

    for (int round = 0; round < 20; round++) {
        int rc = drive_mount(&drive, *result);
        if (rc != 0) {
            *result = rc;
            return NULL;
        }
        drive_unmount(&drive);
    }
    *result = 0;
    return NULL;
}

int main(void)
{
    pthread_t jobs[3];
    int results[3] = {1, 2, 3};
    int started = 0;

    while (started < 3 && pthread_create(&jobs[started], NULL, job_main, &results[started]) == 0)
        started++;
    for (int i = 0; i < started; i++)
        pthread_join(jobs[i], NULL);
    for (int i = 0; i < started; i++)
        if (results[i] != 0)
            return 1;
    pthread_mutex_lock(&drive.lock);
    unsigned mounts = drive.mounts;
    pthread_mutex_unlock(&drive.lock);
    return mounts == 20u * (unsigned)started ? 0 : 1;
}
