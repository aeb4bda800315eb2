// Sheet whose visitors are given for one call and change the cells that they are shown, under the sheet's lock.
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

class Sheet {
public:
    explicit Sheet(std::size_t cells) : cells_(cells) {}

    void each(const std::function<void(std::size_t, double &)> &visit) {
        std::lock_guard<std::mutex> guard(mutex_);
        visitAll(visit);
    }

    template <class Fn> auto locked(Fn fn) {
        std::lock_guard<std::mutex> guard(mutex_);
        return fn(cells_);
    }

    double sum() {
        std::lock_guard<std::mutex> guard(mutex_);
        double sum = 0;
        for (double cell : cells_)
            sum += cell;
        return sum;
    }

private:
    void visitAll(const std::function<void(std::size_t, double &)> &visit) {
        for (std::size_t i = 0; i < cells_.size(); ++i)
            visit(i, cells_[i]);
    }

    std::mutex mutex_;
    std::vector<double> cells_;
};

double doubled(Sheet &sheet) {
    sheet.each([](std::size_t, double &cell) { cell *= 2; });
    return sheet.sum() + static_cast<double>(sheet.locked([](std::vector<double> &cells) { return cells.size(); }));
}
