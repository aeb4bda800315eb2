// Shapes are cast to a reference under the lock, where the pointer cast has just said what they are.
#include <mutex>

struct Shape {
    virtual ~Shape() = default;
    int area = 0;
};
struct Circle : Shape {
    int radius = 1;
};

class Canvas {
public:
    void grow(Shape &shape) {
        mutex_.lock();
        if (dynamic_cast<Circle *>(&shape) != nullptr)
            ++dynamic_cast<Circle &>(shape).radius;
        ++changes_;
        mutex_.unlock();
    }

private:
    std::mutex mutex_;
    int changes_ = 0;
};
