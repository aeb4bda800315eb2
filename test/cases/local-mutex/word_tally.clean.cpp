// Word counter: a local mutex is passed by std::ref to the threads that a helper starts; a local Tally object owns a mutex of its own.
#include <cstddef>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using Counts = std::map<std::string, std::size_t>;

struct Tally {
    std::mutex mutex;
    std::size_t documents = 0;
    std::size_t words = 0;
};

static void count_document(const std::string& text, Counts& counts, std::mutex& counts_mutex, Tally& tally)
{
    std::istringstream stream(text);
    std::size_t words = 0;
    for (std::string word; stream >> word; ++words) {
        std::lock_guard<std::mutex> lock(counts_mutex);
        ++counts[word];
    }
    std::lock_guard<std::mutex> lock(tally.mutex);
    ++tally.documents;
    tally.words += words;
}

static std::vector<std::thread> start_counting(const std::vector<std::string>& documents, Counts& counts,
                                               std::mutex& counts_mutex, Tally& tally)
{
    std::vector<std::thread> threads;
    threads.reserve(documents.size());
    for (const auto& text : documents)
        threads.emplace_back(count_document, std::cref(text), std::ref(counts), std::ref(counts_mutex), std::ref(tally));
    return threads;
}

static Counts count_words(const std::vector<std::string>& documents, const std::vector<std::string>& stop_words)
{
    Counts counts;
    std::mutex counts_mutex;
    Tally tally;

    auto threads = start_counting(documents, counts, counts_mutex, tally);

    {
        // Make room for the stop words while the counting goes on.
        std::lock_guard<std::mutex> lock(counts_mutex);
        for (const auto& word : stop_words)
            counts.try_emplace(word, 0);
    }
    std::size_t documents_done = 0;
    {
        std::lock_guard<std::mutex> lock(tally.mutex);
        documents_done = tally.documents;
    }
    std::clog << documents_done << " documents done so far\n";

    for (auto& thread : threads)
        thread.join();
    for (const auto& word : stop_words)
        counts.erase(word);
    return counts;
}

int main()
{
    const std::vector<std::string> documents{
        "the quick brown fox jumps over the lazy dog",
        "the dog sleeps and the fox runs",
        "a fox is not a dog",
    };
    for (const auto& [word, count] : count_words(documents, {"the", "a"}))
        std::cout << word << ' ' << count << '\n';
    return 0;
}
