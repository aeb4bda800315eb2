// Boost threads that wait for a condition nobody notifies: interruption wakes them; latch and promise are served in functors.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS
#define BOOST_THREAD_VERSION 4
#include <boost/thread.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/latch.hpp>

#include <iostream>

class Watchdog {
public:
  Watchdog() : thread_([this] { run(); }) {}
  ~Watchdog() {
    thread_.interrupt();
    thread_.join();
  }

private:
  void run() {
    boost::unique_lock<boost::mutex> lock(mutex_);
    try {
      while (!barked_)
        alarm_.wait(lock);
    } catch (const boost::thread_interrupted &) {
      std::cout << "watchdog off duty\n";
    }
  }

  boost::mutex mutex_;
  boost::condition_variable alarm_;
  bool barked_ = false;
  boost::thread thread_;
};

struct Courier {
  boost::latch &delivered;
  void operator()() const { delivered.count_down(); }
};

static int weigh(boost::promise<int> parcel) {
  parcel.set_value(12);
  return 0;
}

int main() {
  Watchdog watchdog;

  boost::promise<int> parcel;
  boost::future<int> grams = parcel.get_future();
  boost::thread scale(weigh, boost::move(parcel));

  boost::latch delivered(2);
  boost::thread_group couriers;
  for (int c = 0; c < 2; ++c)
    couriers.create_thread(Courier{delivered});
  delivered.wait();
  couriers.join_all();

  const int weight = grams.get();
  scale.join();
  std::cout << weight << '\n';
  return weight == 12 ? 0 : 1;
}
