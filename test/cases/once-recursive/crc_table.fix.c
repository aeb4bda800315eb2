/* Checksum module of a file transfer tool; its table is filled at the first use. */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CHUNKS 3

static uint32_t crc_table[256];

static void crc_fill_table(void)
{
    uint32_t n;
    int bit;

    for (n = 0; n < 256; n++) {
        uint32_t c = n;
        for (bit = 0; bit < 8; bit++)
            c = (c & 1u) ? (c >> 1) ^ 0xedb88320u : c >> 1;
        crc_table[n] = c;
    }
}

static uint32_t crc32_of(const unsigned char *data, size_t len)
{
    static pthread_once_t table_once = PTHREAD_ONCE_INIT;
    uint32_t crc = 0xffffffffu;
    size_t i;

    pthread_once(&table_once, crc_fill_table);
    for (i = 0; i < len; i++)
        crc = crc_table[(crc ^ data[i]) & 0xffu] ^ (crc >> 8);
    return crc ^ 0xffffffffu;
}

struct chunk {
    const char *text;
    uint32_t crc;
};

static void *check_chunk(void *arg)
{
    struct chunk *c = arg;

    c->crc = crc32_of((const unsigned char *)c->text, strlen(c->text));
    return NULL;
}

int main(void)
{
    struct chunk chunks[CHUNKS] = {
        { "The quick brown fox ", 0 },
        { "jumps over ", 0 },
        { "the lazy dog", 0 },
    };
    pthread_t threads[CHUNKS];
    int i, started = 0;

    for (i = 0; i < CHUNKS; i++) {
        if (pthread_create(&threads[i], NULL, check_chunk, &chunks[i]) != 0) {
            fprintf(stderr, "cannot start a checker\n");
            break;
        }
        started++;
    }
    for (i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        printf("%08x  %s\n", (unsigned)chunks[i].crc, chunks[i].text);
    }
    return started == CHUNKS ? 0 : 1;
}
