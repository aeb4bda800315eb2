// Sessions by name.
#include <pthread.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Session {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    std::shared_ptr<std::vector<int>> packets = std::make_shared<std::vector<int>>();
};

class Sessions {
public:
    void deliver(const std::string& name, int packet)
    {
        Session& session = sessions_.at(name);
        pthread_mutex_lock(&session.mutex);
        session.packets->push_back(packet);
        pthread_mutex_unlock(&session.mutex);
    }

    std::size_t sweep()
    {
        std::size_t swept = 0;
        for (auto& [name, session] : sessions_) {
            pthread_mutex_lock(&session.mutex);
            swept += session.packets->size();
            session.packets->clear();
            pthread_mutex_unlock(&session.mutex);
        }
        return swept;
    }

    void open(const std::string& name) { sessions_[name]; }

private:
    std::map<std::string, Session> sessions_;
};

int main()
{
    Sessions sessions;
    sessions.open("a");
    std::thread network([&sessions] {
        for (int i = 0; i < 100; ++i)
            sessions.deliver("a", i);
    });
    std::size_t swept = sessions.sweep();
    network.join();
    std::printf("%zu\n", swept + sessions.sweep());
    return 0;
}
