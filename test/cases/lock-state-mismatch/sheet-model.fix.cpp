// Model of a spreadsheet.
#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>

namespace calc {

class Sheet {
public:
    static constexpr std::size_t kCells = 256;

    explicit Sheet(bool readOnly) : readOnly_(readOnly) {}

    // Changes are made between these two; readers see all of them or none.
    void beginUpdate();
    void endUpdate();

    void setCell(std::size_t cell, double value) noexcept;

    double sum() const;
    unsigned generation() const;

private:
    const bool readOnly_;
    mutable std::mutex cellsMutex_;
    std::array<double, kCells> cells_{};
    std::size_t changed_ = 0;
    unsigned generation_ = 0;
};

void Sheet::beginUpdate() {
    cellsMutex_.lock();
    if (readOnly_)
        return;
    changed_ = 0;
}

void Sheet::setCell(std::size_t cell, double value) noexcept {
    if (readOnly_ || cell >= kCells || cells_[cell] == value)
        return;
    cells_[cell] = value;
    ++changed_;
}

void Sheet::endUpdate() {
    if (changed_ > 0) {
        ++generation_;
        changed_ = 0;
    }
    cellsMutex_.unlock();
}

double Sheet::sum() const {
    std::lock_guard<std::mutex> guard(cellsMutex_);
    double total = 0;
    for (double cell : cells_)
        total += cell;
    return total;
}

unsigned Sheet::generation() const {
    std::lock_guard<std::mutex> guard(cellsMutex_);
    return generation_;
}

void fillRange(Sheet& sheet, std::size_t first, std::size_t last, double value) {
    sheet.beginUpdate();
    for (std::size_t cell = first; cell <= std::min(last, Sheet::kCells - 1); ++cell)
        sheet.setCell(cell, value);
    sheet.endUpdate();
}

void fillSeries(Sheet& sheet, std::size_t first, std::size_t count, double start, double step) {
    sheet.beginUpdate();
    for (std::size_t i = 0; i < count; ++i)
        sheet.setCell(first + i, start + static_cast<double>(i) * step);
    sheet.endUpdate();
}

// Follows the sheet from the chart's own thread.
class Chart {
public:
    explicit Chart(const Sheet& sheet) : sheet_(sheet) {}

    bool refresh() {
        const unsigned now = sheet_.generation();
        if (now == drawn_)
            return false;
        drawn_ = now;
        height_ = sheet_.sum();
        return true;
    }

    double height() const { return height_; }

private:
    const Sheet& sheet_;
    unsigned drawn_ = 0;
    double height_ = 0;
};

}  // namespace calc
