// Grid of a weather model that the viewer watches while it runs.
#include <array>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <thread>

namespace weather {

constexpr std::size_t kCells = 128;

// The temperatures of one grid row. All changes happen within a step.
class Field {
public:
    virtual ~Field() = default;
    virtual void beginStep() noexcept = 0;
    virtual void endStep() noexcept = 0;
    virtual float get(std::size_t cell) const noexcept = 0;
    virtual void set(std::size_t cell, float value) noexcept = 0;
};

class LocalField final : public Field {
public:
    void beginStep() noexcept override {}
    void endStep() noexcept override {}
    float get(std::size_t cell) const noexcept override { return cells_[cell]; }
    void set(std::size_t cell, float value) noexcept override { cells_[cell] = value; }

private:
    std::array<float, kCells> cells_{};
};

// Watched by the viewer while the model runs.
class SharedField final : public Field {
public:
    void beginStep() noexcept override {
        fieldMutex_.lock();
        changed_ = false;
    }

    void endStep() noexcept override {
        if (changed_)
            ++version_;
        fieldMutex_.unlock();
    }

    float get(std::size_t cell) const noexcept override { return cells_[cell]; }

    void set(std::size_t cell, float value) noexcept override {
        changed_ = changed_ || cells_[cell] != value;
        cells_[cell] = value;
    }

    unsigned version() const {
        std::lock_guard<std::mutex> guard(fieldMutex_);
        return version_;
    }

    std::array<float, kCells> copy() const {
        std::lock_guard<std::mutex> guard(fieldMutex_);
        return cells_;
    }

private:
    mutable std::mutex fieldMutex_;
    std::array<float, kCells> cells_{};
    bool changed_ = false;
    unsigned version_ = 0;
};

void diffuse(Field& field, float k) noexcept {
    field.beginStep();
    float left = field.get(0);
    for (std::size_t cell = 1; cell + 1 < kCells; ++cell) {
        const float here = field.get(cell);
        field.set(cell, here + k * (left - 2 * here + field.get(cell + 1)));
        left = here;
    }
    field.endStep();
}

void heat(Field& field, std::size_t cell, float degrees) noexcept {
    field.beginStep();
    if (cell < kCells)
        field.set(cell, field.get(cell) + degrees);
    field.endStep();
}

// Settles a row before the run proper, on the caller's own copy.
float spinUp(float edge, int steps) noexcept {
    LocalField row;
    heat(row, 0, edge);
    for (int i = 0; i < steps; ++i)
        diffuse(row, 0.1f);
    return row.get(kCells / 2);
}

class Model {
public:
    explicit Model(SharedField& field)
        : field_(field), thread_([this](std::stop_token stop) {
              while (!stop.stop_requested())
                  diffuse(field_, 0.1f);
          }) {}

private:
    SharedField& field_;
    std::jthread thread_;
};

}  // namespace weather
