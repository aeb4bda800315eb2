// Doors of a lift that wait for a release, which is written under the lock of the door.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct door {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    atomic_int released;
    int floor;
};

struct panel {
    pthread_mutex_t lock;
    unsigned presses;
    struct door *door;
};

#define WITH_LOCK(mutex, statement)    \
    do {                               \
        pthread_mutex_lock(mutex);     \
        statement;                     \
        pthread_mutex_unlock(mutex);   \
    } while (0)

static void door_release(struct door *door)
{
    door->released = 1;
    pthread_cond_broadcast(&door->moved);
}

static int door_wait(struct door *door)
{
    int floor;

    pthread_mutex_lock(&door->lock);
    while (!door->released)
        pthread_cond_wait(&door->moved, &door->lock);
    floor = door->floor;
    pthread_mutex_unlock(&door->lock);
    return floor;
}

static void panel_press(struct panel *panel)
{
    WITH_LOCK(&panel->lock, panel->presses++);
    WITH_LOCK(&panel->door->lock, door_release(panel->door));
}

static unsigned panel_presses(struct panel *panel)
{
    unsigned presses;

    WITH_LOCK(&panel->lock, presses = panel->presses);
    return presses;
}

static struct door front_door = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 3};

static void *passenger(void *argument)
{
    int *floor = argument;

    *floor = door_wait(&front_door);
    return NULL;
}

int main(void)
{
    struct panel panel = {PTHREAD_MUTEX_INITIALIZER, 0, &front_door};
    pthread_t thread;
    int floor = 0;

    if (pthread_create(&thread, NULL, passenger, &floor) != 0)
        return 2;
    panel_press(&panel);
    pthread_join(thread, NULL);
    return panel_presses(&panel) == 1 && floor == 3 ? 0 : 1;
}
