// Camera service whose still() waits for a one-shot on its own stack; set() and fail() go through publish(), which notifies after the lock is released.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

template <class T>
class OneShot {
public:
    void set(T value) { publish(State(std::in_place_index<1>, std::move(value))); }
    void fail(std::string reason) { publish(State(std::in_place_index<2>, std::move(reason))); }

    T get() {
        std::unique_lock<std::mutex> lock(mMutex);
        mSettled.wait(lock, [this] { return mState.index() != 0; });
        if (mState.index() == 2) throw std::runtime_error(std::get<2>(mState));
        return std::move(std::get<1>(mState));
    }

private:
    using State = std::variant<std::monostate, T, std::string>;

    void publish(State state) {
        store(std::move(state));
        mSettled.notify_all();  // finding: 'mSettled'
    }

    void store(State state) {
        std::lock_guard<std::mutex> lock(mMutex);
        if (mState.index() == 0) mState = std::move(state);
    }

    std::mutex mMutex;
    std::condition_variable mSettled;
    State mState;
};

struct Picture {
    int number = 0;
    std::vector<unsigned char> pixels;
};

class Camera {
public:
    Camera() : mSensor([this] { sensorLoop(); }) {}
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    ~Camera() {
        {
            std::lock_guard<std::mutex> lock(mMutex);
            mPoweredOff = true;
        }
        mTriggered.notify_one();
        mSensor.join();
    }

    // The next picture that the sensor delivers.
    Picture still(int exposure) {
        OneShot<Picture> picture;
        {
            std::lock_guard<std::mutex> lock(mMutex);
            mTriggers.push_back({exposure, &picture});
        }
        mTriggered.notify_one();
        return picture.get();
    }

private:
    struct Trigger {
        int exposure;
        OneShot<Picture>* target;
    };

    void sensorLoop() {
        std::vector<Trigger> batch;
        for (int number = 1;;) {
            {
                std::unique_lock<std::mutex> lock(mMutex);
                mTriggered.wait(lock, [this] { return mPoweredOff || !mTriggers.empty(); });
                if (mTriggers.empty()) return;
                batch.swap(mTriggers);
            }
            for (const Trigger& t : batch) {
                if (t.exposure > 0)
                    t.target->set(Picture{number++, std::vector<unsigned char>(static_cast<std::size_t>(t.exposure))});
                else
                    t.target->fail("exposure out of range");
            }
            batch.clear();
        }
    }

    std::mutex mMutex;
    std::condition_variable mTriggered;
    std::vector<Trigger> mTriggers;
    bool mPoweredOff = false;
    std::thread mSensor;
};

int main() {
    Camera camera;
    for (int exposure : {100, 250, 0, 500}) {
        try {
            const Picture p = camera.still(exposure);
            std::printf("picture %d: %zu bytes\n", p.number, p.pixels.size());
        } catch (const std::runtime_error& e) {
            std::printf("no picture: %s\n", e.what());
        }
    }
}
