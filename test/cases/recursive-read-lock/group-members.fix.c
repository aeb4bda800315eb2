// Nested groups of users behind a read-write lock that prefers writers; counting the members locks for reading once, for all subgroups.
#define _GNU_SOURCE
#include <pthread.h>
#include <stddef.h>

#define MAX_CHILDREN 4

struct group {
    const char *name;
    unsigned users;
    struct group *children[MAX_CHILDREN];
};

static pthread_rwlock_t groups_lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static struct group developers = {.name = "developers", .users = 3};
static struct group testers = {.name = "testers", .users = 2};
static struct group staff = {.name = "staff", .users = 1, .children = {&developers, &testers}};

static unsigned count_members(const struct group *group)
{
    unsigned members = group->users;
    for (size_t i = 0; i < MAX_CHILDREN; ++i)
        if (group->children[i])
            members += count_members(group->children[i]);
    return members;
}

unsigned group_members(const struct group *group)
{
    pthread_rwlock_rdlock(&groups_lock);
    unsigned members = count_members(group);
    pthread_rwlock_unlock(&groups_lock);
    return members;
}

void group_add_user(struct group *group)
{
    pthread_rwlock_wrlock(&groups_lock);
    group->users++;
    pthread_rwlock_unlock(&groups_lock);
}

int group_adopt(struct group *parent, struct group *child)
{
    int rc = -1;

    pthread_rwlock_wrlock(&groups_lock);
    for (size_t i = 0; i < MAX_CHILDREN; ++i) {
        if (!parent->children[i]) {
            parent->children[i] = child;
            rc = 0;
            break;
        }
    }
    pthread_rwlock_unlock(&groups_lock);
    return rc;
}

static void *hire(void *arg)
{
    for (int i = 0; i < 100; ++i)
        group_add_user(arg);
    return NULL;
}

int main(void)
{
    static struct group interns = {.name = "interns", .users = 0};
    pthread_t thread;
    unsigned last = 0;

    if (group_adopt(&staff, &interns) != 0)
        return 1;
    if (pthread_create(&thread, NULL, hire, &interns) != 0)
        return 1;
    for (int i = 0; i < 100; ++i)
        last = group_members(&staff);
    pthread_join(thread, NULL);
    return last >= 6 && group_members(&staff) == 106 ? 0 : 1;
}
