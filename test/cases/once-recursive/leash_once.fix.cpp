// Table behind the runtime's once.
#include <leash/once.h>

#include <cstdio>
#include <vector>

class squares {
public:
    int of(int value) {
        built_.do_once([this] { build(); });
        return table_[value];
    }

private:
    void build() {
        table_.push_back(0);
        for (int i = 1; i < 16; ++i) table_.push_back(table_.back() + 2 * i - 1);
    }

    leash::once built_;
    std::vector<int> table_;
};

int main() {
    squares table;
    std::printf("%d\n", table.of(5));
    return 0;
}
