// Documents of an editor: the copy constructor makes a fresh mutex and copies only the data, under the other's lock.
#include <pthread.h>

#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Mutex {
public:
    Mutex() { pthread_mutex_init(&m_native, nullptr); }
    ~Mutex() { pthread_mutex_destroy(&m_native); }
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void lock() { pthread_mutex_lock(&m_native); }
    void unlock() { pthread_mutex_unlock(&m_native); }

private:
    pthread_mutex_t m_native;
};

class Document {
public:
    explicit Document(std::string title) { m_data.title = std::move(title); }

    Document(const Document& other) : m_data(other.data()) {}

    Document& operator=(const Document& other)
    {
        if (this != &other) {
            Data copy = other.data();
            std::lock_guard<Mutex> lock(m_mutex);
            m_data = std::move(copy);
        }
        return *this;
    }

    void append(const std::string& text)
    {
        std::lock_guard<Mutex> lock(m_mutex);
        m_data.text += text;
        ++m_data.edits;
    }

    void rename(std::string title)
    {
        std::lock_guard<Mutex> lock(m_mutex);
        m_data.title = std::move(title);
    }

    std::size_t length() const { return data().text.size(); }
    std::string title() const { return data().title; }

private:
    struct Data {
        std::string title;
        std::string text;
        int edits = 0;
    };

    Data data() const
    {
        std::lock_guard<Mutex> lock(m_mutex);
        return m_data;
    }

    mutable Mutex m_mutex;
    Data m_data;
};

// Works on a copy of its own, so that the author may go on typing.
static std::size_t exportDocument(Document document)
{
    document.rename("export of " + document.title());
    document.append("\n-- end --\n");
    return document.length();
}

int main()
{
    Document letter("letter");
    std::thread author([&letter] {
        for (int i = 0; i < 500; ++i)
            letter.append("word ");
    });

    std::size_t exported = 0;
    for (int i = 0; i < 10; ++i)
        exported = exportDocument(letter);

    auto draft = letter;
    author.join();
    draft = letter;
    std::printf("%zu exported, %s has %zu characters\n", exported, draft.title().c_str(), draft.length());
    return 0;
}
