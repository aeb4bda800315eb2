#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REG_POWER   0x01
#define REG_ID      0x02
#define REG_MUX     0x10
#define REG_RESULT  0x20
#define CHIP_ID     0x5a
#define CHANNELS    4

struct adc {
    int fd;
    pthread_t kicker;
    atomic_int stop;
    atomic_uint kicks;
};

static int reg_write(int fd, uint8_t reg, uint8_t value)
{
    uint8_t frame[2] = { reg, value };

    return write(fd, frame, sizeof(frame)) == (ssize_t)sizeof(frame) ? 0 : -1;
}

static int reg_read(int fd, uint8_t reg, uint8_t *value)
{
    return pread(fd, value, 1, reg) == 1 ? 0 : -1;
}

/* The board resets unless the watchdog is kicked once a second. */
static void *kick_watchdog(void *arg)
{
    struct adc *adc = arg;
    int wd = open("/dev/watchdog", O_WRONLY);

    while (!atomic_load(&adc->stop)) {
        if (wd >= 0 && write(wd, "k", 1) == 1)
            atomic_fetch_add(&adc->kicks, 1);
        usleep(250 * 1000);
    }
    if (wd >= 0)
        close(wd);
    return NULL;
}

static int adc_power_up(struct adc *adc)
{
    uint8_t id;

    if (reg_write(adc->fd, REG_POWER, 1) != 0)
        return -1;
    usleep(20 * 1000);          /* t_ref: the reference settles */
    if (reg_read(adc->fd, REG_ID, &id) != 0)
        return -1;
    return id == CHIP_ID ? 0 : -1;
}

static int adc_open(struct adc *adc, const char *path)
{
    int err;

    adc->fd = open(path, O_RDWR);
    if (adc->fd < 0)
        return -1;
    err = pthread_create(&adc->kicker, NULL, kick_watchdog, adc);
    if (err) {
        fprintf(stderr, "adc: %s\n", strerror(err));
        close(adc->fd);
        return -1;
    }
    return 0;
}

static int adc_sample(struct adc *adc, int channel, uint8_t *value)
{
    if (reg_write(adc->fd, REG_MUX, (uint8_t)channel) != 0)
        return -1;
    usleep(120);                /* t_mux + t_conv */
    return reg_read(adc->fd, REG_RESULT, value);
}

static int adc_close(struct adc *adc)
{
    int err;

    atomic_store(&adc->stop, 1);
    err = pthread_join(adc->kicker, NULL);
    close(adc->fd);
    return err ? -1 : 0;
}

int main(int argc, char **argv)
{
    static struct adc adc;
    int status = 0;

    if (adc_open(&adc, argc > 1 ? argv[1] : "/dev/adc0") != 0)
        return 1;
    if (adc_power_up(&adc) == 0) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            uint8_t value;

            if (adc_sample(&adc, channel, &value) == 0)
                printf("ch%d %u\n", channel, (unsigned)value);
        }
        printf("%u kicks\n", atomic_load(&adc.kicks));
    } else {
        status = 1;
    }
    if (adc_close(&adc) != 0)
        status = 1;
    return status;
}
