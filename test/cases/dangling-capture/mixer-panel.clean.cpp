// Mixing desk: the controls of a strip tell their strip what has been moved. The
// audio thread reads the levels.
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Fader {
public:
    void onMove(std::function<void(float)> fn) { moved_ = std::move(fn); }

    // UI thread.
    void drag(float position) {
        position_ = position;
        if (moved_)
            moved_(position);
    }
    float position() const { return position_; }

private:
    float position_ = 0;
    std::function<void(float)> moved_;
};

class Button {
public:
    std::function<void()> clicked;
    void click() const {
        if (clicked)
            clicked();
    }
};

class Strip {
public:
    explicit Strip(std::string name) : name_(std::move(name)) {
        volume_.onMove([this](float p) { setGain(p * p); });
        mute_.clicked = [this] { silence(); };
        reset_->clicked = [this, fader = &volume_] {
            muted_ = false;
            fader->drag(0.7f);
        };
        describe_ = [this] { return name_ + (muted_ ? " (muted)" : ""); };
    }
    Strip(const Strip&) = delete;
    Strip& operator=(const Strip&) = delete;

    Fader& volume() { return volume_; }
    const Button& mute() const { return mute_; }
    const Button& reset() const { return *reset_; }
    std::string caption() const { return describe_(); }

    // Audio thread.
    float level() const { return muted_ ? 0.0f : gain_.load(); }

private:
    void setGain(float g) { gain_ = g; }
    void silence() { muted_ = true; }

    const std::string name_;
    std::atomic<float> gain_{0};
    std::atomic<bool> muted_{false};
    Fader volume_;
    Button mute_;
    std::unique_ptr<Button> reset_ = std::make_unique<Button>();
    std::function<std::string()> describe_;
};

class Desk {
public:
    explicit Desk(const std::vector<std::string>& names) {
        for (const std::string& n : names)
            strips_.push_back(std::make_unique<Strip>(n));
        master_.onMove([this](float p) {
            for (auto& strip : strips_)
                strip->volume().drag(strip->volume().position() * p);
        });
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    Fader& master() { return master_; }
    Strip& strip(std::size_t i) { return *strips_.at(i); }

    // Audio thread; the strips are the same for the desk's whole life.
    void mix(const std::vector<std::vector<float>>& in, std::vector<float>& out) const {
        for (std::size_t s = 0; s < strips_.size() && s < in.size(); ++s) {
            const float level = strips_[s]->level();
            for (std::size_t i = 0; i < out.size() && i < in[s].size(); ++i)
                out[i] += level * in[s][i];
        }
    }

private:
    std::vector<std::unique_ptr<Strip>> strips_;
    Fader master_;
};

int main() {
    Desk desk({"vocals", "guitar"});
    desk.strip(0).volume().drag(0.8f);
    desk.strip(1).mute().click();
    desk.master().drag(0.9f);
    std::vector<float> out(64);
    desk.mix({std::vector<float>(64, 0.1f), std::vector<float>(64, 0.2f)}, out);
}
