/* Lays out an empty volume. The bitmap area is cleared by a second thread. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 4096

struct layout {
	uint64_t blocks;
	uint64_t bitmap_at;
	uint64_t bitmap_len;
	uint64_t root_at;
};

struct clear_job {
	int fd;
	uint64_t first;
	uint64_t count;
	int rc;
};

static int put_block(int fd, uint64_t nr, const void *data)
{
	const char *p = data;
	size_t done = 0;

	while (done < BLOCK) {
		ssize_t n = pwrite(fd, p + done, BLOCK - done, (off_t)(nr * BLOCK + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		done += (size_t)n;
	}
	return 0;
}

static int clear_blocks(int fd, uint64_t first, uint64_t count)
{
	static const char zero[BLOCK];
	int rc = 0;

	for (uint64_t i = 0; i < count && rc == 0; i++)
		rc = put_block(fd, first + i, zero);
	return rc;
}

static void *clear_main(void *arg)
{
	struct clear_job *job = arg;

	job->rc = clear_blocks(job->fd, job->first, job->count);
	return NULL;
}

static int write_super(int fd, const struct layout *l, uint64_t copy_at)
{
	char block[BLOCK] = "VOLFMT01";

	memcpy(block + 8, l, sizeof(*l));
	return put_block(fd, copy_at, block);
}

int format_volume(const char *path, const struct layout *l)
{
	struct clear_job job = { -1, l->bitmap_at, l->bitmap_len, 0 };
	pthread_t tid;
	int rc, have_thread;
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return errno;

	job.fd = fd;
	rc = pthread_create(&tid, NULL, clear_main, &job);
	have_thread = rc == 0;

	if (rc == 0)
		rc = clear_blocks(fd, l->root_at, 1);
	if (rc == 0)
		rc = write_super(fd, l, l->blocks - 1);
	if (have_thread) {
		int joined = pthread_join(tid, NULL);

		if (rc == 0)
			rc = joined;
		if (rc == 0)
			rc = job.rc;
	}
	/* The primary copy goes last: it makes the volume valid. */
	if (rc == 0)
		rc = fsync(fd) == 0 ? 0 : errno;
	if (rc == 0)
		rc = write_super(fd, l, 0);
	if (rc == 0)
		rc = fsync(fd) == 0 ? 0 : errno;
	if (close(fd) != 0 && rc == 0)
		rc = errno;
	if (rc != 0)
		fprintf(stderr, "%s: not formatted (%d)\n", path, rc);
	return rc;
}
