// Schema migration runner with a one-shot result type that each step settles.
#include <exception>
#include <future>
#include <iostream>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct migration_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename T>
class one_shot {
public:
    one_shot() = default;
    one_shot(one_shot&&) noexcept = default;
    one_shot& operator=(one_shot&&) noexcept = default;

    std::future<T> result() { return promise_.get_future(); }
    void resolve(T value) { promise_.set_value(std::move(value)); }
    template <typename Error>
    void reject(Error error) { promise_.set_exception(std::make_exception_ptr(std::move(error))); }

private:
    std::promise<T> promise_;
};

struct migration_step {
    int version;
    std::string sql;
    int rows;
};

enum class verdict { applied, already_there, conflict };

class schema {
public:
    verdict apply(const migration_step& step)
    {
        std::lock_guard<std::mutex> hold(guard_);
        if (step.sql.rfind("DROP", 0) == 0)
            return verdict::conflict;
        return versions_.insert(step.version).second ? verdict::applied : verdict::already_there;
    }

private:
    std::mutex guard_;
    std::set<int> versions_;
};

void run_step(schema& target, const migration_step& step, one_shot<int> outcome)
{
    const verdict v = target.apply(step);
    if (v == verdict::applied) {
        outcome.resolve(step.rows);
    } else if (v == verdict::conflict) {
        outcome.reject(migration_error("step " + std::to_string(step.version) + " conflicts"));
    } else {
        outcome.resolve(0);
    }
}

class migration_run {
public:
    explicit migration_run(schema& target) : target_(target) {}
    migration_run(const migration_run&) = delete;
    migration_run& operator=(const migration_run&) = delete;
    ~migration_run()
    {
        for (std::thread& t : threads_)
            t.join();
    }

    std::future<int> launch(const migration_step& step)
    {
        one_shot<int> outcome;
        std::future<int> rows = outcome.result();
        threads_.emplace_back([this, step, outcome = std::move(outcome)]() mutable {
            run_step(target_, step, std::move(outcome));
        });
        return rows;
    }

private:
    schema& target_;
    std::vector<std::thread> threads_;
};

int main()
{
    schema target;
    migration_run run(target);
    const std::vector<migration_step> steps = {
        {1, "CREATE TABLE users", 0}, {2, "UPDATE users", 40}, {2, "UPDATE users", 40}, {3, "DROP TABLE users", 0}};

    std::vector<std::future<int>> touched;
    for (const migration_step& step : steps)
        touched.push_back(run.launch(step));

    int rows = 0;
    for (std::future<int>& result : touched) {
        try {
            rows += result.get();
        } catch (const migration_error& e) {
            std::cout << e.what() << '\n';
        }
    }
    std::cout << rows << " rows touched\n";
}
