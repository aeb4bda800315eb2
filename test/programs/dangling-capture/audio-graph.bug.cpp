#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// One voice of the synthesizer. Voices don't know each other; they are rendered
// side by side and mixed afterwards.
class Voice {
public:
    Voice(std::string name, double hertz, float gain)
        : name_(std::move(name)), step_(hertz * 6.283185307 / 48000.0), gain_(gain) {}

    void render(std::size_t frames) {
        block_.resize(frames);
        for (float& sample : block_) {
            sample = gain_ * static_cast<float>(std::sin(phase_));
            phase_ += step_;
        }
    }

    const std::vector<float>& block() const { return block_; }
    const std::string& name() const { return name_; }

private:
    std::string name_;
    double step_;
    float gain_;
    double phase_ = 0;
    std::vector<float> block_;
};

class Synth {
public:
    Synth() = default;
    Synth(const Synth&) = delete;
    Synth& operator=(const Synth&) = delete;

    void addVoice(const std::string& name, double hertz, float gain) {
        Voice& voice = voices_.emplace_back(name, hertz, gain);
        stages_.push_back([&voice](std::size_t frames) { voice.render(frames); });  // finding: voice
    }

    std::vector<float> render(std::size_t frames, std::size_t workers) {
        renderVoices(frames, workers);
        std::vector<float> mix(frames);
        for (const Voice& v : voices_)
            for (std::size_t i = 0; i < frames; ++i)
                mix[i] += v.block()[i];
        return mix;
    }

private:
    void renderVoices(std::size_t frames, std::size_t workers) {
        std::vector<std::thread> threads;
        for (std::size_t w = 0; w < workers; ++w) {
            threads.emplace_back([this, frames, workers, w] {
                for (std::size_t i = w; i < stages_.size(); i += workers)
                    stages_[i](frames);
            });
        }
        for (std::thread& t : threads)
            t.join();
    }

    std::vector<Voice> voices_;
    std::vector<std::function<void(std::size_t)>> stages_;
};

std::vector<float> chord() {
    Synth synth;
    synth.addVoice("root", 220.0, 0.3f);
    synth.addVoice("third", 277.18, 0.3f);
    synth.addVoice("fifth", 329.63, 0.3f);
    return synth.render(4800, 2);
}
