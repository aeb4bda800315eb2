// Print spooler whose clients take whichever printer is free.
#include <array>
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Printer {
public:
    bool tryAcquire() {
        return !busy_.exchange(true, std::memory_order_acquire);
    }

    void release() { busy_.store(false, std::memory_order_release); }

    // For whoever has acquired the printer.
    void print(const std::string& page) {
        tray_.push_back(page);
        toner_ -= static_cast<int>(page.size());
    }

    std::size_t pages() const { return tray_.size(); }
    int toner() const { return toner_; }

private:
    std::atomic<bool> busy_{false};
    std::vector<std::string> tray_;
    int toner_ = 10000;
};

class PrinterLease {
public:
    explicit PrinterLease(Printer& p) : printer_(&p) {}
    PrinterLease(PrinterLease&& o) noexcept : printer_(std::exchange(o.printer_, nullptr)) {}
    PrinterLease& operator=(PrinterLease&&) = delete;
    ~PrinterLease() {
        if (printer_) printer_->release();
    }
    Printer* operator->() const { return printer_; }

private:
    Printer* printer_;
};

class Spooler {
public:
    PrinterLease acquire() {
        for (;;) {
            for (Printer& p : printers_)
                if (p.tryAcquire()) return PrinterLease(p);
            std::this_thread::yield();
        }
    }

    const std::array<Printer, 2>& printers() const { return printers_; }

private:
    std::array<Printer, 2> printers_;
};

int main() {
    Spooler spooler;
    std::vector<std::thread> clients;
    for (int c = 0; c < 4; ++c)
        clients.emplace_back([&spooler, c] {
            for (int n = 0; n < 5; ++n) {
                PrinterLease printer = spooler.acquire();
                printer->print("document " + std::to_string(c));
                printer->print("page " + std::to_string(n));
            }
        });
    for (auto& t : clients) t.join();
    for (const Printer& p : spooler.printers()) std::printf("%zu pages, toner %d\n", p.pages(), p.toner());
    return 0;
}
