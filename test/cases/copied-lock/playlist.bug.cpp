// Playlists of a media player; the copy constructor copies the pthread mutex along with the tracks, in whatever state it is.
#include <pthread.h>

#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Playlist {
public:
    explicit Playlist(std::string title) : title_(std::move(title)) { pthread_mutex_init(&mutex_, nullptr); }

    Playlist(const Playlist& other)
        : mutex_(other.mutex_), // finding: 'mutex_'
          title_(other.title_ + " (copy)"),
          tracks_(other.tracks())
    {
    }

    Playlist& operator=(const Playlist&) = delete;
    ~Playlist() { pthread_mutex_destroy(&mutex_); }

    void add(std::string track)
    {
        Guard guard(mutex_);
        tracks_.push_back(std::move(track));
    }

    std::vector<std::string> tracks() const
    {
        Guard guard(mutex_);
        return tracks_;
    }

    const std::string& title() const { return title_; }

private:
    class Guard {
    public:
        explicit Guard(pthread_mutex_t& mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_); }
        ~Guard() { pthread_mutex_unlock(&mutex_); }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        pthread_mutex_t& mutex_;
    };

    mutable pthread_mutex_t mutex_;
    const std::string title_;
    std::vector<std::string> tracks_;
};

static void importAlbum(Playlist& list, int songs)
{
    for (int i = 1; i <= songs; ++i)
        list.add("track " + std::to_string(i));
}

int main()
{
    Playlist favourites("favourites");
    std::thread importer([&favourites] { importAlbum(favourites, 400); });

    // The party list starts from whatever has been imported by now.
    Playlist party(favourites);
    std::thread guest([&party] { importAlbum(party, 20); });
    party.add("opening song");

    importer.join();
    guest.join();
    for (const Playlist* list : {&favourites, &party})
        std::printf("%s: %zu tracks\n", list->title().c_str(), list->tracks().size());
    return 0;
}
