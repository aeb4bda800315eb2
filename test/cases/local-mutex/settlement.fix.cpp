// Nightly settlement of payment batches into shared totals.
#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct payment {
    std::string currency;
    long cents;
    bool refund;
};

struct totals {
    std::mutex mutex;
    std::map<std::string, long> by_currency;
    std::size_t rows = 0;
    std::size_t refunds = 0;
};

static void book(totals& sums, const payment& row)
{
    sums.by_currency[row.currency] += row.refund ? -row.cents : row.cents;
    ++sums.rows;
    if (row.refund)
        ++sums.refunds;
}

static void settle_batch(const std::vector<payment>& batch, totals& sums)
{
    for (const payment& row : batch) {
        if (row.cents == 0)
            continue;
        std::scoped_lock hold(sums.mutex);
        book(sums, row);
    }
}

static std::vector<payment> load_batch(int number)
{
    static const char* const currencies[] = {"EUR", "USD", "SEK"};
    std::vector<payment> batch;
    for (int i = 0; i < 400; ++i)
        batch.push_back({currencies[(i + number) % 3], i * 5L, i % 40 == 7});
    return batch;
}

int main()
{
    std::vector<std::vector<payment>> batches;
    for (int number = 0; number < 4; ++number)
        batches.push_back(load_batch(number));

    totals sums;
    {
        std::vector<std::jthread> settlers;
        for (const auto& batch : batches)
            settlers.emplace_back([&batch, &sums] { settle_batch(batch, sums); });
    }

    for (const auto& [currency, cents] : sums.by_currency)
        std::printf("%s %ld.%02ld\n", currency.c_str(), cents / 100, cents % 100);
    std::printf("%zu rows, %zu refunds\n", sums.rows, sums.refunds);
    return 0;
}
