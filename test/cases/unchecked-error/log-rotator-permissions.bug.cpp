// Size-based log rotation: app.log -> app.log.1 -> app.log.2 -> ...

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

class LogRotator {
public:
    LogRotator(fs::path base, int keep, std::uintmax_t maxBytes)
        : base_(std::move(base)), keep_(keep), maxBytes_(maxBytes) {}

    // Returns true when the live file was moved away.
    bool rotateIfNeeded(std::error_code& ec);

    int rotations() const { return rotations_; }

private:
    fs::path slot(int n) const {
        fs::path p = base_;
        p += "." + std::to_string(n);
        return p;
    }

    static bool isMissing(const std::error_code& ec) {
        return ec == std::errc::no_such_file_or_directory;
    }

    bool shiftOldFiles(std::error_code& ec);

    fs::path base_;
    int keep_;
    std::uintmax_t maxBytes_;
    int rotations_ = 0;
};

bool LogRotator::shiftOldFiles(std::error_code& ec) {
    fs::remove(slot(keep_), ec);
    if (ec && !isMissing(ec))
        return false;

    for (int n = keep_ - 1; n >= 1; --n) {
        fs::rename(slot(n), slot(n + 1), ec);
        if (ec && !isMissing(ec))
            return false;
    }
    ec.clear();
    return true;
}

bool LogRotator::rotateIfNeeded(std::error_code& ec) {
    const std::uintmax_t size = fs::file_size(base_, ec);
    if (isMissing(ec)) {
        ec.clear();
        return false;
    }
    if (ec || size < maxBytes_)
        return false;

    if (!shiftOldFiles(ec))
        return false;

    fs::rename(base_, slot(1), ec);  // finding: overwritten
    fs::permissions(slot(1), fs::perms::owner_read | fs::perms::group_read,
                    fs::perm_options::replace, ec);
    if (ec && !isMissing(ec))
        return false;

    ec.clear();
    ++rotations_;
    return true;
}

class AppLog {
public:
    explicit AppLog(const fs::path& path)
        : path_(path), rotator_(path, 5, 64 * 1024), out_(path, std::ios::app) {}

    void line(const std::string& text) {
        out_ << text << '\n';
        if (++sinceCheck_ < 100)
            return;
        sinceCheck_ = 0;
        out_.flush();

        std::error_code ec;
        if (rotator_.rotateIfNeeded(ec)) {
            out_.close();
            out_.open(path_, std::ios::trunc);
        } else if (ec) {
            std::cerr << "log rotation: " << ec.message() << '\n';
        }
    }

private:
    fs::path path_;
    LogRotator rotator_;
    std::ofstream out_;
    int sinceCheck_ = 0;
};

int main(int argc, char** argv) {
    AppLog log(argc > 1 ? argv[1] : "app.log");
    for (int i = 0; i < 20000; ++i)
        log.line("request " + std::to_string(i) + " handled");
    return 0;
}
