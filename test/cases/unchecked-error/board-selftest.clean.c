/* Power-on self test. The memory march runs next to the bus tests. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define FAULT_RAM   0x01
#define FAULT_I2C   0x02
#define FAULT_SPI   0x04
#define FAULT_FLASH 0x08
#define FAULT_SETUP 0x10

bool i2c_ping(uint8_t addr);
uint16_t spi_read_id(unsigned bus);
uint32_t flash_crc(unsigned bank);

struct ram_test {
	volatile uint32_t *base;
	size_t words;
	unsigned faults;
};

static unsigned march(volatile uint32_t *base, size_t words, uint32_t pattern)
{
	unsigned faults = 0;

	for (size_t i = 0; i < words; i++)
		base[i] = pattern;
	for (size_t i = 0; i < words; i++)
		if (base[i] != pattern)
			faults = FAULT_RAM;
	return faults;
}

static void *ram_main(void *arg)
{
	struct ram_test *t = arg;

	t->faults = march(t->base, t->words, 0x55555555u);
	t->faults |= march(t->base, t->words, 0xaaaaaaaau);
	t->faults |= march(t->base, t->words, 0);
	return NULL;
}

static unsigned test_i2c(void)
{
	static const uint8_t parts[] = { 0x1d, 0x48, 0x68 };
	bool ok = true;

	for (size_t i = 0; i < sizeof(parts); i++)
		ok &= i2c_ping(parts[i]);
	return ok ? 0 : FAULT_I2C;
}

static unsigned test_spi(unsigned bus, uint16_t id)
{
	return spi_read_id(bus) == id ? 0 : FAULT_SPI;
}

static unsigned test_flash(unsigned bank, uint32_t crc)
{
	return flash_crc(bank) == crc ? 0 : FAULT_FLASH;
}

/* Bit mask of what is broken; every test runs in any case. */
unsigned board_selftest(volatile uint32_t *ram, size_t words, const uint32_t crc[2])
{
	struct ram_test rt = { ram, words, 0 };
	pthread_t tid;
	unsigned rc = 0;
	int err;

	err = pthread_create(&tid, NULL, ram_main, &rt);
	rc |= err != 0 ? FAULT_SETUP : 0;
	rc |= test_i2c();
	rc |= test_spi(0, 0xc220);
	rc |= test_spi(1, 0xef40);
	rc |= test_flash(0, crc[0]);
	rc |= test_flash(1, crc[1]);
	if (err == 0) {
		err = pthread_join(tid, NULL);
		rc |= err != 0 ? FAULT_SETUP : rt.faults;
	}
	if (rc != 0)
		fprintf(stderr, "selftest: faults %#x\n", rc);
	return rc;
}
