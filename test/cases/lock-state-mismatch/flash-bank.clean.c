/* Bank of flash memory that is reserved from one call to another. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FLASH_PAGE 256
#define FLASH_PAGES 64

struct flash {
	pthread_mutex_t lock;
	unsigned char page[FLASH_PAGES][FLASH_PAGE];
	unsigned erases[FLASH_PAGES];
	int protected_from;
	int failed;
};

struct flash *flash_open(int protected_from)
{
	struct flash *f = calloc(1, sizeof *f);

	if (!f)
		return NULL;
	if (pthread_mutex_init(&f->lock, NULL) != 0) {
		free(f);
		return NULL;
	}
	f->protected_from = protected_from;
	return f;
}

/* 0: the bank is ours until flash_end(). Otherwise it isn't. */
static int flash_begin(struct flash *f, int page)
{
	int rc;

	if (page < 0 || page >= FLASH_PAGES)
		return -EINVAL;
	rc = pthread_mutex_lock(&f->lock);
	if (rc)
		return -rc;
	if (f->failed) {
		rc = -EIO;
		goto refuse;
	}
	if (page >= f->protected_from) {
		rc = -EROFS;
		goto refuse;
	}
	return 0;

refuse:
	pthread_mutex_unlock(&f->lock);
	return rc;
}

static void flash_end(struct flash *f)
{
	pthread_mutex_unlock(&f->lock);
}

int flash_erase(struct flash *f, int page)
{
	int rc = flash_begin(f, page);

	if (rc)
		return rc;
	memset(f->page[page], 0xff, FLASH_PAGE);
	if (++f->erases[page] > 10000)
		f->failed = 1;
	flash_end(f);
	return 0;
}

int flash_program(struct flash *f, int page, const void *data, size_t len)
{
	const unsigned char *p = data;
	int rc;

	if (len > FLASH_PAGE)
		return -EMSGSIZE;
	if ((rc = flash_begin(f, page)) != 0)
		return rc;
	for (size_t i = 0; i < len; i++)
		f->page[page][i] &= p[i];
	if (memcmp(f->page[page], data, len) != 0)
		rc = -EBADMSG;
	flash_end(f);
	return rc;
}

unsigned flash_wear(struct flash *f, int page)
{
	unsigned wear = 0;

	if (flash_begin(f, page) == 0) {
		wear = f->erases[page];
		flash_end(f);
	}
	return wear;
}

void flash_close(struct flash *f)
{
	(void)pthread_mutex_destroy(&f->lock);
	free(f);
}
