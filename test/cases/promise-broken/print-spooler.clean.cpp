// Print spooler: a job's promise travels from the submitter to the router, on to a tray and into the printing thread, which settles it.
#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct PrintJob {
    std::string document;
    int pages = 0;
    bool color = false;
    std::promise<int> printed;
};

class Tray {
public:
    void put(PrintJob job)
    {
        {
            std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_filled.notify_one();
    }

    void close()
    {
        {
            std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
    }

    bool take(PrintJob& job)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
        if (m_jobs.empty())
            return false;
        job = std::move(m_jobs.front());
        m_jobs.pop_front();
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<PrintJob> m_jobs;
    bool m_closed = false;
};

class Spooler {
public:
    Spooler() : m_color([this] { printColor(); }), m_router([this] { route(); }) {}

    ~Spooler()
    {
        m_inbox.close();
        m_router.join();
        m_colorTray.close();
        m_color.join();
    }

    std::future<int> submit(std::string document, int pages, bool color)
    {
        std::promise<int> printed;
        std::future<int> sheets = printed.get_future();
        m_inbox.put(PrintJob{std::move(document), pages, color, std::move(printed)});
        return sheets;
    }

private:
    void route()
    {
        std::vector<std::thread> monochrome;
        PrintJob job;
        while (m_inbox.take(job)) {
            if (job.color) {
                m_colorTray.put(std::move(job));
                continue;
            }
            monochrome.emplace_back([printed = std::move(job.printed), pages = job.pages]() mutable {
                printed.set_value((pages + 1) / 2);
            });
        }
        for (std::thread& printer : monochrome)
            printer.join();
    }

    void printColor()
    {
        PrintJob job;
        while (m_colorTray.take(job))
            job.printed.set_value(job.pages);
    }

    Tray m_inbox;
    Tray m_colorTray;
    std::thread m_color;
    std::thread m_router;
};

int main()
{
    Spooler spooler;
    std::vector<std::future<int>> jobs;
    jobs.push_back(spooler.submit("invoice", 3, false));
    jobs.push_back(spooler.submit("brochure", 8, true));
    jobs.push_back(spooler.submit("contract", 12, false));
    for (std::future<int>& sheets : jobs)
        std::cout << sheets.get() << " sheets\n";
}
