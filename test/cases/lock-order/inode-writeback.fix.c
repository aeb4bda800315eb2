// A small file system; writing back takes the inodes off the list first, and locks each of them without the list lock.
#include <pthread.h>
#include <stddef.h>

#define INODES 16

struct inode {
    pthread_mutex_t lock;
    unsigned version;
    unsigned written;
    int dirty;
    struct inode *next_dirty;
};

struct super {
    pthread_mutex_t list_lock;
    struct inode *dirty;
    struct inode inodes[INODES];
};

static void super_init(struct super *super)
{
    pthread_mutex_init(&super->list_lock, NULL);
    super->dirty = NULL;
    for (int i = 0; i < INODES; ++i) {
        struct inode *inode = &super->inodes[i];
        pthread_mutex_init(&inode->lock, NULL);
        inode->version = inode->written = 0;
        inode->dirty = 0;
        inode->next_dirty = NULL;
    }
}

void inode_touch(struct super *super, struct inode *inode)
{
    pthread_mutex_lock(&inode->lock);
    inode->version++;
    if (!inode->dirty) {
        inode->dirty = 1;
        pthread_mutex_lock(&super->list_lock);
        inode->next_dirty = super->dirty;
        super->dirty = inode;
        pthread_mutex_unlock(&super->list_lock);
    }
    pthread_mutex_unlock(&inode->lock);
}

unsigned super_writeback(struct super *super)
{
    unsigned count = 0;

    pthread_mutex_lock(&super->list_lock);
    struct inode *inode = super->dirty;
    super->dirty = NULL;
    pthread_mutex_unlock(&super->list_lock);

    while (inode) {
        struct inode *next;
        pthread_mutex_lock(&inode->lock);
        next = inode->next_dirty;
        inode->written = inode->version;
        inode->dirty = 0;
        pthread_mutex_unlock(&inode->lock);
        count++;
        inode = next;
    }
    return count;
}

static void *writer(void *arg)
{
    struct super *super = arg;
    for (int i = 0; i < 200; ++i)
        inode_touch(super, &super->inodes[i % INODES]);
    return NULL;
}

int main(void)
{
    static struct super super;
    pthread_t thread;
    unsigned written = 0;

    super_init(&super);
    if (pthread_create(&thread, NULL, writer, &super) != 0)
        return 1;
    for (int i = 0; i < 10; ++i)
        written += super_writeback(&super);
    pthread_join(thread, NULL);
    written += super_writeback(&super);
    return written >= INODES && super_writeback(&super) == 0 ? 0 : 1;
}
