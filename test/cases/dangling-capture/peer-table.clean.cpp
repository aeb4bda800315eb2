// Peers leave a handler with the router; whoever drops a peer has it leave first.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

class Router {
public:
  void route(std::uint32_t id, std::function<void(const char *)> handler) {
    std::lock_guard lock(mutex_);
    routes_[id] = std::move(handler);
  }
  void unroute(std::uint32_t id) {
    std::lock_guard lock(mutex_);
    routes_.erase(id);
  }
  void deliver(std::uint32_t id, const char *text) {
    std::lock_guard lock(mutex_);
    if (auto it = routes_.find(id); it != routes_.end())
      it->second(text);
  }

private:
  std::mutex mutex_;
  std::map<std::uint32_t, std::function<void(const char *)>> routes_;
};

class Peer {
public:
  Peer(Router &router, std::uint32_t id) : router_(router), id_(id) {}
  void enter() {
    router_.route(id_, [this](const char *) { ++received_; });
  }
  void leave() { router_.unroute(id_); }

private:
  Router &router_;
  const std::uint32_t id_;
  unsigned received_ = 0;
};

class PeerTable {
public:
  explicit PeerTable(Router &router) : router_(router) {}
  ~PeerTable() {
    for (auto &entry : peers_)
      entry.second->leave();
  }

  void add(std::uint32_t id) {
    auto peer = std::make_unique<Peer>(router_, id);
    peer->enter();
    peers_[id] = std::move(peer);
  }

  void remove(std::uint32_t id) {
    auto it = peers_.find(id);
    if (it == peers_.end())
      return;
    it->second->leave();
    peers_.erase(it);
  }

private:
  Router &router_;
  std::map<std::uint32_t, std::unique_ptr<Peer>> peers_;
};
