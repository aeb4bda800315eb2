// Event store that creates its tables before the first insert.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Database {
public:
    void execute(const std::string& statement) {
        std::lock_guard<std::mutex> hold(m);
        journal.push_back(statement);
    }
    void createTable(const std::string& table) {
        std::lock_guard<std::mutex> hold(m);
        tables[table] = {};
        ++created;
    }
    void insertRow(const std::string& table, const std::string& row) {
        std::lock_guard<std::mutex> hold(m);
        tables[table].push_back(row);
    }
    std::size_t count(const std::string& table) {
        std::lock_guard<std::mutex> hold(m);
        return tables[table].size();
    }
    int createdTables() {
        std::lock_guard<std::mutex> hold(m);
        return created;
    }

private:
    std::mutex m;
    std::map<std::string, std::vector<std::string>> tables;
    std::vector<std::string> journal;
    int created = 0;
};

class EventStore {
public:
    explicit EventStore(Database& db) : db(db) {}

    void record(const std::string& kind, const std::string& text) {
        prepare();
        db.insertRow("events", kind + "|" + text);
    }

private:
    void prepare() {
        std::call_once(schemaReady, [this] {
            db.execute("PRAGMA journal_mode=wal");
            db.createTable("events");
            db.createTable("event_tags");
        });
    }

    Database& db;
    std::once_flag schemaReady;
};

int main() {
    Database db;
    EventStore store(db);
    std::vector<std::thread> sources;
    for (const char* kind : {"login", "logout", "purchase"})
        sources.emplace_back([&store, kind] {
            for (int i = 0; i < 5; ++i) store.record(kind, "user " + std::to_string(i));
        });
    for (auto& t : sources) t.join();
    std::printf("%zu events, %d tables created\n", db.count("events"), db.createdTables());
    return 0;
}
