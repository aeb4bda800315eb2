// An EEPROM driver in C: a page write is tried again for as long as the chip is in its internal write cycle.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PAGES = 8, PAGE_SIZE = 16, CYCLE_POLLS = 3, CHIP_BUSY = -1, NO_SUCH_PAGE = -2 };

struct eeprom {
  pthread_mutex_t bus_lock;
  uint8_t cells[PAGES][PAGE_SIZE];
  int polls_left; // of the write cycle
};

static void pause_ms(long ms) {
  struct timespec rest = {ms / 1000, (ms % 1000) * 1000000L};
  nanosleep(&rest, NULL);
}

static void await_cycle(unsigned attempt) { pause_ms(attempt < 4 ? 2 : 5); }

// Sends one page over the bus; a busy chip does not acknowledge. The caller has the bus.
static int send_page(struct eeprom *chip, unsigned page, const uint8_t *data) {
  if (page >= PAGES)
    return NO_SUCH_PAGE;
  if (chip->polls_left > 0) {
    chip->polls_left--;
    return CHIP_BUSY;
  }
  memcpy(chip->cells[page], data, PAGE_SIZE);
  chip->polls_left = CYCLE_POLLS;
  return 0;
}

static int eeprom_write(struct eeprom *chip, unsigned page, const uint8_t *data) {
  for (unsigned attempt = 0;; attempt++) {
    pthread_mutex_lock(&chip->bus_lock);
    const int status = send_page(chip, page, data);
    pthread_mutex_unlock(&chip->bus_lock);
    if (status != CHIP_BUSY)
      return status;
    await_cycle(attempt);
  }
}

static uint8_t eeprom_peek(struct eeprom *chip, unsigned page, unsigned offset) {
  pthread_mutex_lock(&chip->bus_lock);
  const uint8_t value = chip->cells[page % PAGES][offset % PAGE_SIZE];
  pthread_mutex_unlock(&chip->bus_lock);
  return value;
}

static void *calibration_main(void *arg) {
  struct eeprom *chip = arg;
  uint8_t data[PAGE_SIZE];
  for (unsigned page = 0; page < 4; page++) {
    memset(data, (int)(0x10 + page), sizeof data);
    eeprom_write(chip, page, data);
  }
  return NULL;
}

int main(void) {
  struct eeprom chip;
  memset(chip.cells, 0xff, sizeof chip.cells);
  chip.polls_left = 0;
  pthread_mutex_init(&chip.bus_lock, NULL);

  pthread_t calibration;
  if (pthread_create(&calibration, NULL, calibration_main, &chip) != 0) {
    pthread_mutex_destroy(&chip.bus_lock);
    return 1;
  }
  const uint8_t serial[PAGE_SIZE] = "SN-0042";
  int failed = eeprom_write(&chip, 7, serial) != 0;
  pthread_join(calibration, NULL);

  failed |= eeprom_peek(&chip, 7, 0) != 'S' || eeprom_peek(&chip, 3, 5) != 0x13;
  pthread_mutex_destroy(&chip.bus_lock);
  puts(failed ? "failed" : "written");
  return failed;
}
