// Photo uploader over an event-emitting stream: close follows an error as well, and both listeners answer the same promise.
#include <atomic>
#include <cstddef>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class UploadFailed : public std::runtime_error {
public:
    explicit UploadFailed(const std::string& why) : std::runtime_error("upload failed: " + why) {}
};

// Emits data for each chunk, at most one error, and always a close at the end.
class UploadStream {
public:
    UploadStream(std::size_t total, std::size_t quota) : m_total(total), m_quota(quota) {}

    void onError(std::function<void(const std::string&)> listener) { m_error = std::move(listener); }
    void onClose(std::function<void(std::size_t)> listener) { m_close = std::move(listener); }

    void pump()
    {
        constexpr std::size_t kChunk = 4096;
        std::size_t sent = 0;
        while (sent < m_total) {
            if (sent + kChunk > m_quota) {
                m_error("quota of " + std::to_string(m_quota) + " bytes used up");
                break;
            }
            sent += kChunk;
        }
        m_close(sent);
    }

private:
    std::size_t m_total;
    std::size_t m_quota;
    std::function<void(const std::string&)> m_error;
    std::function<void(std::size_t)> m_close;
};

class PhotoUploader {
public:
    ~PhotoUploader()
    {
        for (std::thread& sender : m_senders)
            sender.join();
    }

    std::future<std::size_t> upload(std::size_t bytes, std::size_t quota)
    {
        auto stream = std::make_shared<UploadStream>(bytes, quota);
        auto outcome = std::make_shared<std::promise<std::size_t>>();
        std::future<std::size_t> sent = outcome->get_future();

        stream->onError([outcome](const std::string& why) {
            outcome->set_exception(std::make_exception_ptr(UploadFailed(why)));
        });
        stream->onClose([outcome](std::size_t total) {
            outcome->set_value(total); // finding: 'outcome'
        });

        m_senders.emplace_back([stream] { stream->pump(); });
        return sent;
    }

private:
    std::vector<std::thread> m_senders;
};

int main()
{
    PhotoUploader uploader;
    std::vector<std::future<std::size_t>> uploads;
    uploads.push_back(uploader.upload(100'000, 1'000'000));
    uploads.push_back(uploader.upload(900'000, 300'000));
    for (auto& upload : uploads) {
        try {
            std::cout << "sent " << upload.get() << " bytes\n";
        } catch (const UploadFailed& e) {
            std::cout << e.what() << '\n';
        }
    }
}
