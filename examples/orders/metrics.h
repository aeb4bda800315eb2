/* metrics: counters by name, for C and C++. All functions may be called from any thread. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Adds `amount` to the counter `name`, which is made if there is none. 0, or -1 if there are too many counters. */
int metrics_add(const char *name, long amount);
/* The counter's value; 0 if there is no such counter. */
long metrics_get(const char *name);

/* Starts the thread that writes all counters to `path` whenever metrics_flush() asks for it. */
void metrics_start(const char *path);
/* Asks for a file; doesn't wait for it. */
void metrics_flush(void);
/* Waits until the last file that was asked for is written. */
void metrics_wait_flushed(void);
/* Writes what was asked for and ends the thread. */
void metrics_stop(void);

/* For tuning: runs `threads` threads that add to counters as fast as they can; returns additions in all. */
long metrics_measure(int threads);

#ifdef __cplusplus
}
#endif
