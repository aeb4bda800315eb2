// Dumps the simulation state to disk while the solver goes on.
#include <cerrno>
#include <filesystem>
#include <future>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace fs = std::filesystem;

struct State {
    double time = 0;
    std::vector<double> cells;
};

class SnapshotWriter {
public:
    explicit SnapshotWriter(fs::path dir) : dir_(std::move(dir)) {}

    // Solver's thread. Returns what became of the snapshot before this one.
    int begin(State state) {
        const int previous = settle();
        running_ = std::async(std::launch::async, [file = dir_ / name(state), s = std::move(state)] {
            return dump(file, s);
        });
        return previous;
    }

    // 0, or the errno value of the last snapshot.
    int settle() { return running_.valid() ? running_.get() : 0; }

    ~SnapshotWriter() {
        // Whoever cares has called settle().
        if (running_.valid())
            std::ignore = running_.get();
    }

    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;

private:
    static std::string name(const State& s) { return "t" + std::to_string(s.time) + ".snap"; }

    static int dump(const fs::path& file, const State& s) noexcept {
        const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (fd < 0)
            return errno;

        // Only a hint.
        (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);

        int rc = writeCells(fd, s);
        if (rc != 0) {
            (void)::close(fd);
            remove(file);
            return rc;
        }
        if (::fsync(fd) != 0) {
            rc = errno;
            ::close(fd);
            remove(file);
            return rc;
        }
        if (::close(fd) != 0) {
            rc = errno;
            remove(file);
            return rc;
        }
        return 0;
    }

    static int writeCells(int fd, const State& s) noexcept {
        const char* p = reinterpret_cast<const char*>(s.cells.data());
        std::size_t left = s.cells.size() * sizeof(double);
        while (left > 0) {
            const ssize_t n = ::write(fd, p, left);
            if (n < 0) {
                if (errno == EINTR)
                    continue;
                return errno;
            }
            p += n;
            left -= static_cast<std::size_t>(n);
        }
        return 0;
    }

    // A half written snapshot is useless; the error is with the caller already.
    static void remove(const fs::path& file) noexcept {
        std::error_code ignored;
        fs::remove(file, ignored);
    }

    const fs::path dir_;
    std::future<int> running_;
};
