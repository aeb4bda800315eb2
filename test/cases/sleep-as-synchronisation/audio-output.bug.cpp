#include <fcntl.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/soundcard.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>

// ---- base/threading.h

class Mutex {
public:
    Mutex() = default;
    ~Mutex() { (void)pthread_mutex_destroy(&handle_); }
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    void lock() { (void)pthread_mutex_lock(&handle_); }
    void unlock() { (void)pthread_mutex_unlock(&handle_); }
    pthread_mutex_t* native() { return &handle_; }

private:
    pthread_mutex_t handle_ = PTHREAD_MUTEX_INITIALIZER;
};

class Guard {
public:
    explicit Guard(Mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
    ~Guard() { mutex_.unlock(); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

private:
    Mutex& mutex_;
};

class Thread {
public:
    virtual ~Thread() = default;
    bool start() {
        started_ = pthread_create(&handle_, nullptr, &Thread::entry, this) == 0;
        return started_;
    }
    void join() {
        if (started_) (void)pthread_join(handle_, nullptr);
        started_ = false;
    }

protected:
    virtual void run() = 0;

private:
    static void* entry(void* self) {
        static_cast<Thread*>(self)->run();
        return nullptr;
    }
    pthread_t handle_{};
    bool started_ = false;
};

inline void sleepMs(long ms) {
    timespec ts{ms / 1000, (ms % 1000) * 1000000L};
    (void)nanosleep(&ts, nullptr);
}

// ---- audio/output.cpp

class AudioOutput final : public Thread {
public:
    ~AudioOutput() override { close(); }

    bool open() {
        if (!start()) return false;
        sleepMs(50);  // finding: deviceRate_
        int rate = 0;
        {
            Guard guard(mutex_);
            rate = deviceRate_;
        }
        if (rate <= 0) return false;
        step_.store(44100.0 / rate);
        return true;
    }

    void close() {
        quit_.store(true);
        join();
    }

    void setVolume(float volume) { volume_.store(std::clamp(volume, 0.0f, 1.0f)); }

private:
    void run() override {
        const int fd = ::open("/dev/dsp", O_WRONLY);
        int rate = -1;
        if (fd >= 0 && ::ioctl(fd, SOUND_PCM_READ_RATE, &rate) != 0) rate = -1;
        {
            Guard guard(mutex_);
            deviceRate_ = rate;
        }
        double phase = 0;
        while (fd >= 0 && !quit_.load()) phase = renderBlock(fd, phase);
        if (fd >= 0) ::close(fd);
    }

    double renderBlock(int fd, double phase) {
        std::int16_t block[512];
        const double step = step_.load();
        for (std::int16_t& sample : block) {
            phase = phase + step >= 100.0 ? phase + step - 100.0 : phase + step;
            sample = static_cast<std::int16_t>((phase - 50.0) * 400.0 * volume_.load());
        }
        if (::write(fd, block, sizeof block) < 0) quit_.store(true);
        return phase;
    }

    Mutex mutex_;
    int deviceRate_ = 0;
    std::atomic<double> step_{1.0};
    std::atomic<float> volume_{0.8f};
    std::atomic<bool> quit_{false};
};
