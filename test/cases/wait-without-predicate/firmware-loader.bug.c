// Loads the firmware of a card on a thread; opening the card waits for it once and takes any wake-up for the firmware.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define IMAGE_SIZE 64

static pthread_mutex_t fw_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t fw_loaded = PTHREAD_COND_INITIALIZER;
static int fw_ready;
static unsigned char *fw_image;

static void *fw_load(void *unused)
{
    unsigned char *image = malloc(IMAGE_SIZE);

    (void)unused;
    if (image)
        memset(image, 0x5a, IMAGE_SIZE);
    pthread_mutex_lock(&fw_mutex);
    fw_image = image;
    fw_ready = 1;
    pthread_cond_broadcast(&fw_loaded);
    pthread_mutex_unlock(&fw_mutex);
    return NULL;
}

/* The version of the firmware, or -1 if it could not be loaded. */
static int card_open(void)
{
    int version = -1;

    pthread_mutex_lock(&fw_mutex);
    if (!fw_ready)
        pthread_cond_wait(&fw_loaded, &fw_mutex); // finding: 'fw_loaded'
    if (fw_image)
        version = fw_image[0];
    pthread_mutex_unlock(&fw_mutex);
    return version;
}

static void card_release(void)
{
    pthread_mutex_lock(&fw_mutex);
    free(fw_image);
    fw_image = NULL;
    pthread_mutex_unlock(&fw_mutex);
}

int main(void)
{
    pthread_t loader;

    if (pthread_create(&loader, NULL, fw_load, NULL) != 0)
        return 1;
    int version = card_open();
    pthread_join(loader, NULL);
    card_release();
    return version == 0x5a ? 0 : 1;
}
