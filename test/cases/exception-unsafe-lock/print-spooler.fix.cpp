// Job table of the print spooler. Page counts are known only once the
// interpreter has seen the whole document.
#include <cstddef>
#include <cstdio>
#include <optional>
#include <pthread.h>

#define SPOOL_ENTER(sp) ((void)pthread_mutex_lock(&(sp)->jobsLock))
#define SPOOL_LEAVE(sp) ((void)pthread_mutex_unlock(&(sp)->jobsLock))

enum JobState { JOB_FREE, JOB_QUEUED, JOB_PRINTING };

struct Job {
    int id = 0;
    JobState state = JOB_FREE;
    std::optional<int> pages;
};

struct Spooler {
    static constexpr std::size_t kMaxJobs = 32;

    pthread_mutex_t jobsLock = PTHREAD_MUTEX_INITIALIZER;
    Job jobs[kMaxJobs];
    int lastId = 0;
};

class SpoolHold {
public:
    explicit SpoolHold(Spooler* sp) : sp_(sp) { SPOOL_ENTER(sp_); }
    ~SpoolHold() { SPOOL_LEAVE(sp_); }
    SpoolHold(const SpoolHold&) = delete;
    SpoolHold& operator=(const SpoolHold&) = delete;

private:
    Spooler* const sp_;
};

static Job* find_job(Spooler* sp, int id) noexcept {
    for (Job& job : sp->jobs) {
        if (job.state != JOB_FREE && job.id == id)
            return &job;
    }
    return nullptr;
}

int spool_add(Spooler* sp) {
    SpoolHold hold(sp);
    for (Job& job : sp->jobs) {
        if (job.state == JOB_FREE) {
            job.id = ++sp->lastId;
            job.state = JOB_QUEUED;
            job.pages.reset();
            return job.id;
        }
    }
    return -1;
}

void spool_set_pages(Spooler* sp, int id, int pages) {
    SpoolHold hold(sp);
    if (Job* job = find_job(sp, id))
        job->pages = pages;
}

bool spool_cancel(Spooler* sp, int id) {
    SPOOL_ENTER(sp);
    Job* job = find_job(sp, id);
    const bool found = job != nullptr && job->state == JOB_QUEUED;
    if (found)
        job->state = JOB_FREE;
    SPOOL_LEAVE(sp);
    return found;
}

// Seconds until the queue has been printed.
int spool_backlog(Spooler* sp, int secsPerPage) {
    int pages = 0;
    SpoolHold hold(sp);
    for (const Job& job : sp->jobs) {
        if (job.state != JOB_FREE)
            pages += job.pages.value();
    }
    return pages * secsPerPage;
}

void print_status(Spooler* sp, std::FILE* out) {
    try {
        (void)std::fprintf(out, "backlog: %d s\n", spool_backlog(sp, 3));
    } catch (const std::bad_optional_access&) {
        (void)std::fprintf(out, "backlog: not known yet\n");
    }
}
