// A catalogue of image files filled by several threads, with goto clean-up.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CATALOG_MAX 512

struct image {
    unsigned char header[16];
    char path[256];
    struct image *next;
};

struct catalog {
    pthread_mutex_t lock;
    size_t count;
    struct image *head;
};

int catalog_init(struct catalog *catalog)
{
    catalog->count = 0;
    catalog->head = NULL;
    return pthread_mutex_init(&catalog->lock, NULL);
}

int catalog_add_file(struct catalog *catalog, const char *path)
{
    struct image *image = NULL;
    int rc = -1;

    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;

    pthread_mutex_lock(&catalog->lock);

    if (catalog->count >= CATALOG_MAX)
        goto unlock;

    image = calloc(1, sizeof *image);
    if (!image)
        goto unlock;
    if (fread(image->header, 1, sizeof image->header, file) != sizeof image->header)
        goto unlock;
    if (memcmp(image->header, "\x89PNG", 4) != 0)
        goto unlock;

    snprintf(image->path, sizeof image->path, "%s", path);
    image->next = catalog->head;
    catalog->head = image;
    catalog->count++;
    image = NULL;
    rc = 0;

unlock:
    pthread_mutex_unlock(&catalog->lock);
    free(image);
    fclose(file);
    return rc;
}

size_t catalog_count(struct catalog *catalog)
{
    pthread_mutex_lock(&catalog->lock);
    size_t count = catalog->count;
    pthread_mutex_unlock(&catalog->lock);
    return count;
}
