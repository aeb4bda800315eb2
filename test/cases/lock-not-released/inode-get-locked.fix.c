// An in-memory inode table whose lookup returns the inode locked or NULL.
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/types.h>

#define INODE_BUCKETS 64

struct inode {
    pthread_mutex_t lock;
    unsigned number;
    unsigned links;
    off_t size;
    struct inode *next;
};

struct inode_table {
    struct inode *buckets[INODE_BUCKETS];
};

/* Returns the inode locked; the caller calls inode_put(). Inodes are never freed. */
static struct inode *inode_get_locked(struct inode_table *table, unsigned number)
{
    struct inode *inode = table->buckets[number % INODE_BUCKETS];

    while (inode && inode->number != number)
        inode = inode->next;
    if (!inode)
        return NULL;

    pthread_mutex_lock(&inode->lock);
    if (inode->links == 0) {
        pthread_mutex_unlock(&inode->lock);
        return NULL;
    }
    return inode;
}

static void inode_put(struct inode *inode)
{
    pthread_mutex_unlock(&inode->lock);
}

int inode_truncate(struct inode_table *table, unsigned number, off_t size)
{
    struct inode *inode = inode_get_locked(table, number);
    if (!inode)
        return -ENOENT;
    if (size > inode->size) {
        inode_put(inode);
        return -EINVAL;
    }
    inode->size = size;
    inode_put(inode);
    return 0;
}

int inode_unlink(struct inode_table *table, unsigned number)
{
    struct inode *inode = inode_get_locked(table, number);
    if (inode == NULL)
        return -ENOENT;
    unsigned left = --inode->links;
    inode_put(inode);
    return (int)left;
}
