/* Sharded session table of a login gateway. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NSHARDS 8u

typedef struct session {
	struct session *next;
	uint32_t key;
	uint32_t renames;
} session_t;

typedef struct {
	pthread_mutex_t lock;
	session_t *head;
	unsigned count;
} shard_t;

typedef struct { shard_t shards[NSHARDS]; } table_t;

static shard_t *shard_of(table_t *t, uint32_t key)
{
	return &t->shards[(key * 2654435761u >> 16) % NSHARDS];
}

static void shard_insert_locked(shard_t *s, session_t *ses)
{
	ses->next = s->head;
	s->head = ses;
	s->count++;
}

static session_t *shard_unlink_locked(shard_t *s, uint32_t key)
{
	for (session_t **pp = &s->head; *pp; pp = &(*pp)->next) {
		if ((*pp)->key == key) {
			session_t *ses = *pp;
			*pp = ses->next;
			s->count--;
			return ses;
		}
	}
	return NULL;
}

static int table_open(table_t *t, uint32_t key)
{
	session_t *ses = calloc(1, sizeof(*ses));
	if (!ses)
		return -1;
	ses->key = key;
	shard_t *s = shard_of(t, key);
	pthread_mutex_lock(&s->lock);
	shard_insert_locked(s, ses);
	pthread_mutex_unlock(&s->lock);
	return 0;
}

static void table_close(table_t *t, uint32_t key)
{
	shard_t *s = shard_of(t, key);
	pthread_mutex_lock(&s->lock);
	session_t *ses = shard_unlink_locked(s, key);
	pthread_mutex_unlock(&s->lock);
	free(ses);
}

static int table_rename(table_t *t, uint32_t from, uint32_t to)
{
	shard_t *src = shard_of(t, from);
	shard_t *dst = shard_of(t, to);

	pthread_mutex_lock(&src->lock);
	session_t *ses = shard_unlink_locked(src, from);
	pthread_mutex_unlock(&src->lock);
	if (!ses)
		return -1;
	ses->key = to;
	ses->renames++;
	pthread_mutex_lock(&dst->lock);
	shard_insert_locked(dst, ses);
	pthread_mutex_unlock(&dst->lock);
	return 0;
}

struct job {
	table_t *table;
	uint32_t base;
};

static void *client(void *arg)
{
	const struct job *job = arg;
	for (uint32_t i = 0; i < 500; i++) {
		uint32_t key = job->base + i;
		if (table_open(job->table, key) != 0)
			return NULL;
		if (table_rename(job->table, key, key + 100000) == 0)
			key += 100000;
		table_close(job->table, key);
	}
	return NULL;
}

int main(void)
{
	static table_t table;
	struct job jobs[2] = { { &table, 0 }, { &table, 5000 } };
	pthread_t tid[2];
	int n = 0;
	for (unsigned i = 0; i < NSHARDS; i++)
		pthread_mutex_init(&table.shards[i].lock, NULL);
	while (n < 2 && pthread_create(&tid[n], NULL, client, &jobs[n]) == 0)
		n++;
	for (int i = 0; i < n; i++)
		pthread_join(tid[i], NULL);
	printf("%d clients done, %u left in shard 0\n", n, table.shards[0].count);
}
