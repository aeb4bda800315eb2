/* Image filter run by a team of C11 threads, each with its band of rows; a new job (or the end) is a new epoch, which is signalled to one member only. */
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

enum { MEMBERS = 4, WIDTH = 320, HEIGHT = 240 };

typedef struct { unsigned char pixel[HEIGHT][WIDTH]; } frame_t;
typedef void (*band_fn)(frame_t *frame, int first_row, int end_row);
typedef struct team team_t;

typedef struct {
    team_t *team;
    int first_row, end_row;
} member_t;

struct team {
    mtx_t lock;
    cnd_t kickoff;   /* members wait for the next epoch */
    cnd_t finished;  /* the owner waits for busy == 0 */
    unsigned epoch;
    int busy;
    band_fn job;     /* NULL ends the team */
    frame_t *frame;
    member_t members[MEMBERS];
    thrd_t threads[MEMBERS];
};

static void invert(frame_t *frame, int first_row, int end_row)
{
    for (int y = first_row; y < end_row; y++)
        for (int x = 0; x < WIDTH; x++)
            frame->pixel[y][x] = (unsigned char)(255 - frame->pixel[y][x]);
}

static int member_main(void *arg)
{
    const member_t *self = arg;
    team_t *team = self->team;
    unsigned seen = 0;
    for (;;) {
        mtx_lock(&team->lock);
        while (team->epoch == seen)
            cnd_wait(&team->kickoff, &team->lock);
        seen = team->epoch;
        band_fn job = team->job;
        frame_t *frame = team->frame;
        mtx_unlock(&team->lock);
        if (job == NULL)
            return 0;
        job(frame, self->first_row, self->end_row);
        mtx_lock(&team->lock);
        if (--team->busy == 0)
            cnd_signal(&team->finished);
        mtx_unlock(&team->lock);
    }
}

/* The lock is held. */
static void next_epoch(team_t *team, band_fn job, frame_t *frame)
{
    team->job = job;
    team->frame = frame;
    team->busy = MEMBERS;
    team->epoch++;
    cnd_signal(&team->kickoff); // finding: 'team->kickoff'
}

static void team_run(team_t *team, band_fn job, frame_t *frame)
{
    mtx_lock(&team->lock);
    next_epoch(team, job, frame);
    while (team->busy > 0)
        cnd_wait(&team->finished, &team->lock);
    mtx_unlock(&team->lock);
}

static team_t *team_create(void)
{
    team_t *team = calloc(1, sizeof *team);
    if (team == NULL)
        return NULL;
    mtx_init(&team->lock, mtx_plain);
    cnd_init(&team->kickoff);
    cnd_init(&team->finished);
    for (int i = 0; i < MEMBERS; i++) {
        team->members[i] = (member_t){team, HEIGHT * i / MEMBERS, HEIGHT * (i + 1) / MEMBERS};
        if (thrd_create(&team->threads[i], member_main, &team->members[i]) != thrd_success) {
            fprintf(stderr, "cannot start member %d\n", i);
            exit(EXIT_FAILURE);
        }
    }
    return team;
}

static void team_destroy(team_t *team)
{
    mtx_lock(&team->lock);
    next_epoch(team, NULL, NULL);
    mtx_unlock(&team->lock);
    for (int i = 0; i < MEMBERS; i++)
        thrd_join(team->threads[i], NULL);
    cnd_destroy(&team->finished);
    cnd_destroy(&team->kickoff);
    mtx_destroy(&team->lock);
    free(team);
}

int main(void)
{
    static frame_t frame;
    team_t *team = team_create();
    if (team == NULL)
        return EXIT_FAILURE;
    for (int pass = 0; pass < 3; pass++)
        team_run(team, invert, &frame);
    team_destroy(team);
    printf("corner pixel %d\n", frame.pixel[HEIGHT - 1][WIDTH - 1]);
    return 0;
}
