// Route planner with several heuristic solvers: a solver that gives up drops its promise, and the planner takes that as "no route".
#include <future>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

struct Route {
    std::string solver;
    int minutes = 0;
};

struct Query {
    int distance;
    int tolls;
};

class SolverPool {
public:
    SolverPool() = default;
    SolverPool(const SolverPool&) = delete;
    SolverPool& operator=(const SolverPool&) = delete;
    ~SolverPool()
    {
        for (std::thread& t : threads_)
            t.join();
    }

    template <typename Solver>
    std::future<Route> launch(Solver solver, const Query& query)
    {
        std::promise<Route> found;
        std::future<Route> route = found.get_future();
        threads_.emplace_back(solver, query, std::move(found));
        return route;
    }

private:
    std::vector<std::thread> threads_;
};

// A solver answers only if it has found a route; see collect() for the other case.
static void solveDirect(Query query, std::promise<Route> found)
{
    if (query.distance > 300)
        return;
    found.set_value(Route{"direct", query.distance});
}

static void solveTollFree(Query query, std::promise<Route> found)
{
    int minutes = query.distance;
    for (int toll = 0; toll < query.tolls; ++toll) {
        minutes += 25;
        if (minutes > 600)
            return;
    }
    found.set_value(Route{"toll-free", minutes});
}

static void solveHighway(Query query, std::promise<Route> found)
{
    if (query.distance >= 100)
        found.set_value(Route{"highway", 30 + query.distance * 2 / 3});
}

static std::optional<Route> collect(std::future<Route>& candidate)
{
    try {
        return candidate.get();
    } catch (const std::future_error& e) {
        if (e.code() != std::future_errc::broken_promise)
            throw;
        return std::nullopt;
    }
}

static std::optional<Route> plan(const Query& query)
{
    SolverPool pool;
    std::vector<std::future<Route>> candidates;
    candidates.push_back(pool.launch(solveDirect, query));
    candidates.push_back(pool.launch(solveTollFree, query));
    candidates.push_back(pool.launch(solveHighway, query));

    std::optional<Route> best;
    for (std::future<Route>& candidate : candidates) {
        const std::optional<Route> route = collect(candidate);
        if (route && (!best || route->minutes < best->minutes))
            best = route;
    }
    return best;
}

int main()
{
    for (const Query& query : {Query{50, 2}, Query{480, 9}, Query{250, 1}}) {
        const std::optional<Route> best = plan(query);
        if (best)
            std::cout << best->solver << ": " << best->minutes << " min\n";
        else
            std::cout << "no route\n";
    }
}
