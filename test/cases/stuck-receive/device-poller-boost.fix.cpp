// A device poller on Boost.Thread sleeps until somebody asks for a reading.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS
#include <boost/thread.hpp>

#include <iostream>
#include <queue>

class DevicePoller {
public:
  DevicePoller() : _stopping(false), _lastReading(0), _thread(&DevicePoller::loop, this) {}

  ~DevicePoller() {
    stop();
    _thread.join();
  }

  void request(int channel) {
    boost::lock_guard<boost::mutex> lock(_mutex);
    _channels.push(channel);
    _requested.notify_one();
  }

  void stop() {
    boost::lock_guard<boost::mutex> lock(_mutex);
    _stopping = true;
    _requested.notify_one();
  }

private:
  void loop() {
    boost::unique_lock<boost::mutex> lock(_mutex);
    for (;;) {
      while (_channels.empty() && !_stopping)
        _requested.wait(lock);
      if (_channels.empty())
        break;
      const int channel = _channels.front();
      _channels.pop();
      lock.unlock();
      const int reading = read(channel);
      lock.lock();
      _lastReading = reading;
      std::cout << "channel " << channel << ": " << _lastReading << '\n';
    }
  }

  static int read(int channel) { return channel * 37 % 101; }

  boost::mutex _mutex;
  boost::condition_variable _requested;
  std::queue<int> _channels;
  bool _stopping;
  int _lastReading;
  boost::thread _thread;
};

int main() {
  DevicePoller poller;
  for (int channel = 1; channel <= 8; ++channel)
    poller.request(channel);
}
