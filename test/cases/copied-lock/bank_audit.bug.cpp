// Branch audit of a bank with a home-made Mutex; the account goes to the auditing function by value, lock and all.
#include <pthread.h>

#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class Mutex {
public:
    Mutex() { pthread_mutex_init(&handle_, nullptr); }
    ~Mutex() { pthread_mutex_destroy(&handle_); }

    void lock() { pthread_mutex_lock(&handle_); }
    void unlock() { pthread_mutex_unlock(&handle_); }

private:
    pthread_mutex_t handle_;
};

struct Account {
    Mutex mutex;
    long balance = 1000;
    long reserved = 0;
};

static bool reserve(Account& account, long amount)
{
    std::lock_guard<Mutex> lock(account.mutex);
    if (account.balance < amount)
        return false;
    account.balance -= amount;
    account.reserved += amount;
    return true;
}

static void settle(Account& account)
{
    std::lock_guard<Mutex> lock(account.mutex);
    account.balance += account.reserved;
    account.reserved = 0;
}

static long auditedTotal(Account account) // finding: 'account'
{
    std::lock_guard<Mutex> lock(account.mutex);
    return account.balance + account.reserved;
}

class Branch {
public:
    explicit Branch(std::size_t size) : accounts_(size) {}

    Account& at(std::size_t index) { return accounts_[index % accounts_.size()]; }

    long audit()
    {
        long sum = 0;
        for (auto& account : accounts_)
            sum += auditedTotal(account);
        return sum;
    }

private:
    std::vector<Account> accounts_;
};

int main()
{
    Branch branch(5);
    std::thread teller([&branch] {
        for (std::size_t i = 0; i < 2000; ++i) {
            if (!reserve(branch.at(i), 25))
                settle(branch.at(i));
        }
    });

    int mismatches = 0;
    for (int round = 0; round < 50; ++round) {
        if (branch.audit() != 5000)
            ++mismatches;
    }
    teller.join();
    std::printf("%d mismatches\n", mismatches);
    return mismatches == 0 ? 0 : 1;
}
