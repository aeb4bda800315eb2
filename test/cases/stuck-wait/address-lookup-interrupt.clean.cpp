// Looks addresses up in a boost thread; the wait looks at the addresses alone, and close() interrupts the thread, which makes the wait throw, before it joins.
#include <boost/thread.hpp>
#include <list>
#include <string>

class AddressLookup {
public:
  AddressLookup() : closed_(false), found_(0) { thread_ = boost::thread(&AddressLookup::run, this); }

  ~AddressLookup() { close(); }

  void ask(const std::string &address) {
    boost::lock_guard<boost::mutex> guard(mutex_);
    addresses_.push_back(address);
    asked_.notify_one();
  }

  void close() {
    {
      boost::lock_guard<boost::mutex> guard(mutex_);
      if (closed_)
        return;
      closed_ = true;
    }
    thread_.interrupt();
    thread_.join();
  }

  unsigned found() {
    boost::lock_guard<boost::mutex> guard(mutex_);
    return found_;
  }

private:
  void run() {
    try {
      boost::unique_lock<boost::mutex> lock(mutex_);
      while (!closed_) {
        while (addresses_.empty())
          asked_.wait(lock);
        const std::string address = addresses_.front();
        addresses_.pop_front();
        if (address.find(',') != std::string::npos)
          ++found_;
      }
    } catch (const boost::thread_interrupted &) {
    }
  }

  boost::mutex mutex_;
  boost::condition_variable asked_;
  std::list<std::string> addresses_;
  bool closed_;
  unsigned found_;
  boost::thread thread_;
};

int main() {
  AddressLookup lookup;
  lookup.ask("Storgata 1, Oslo");
  lookup.ask("nowhere");
  lookup.close();
  return lookup.found() <= 1 ? 0 : 1;
}
