// A lock for a map that many may read, with the threads of C11; a writer that becomes a reader does not wake the readers that it kept out.
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

struct map_lock {
    mtx_t mutex;
    cnd_t changed;
    unsigned readers;
    bool writing;
};

static void read_begin(struct map_lock *lock)
{
    mtx_lock(&lock->mutex);
    while (lock->writing)
        cnd_wait(&lock->changed, &lock->mutex);
    lock->readers++;
    mtx_unlock(&lock->mutex);
}

static void read_end(struct map_lock *lock)
{
    mtx_lock(&lock->mutex);
    bool last = --lock->readers == 0;
    mtx_unlock(&lock->mutex);
    if (last)
        cnd_broadcast(&lock->changed);
}

static void write_begin(struct map_lock *lock)
{
    mtx_lock(&lock->mutex);
    while (lock->writing || lock->readers > 0)
        cnd_wait(&lock->changed, &lock->mutex);
    lock->writing = true;
    mtx_unlock(&lock->mutex);
}

static void write_to_read(struct map_lock *lock)
{
    mtx_lock(&lock->mutex);
    lock->writing = false; // finding: 'lock->changed'
    lock->readers = 1;
    mtx_unlock(&lock->mutex);
}

static struct map_lock map_lock;
static int map[16];
static once_flag once = ONCE_FLAG_INIT;
static int setup = thrd_error;

static void set_up(void)
{
    if (mtx_init(&map_lock.mutex, mtx_plain) != thrd_success)
        return;
    if (cnd_init(&map_lock.changed) == thrd_success)
        setup = thrd_success;
    else
        mtx_destroy(&map_lock.mutex);
}

static int sum_map(void *unused)
{
    int sum = 0;

    (void)unused;
    read_begin(&map_lock);
    for (size_t i = 0; i < 16; i++)
        sum += map[i];
    read_end(&map_lock);
    return sum;
}

int main(void)
{
    thrd_t reader;
    int sum = 0;

    call_once(&once, set_up);
    if (setup != thrd_success)
        return 2;
    write_begin(&map_lock);
    if (thrd_create(&reader, sum_map, NULL) != thrd_success) {
        write_to_read(&map_lock);
        read_end(&map_lock);
        return 2;
    }
    for (size_t i = 0; i < 16; i++)
        map[i] = 2;
    write_to_read(&map_lock);
    if (thrd_join(reader, &sum) != thrd_success)
        return 2;
    read_end(&map_lock);
    return sum == 32 ? 0 : 1;
}
