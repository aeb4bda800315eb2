// Sound mixer over pthreads with an own holder class; the audio callback plays silence when it doesn't get the mutex.
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <vector>

class MutexHold {
public:
    enum Mode { Wait, Try };

    MutexHold(pthread_mutex_t& mutex, Mode mode) : m_mutex(mutex)
    {
        m_held = (mode == Wait ? pthread_mutex_lock(&m_mutex) : pthread_mutex_trylock(&m_mutex)) == 0;
    }

    ~MutexHold()
    {
        if (m_held)
            pthread_mutex_unlock(&m_mutex);
    }

    MutexHold(const MutexHold&) = delete;
    MutexHold& operator=(const MutexHold&) = delete;

    bool held() const { return m_held; }

private:
    pthread_mutex_t& m_mutex;
    bool m_held = false;
};

struct Voice {
    float phase;
    float step;
    float gain;
};

class Mixer {
public:
    Mixer() { pthread_mutex_init(&m_mutex, nullptr); }
    ~Mixer() { pthread_mutex_destroy(&m_mutex); }

    Mixer(const Mixer&) = delete;
    Mixer& operator=(const Mixer&) = delete;

    void startVoice(float step, float gain)
    {
        MutexHold hold(m_mutex, MutexHold::Wait);
        m_voices.push_back({0.0f, step, gain});
    }

    void stopQuietVoices(float below)
    {
        MutexHold hold(m_mutex, MutexHold::Wait);
        m_voices.erase(std::remove_if(m_voices.begin(), m_voices.end(), [=](const Voice& v) { return v.gain < below; }),
                       m_voices.end());
    }

    // Runs on the audio thread, which must not block.
    void render(float* out, std::size_t frames)
    {
        std::fill_n(out, frames, 0.0f);
        MutexHold hold(m_mutex, MutexHold::Try);
        if (!hold.held())
            return;
        for (Voice& voice : m_voices) {
            for (std::size_t i = 0; i < frames; ++i) {
                voice.phase += voice.step;
                if (voice.phase > 1.0f)
                    voice.phase -= 2.0f;
                out[i] += voice.phase * voice.gain;
            }
        }
    }

private:
    pthread_mutex_t m_mutex;
    std::vector<Voice> m_voices;
};

struct AudioThread {
    Mixer* mixer;
    std::atomic<bool> stop{false};
    float peak = 0.0f;
};

static void* audioMain(void* arg)
{
    auto* audio = static_cast<AudioThread*>(arg);
    float block[128];
    while (!audio->stop.load()) {
        audio->mixer->render(block, 128);
        audio->peak = std::max(audio->peak, *std::max_element(block, block + 128));
    }
    return nullptr;
}

int main()
{
    Mixer mixer;
    AudioThread audio{&mixer};
    pthread_t thread;
    if (pthread_create(&thread, nullptr, audioMain, &audio) != 0)
        return EXIT_FAILURE;
    for (int i = 0; i < 64; ++i) {
        mixer.startVoice(0.01f * static_cast<float>(i + 1), 1.0f / static_cast<float>(i + 2));
        mixer.stopQuietVoices(0.05f);
    }
    audio.stop.store(true);
    pthread_join(thread, nullptr);
    std::printf("peak %.3f\n", static_cast<double>(audio.peak));
}
