// A concurrent sorted set whose list nodes are locked hand over hand.
#include <climits>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class SortedSet {
public:
  SortedSet() = default;
  SortedSet(const SortedSet &) = delete;
  SortedSet &operator=(const SortedSet &) = delete;
  ~SortedSet() {
    for (Node *node = head_.next; node;)
      delete std::exchange(node, node->next);
  }

  bool insert(int key) {
    auto [previous, current] = locate(key);
    if (current && current->key == key) {
      unlockBoth(previous, current);
      return false;
    }
    previous->next = new Node(key, current);
    unlockBoth(previous, current);
    return true;
  }

  bool erase(int key) {
    Node *previous = &head_;
    previous->mutex.lock();
    Node *current = previous->next;
    while (current) {
      current->mutex.lock();
      if (current->key >= key)
        break;
      previous->mutex.unlock();
      previous = current;
      current = current->next;
    }
    const bool found = current && current->key == key;
    if (found)
      previous->next = current->next;
    if (current)
      current->mutex.unlock();
    previous->mutex.unlock();
    if (found)
      delete current;
    return found;
  }

  std::size_t size() {
    std::size_t count = 0;
    std::unique_lock<std::mutex> here(head_.mutex);
    for (Node *node = head_.next; node; node = node->next) {
      std::unique_lock<std::mutex> there(node->mutex);
      here = std::move(there);
      ++count;
    }
    return count;
  }

private:
  struct Node {
    explicit Node(int k = INT_MIN, Node *n = nullptr) : key(k), next(n) {}
    const int key;
    std::mutex mutex;
    Node *next;
  };

  // Both nodes are returned locked; the second one is null at the end of the list.
  std::pair<Node *, Node *> locate(int key) {
    Node *previous = &head_;
    previous->mutex.lock();
    Node *current = previous->next;
    if (current)
      current->mutex.lock();
    while (current && current->key < key) {
      previous->mutex.unlock();
      previous = current;
      current = current->next;
      if (current)
        current->mutex.lock();
    }
    return {previous, current};
  }

  static void unlockBoth(Node *previous, Node *current) {
    if (current)
      current->mutex.unlock();
    previous->mutex.unlock();
  }

  Node head_;
};

int main() {
  SortedSet set;
  std::vector<std::thread> threads;
  for (int offset = 0; offset < 3; ++offset)
    threads.emplace_back([&set, offset] {
      for (int n = offset; n < 300; n += 3)
        set.insert(n);
      for (int n = offset; n < 300; n += 6)
        set.erase(n);
    });
  for (std::thread &thread : threads)
    thread.join();
  return set.size() == 150 ? 0 : 1;
}
