/* Seat booking of a theatre; several agents sell the seats of one hall. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define SEATS 120
#define AGENTS 4
#define NOBODY (-1)

struct hall {
    pthread_mutex_t mu;
    int holder[SEATS];
    int sold;
};

struct agent {
    struct hall *hall;
    int customer;
    int booked;
};

static void hall_open(struct hall *hall)
{
    for (int seat = 0; seat < SEATS; seat++)
        hall->holder[seat] = NOBODY;
    hall->sold = 0;
    pthread_mutex_init(&hall->mu, NULL);
}

static void hall_close(struct hall *hall)
{
    pthread_mutex_destroy(&hall->mu);
    memset(hall->holder, 0, sizeof(hall->holder));
}

static int hall_reserve(struct hall *hall, int seat, int customer)
{
    int ok = 0;

    pthread_mutex_lock(&hall->mu);
    if (hall->holder[seat] == NOBODY) {
        hall->holder[seat] = customer;
        hall->sold++;
        ok = 1;
    }
    pthread_mutex_unlock(&hall->mu);
    return ok;
}

static void *agent_main(void *arg)
{
    struct agent *agent = arg;

    for (int i = 0; i < SEATS; i++) {
        int seat = (i * 7 + agent->customer * 13) % SEATS;
        if (hall_reserve(agent->hall, seat, agent->customer))
            agent->booked++;
    }
    return NULL;
}

int main(void)
{
    struct hall hall;
    struct agent agents[AGENTS];
    pthread_t threads[AGENTS];
    int started = 0;
    int booked = 0;

    hall_open(&hall);
    for (; started < AGENTS; started++) {
        agents[started] = (struct agent){.hall = &hall, .customer = started, .booked = 0};
        if (pthread_create(&threads[started], NULL, agent_main, &agents[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        booked += agents[i].booked;
    }
    printf("%d booked, %d sold\n", booked, hall.sold);
    hall_close(&hall);
    return booked == SEATS ? 0 : 1;
}
