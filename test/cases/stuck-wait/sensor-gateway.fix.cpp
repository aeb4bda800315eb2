// Forwards sensor readings with a POSIX thread; close() clears the running flag and signals, and the forwarder's loop around the wait asks for readings or for that.
#include <cstdio>
#include <deque>
#include <pthread.h>

struct Reading {
  int sensor;
  double value;
};

class SensorGateway {
public:
  SensorGateway() {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&arrived_, nullptr);
  }

  ~SensorGateway() {
    pthread_cond_destroy(&arrived_);
    pthread_mutex_destroy(&mutex_);
  }

  bool open() {
    running_ = true;
    return pthread_create(&forwarder_, nullptr, &SensorGateway::entry, this) == 0;
  }

  void report(int sensor, double value) {
    pthread_mutex_lock(&mutex_);
    readings_.push_back({sensor, value});
    pthread_cond_signal(&arrived_);
    pthread_mutex_unlock(&mutex_);
  }

  void close() {
    pthread_mutex_lock(&mutex_);
    running_ = false;
    pthread_cond_signal(&arrived_);
    pthread_mutex_unlock(&mutex_);
    pthread_join(forwarder_, nullptr);
  }

private:
  static void *entry(void *self) {
    static_cast<SensorGateway *>(self)->forward();
    return nullptr;
  }

  void forward() {
    pthread_mutex_lock(&mutex_);
    while (running_) {
      while (running_ && readings_.empty())
        pthread_cond_wait(&arrived_, &mutex_);
      if (readings_.empty())
        break;
      const Reading reading = readings_.front();
      readings_.pop_front();
      pthread_mutex_unlock(&mutex_);
      std::printf("%d=%.2f\n", reading.sensor, reading.value);
      pthread_mutex_lock(&mutex_);
    }
    pthread_mutex_unlock(&mutex_);
  }

  pthread_mutex_t mutex_;
  pthread_cond_t arrived_;
  pthread_t forwarder_{};
  std::deque<Reading> readings_;
  bool running_ = false;
};

int main() {
  SensorGateway gateway;
  if (!gateway.open())
    return 1;
  gateway.report(1, 21.5);
  gateway.report(2, 48.0);
  gateway.close();
  return 0;
}
