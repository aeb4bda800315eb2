// measure: what the C++ programs have in common: the stopwatch, the look at memory, and the command line.
//
// go.go says the same in Go. A program is called as `PROGRAM TEST COUNT` and prints one line: the test, the count, the
// figure, and the wall time or "-". The figure is CPU nanoseconds per operation of the whole process, all its threads
// included; the tests of memory print bytes or mappings.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <string>

struct figures {
  double value;
  double wall = -1; // none
};

inline void require(bool holds, const char *claim) {
  if (holds)
    return;
  std::fprintf(stderr, "wrong result: expected that %s\n", claim);
  std::exit(1);
}

// Adds up what passes between start() and stop().
class stopwatch {
public:
  void start() {
    wall_started_ = wall_now();
    cpu_started_ = cpu_now();
  }
  void stop() {
    cpu_ += cpu_now() - cpu_started_;
    wall_ += wall_now() - wall_started_;
  }
  figures per(long operations) const {
    return {.value = cpu_ / double(operations), .wall = wall_ / double(operations)};
  }

private:
  static double cpu_now() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 +
           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
  }
  static double wall_now() {
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }

  double cpu_started_ = 0, wall_started_ = 0, cpu_ = 0, wall_ = 0;
};

inline double resident_bytes() {
  long all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return double(resident) * double(sysconf(_SC_PAGESIZE));
}

inline double mappings() {
  std::ifstream maps("/proc/self/maps");
  double lines = 0;
  for (std::string line; std::getline(maps, line);)
    ++lines;
  return lines;
}

// The sum of 0, 1, … n-1.
inline long sum_below(long n) { return n * (n - 1) / 2; }

struct test {
  const char *name;
  figures (*run)(long count);
};

// `in_task(f)` runs f in a task of the program's kind, as Go's main is a goroutine.
template <class InTask> int measure(int argc, char **argv, std::initializer_list<test> tests, InTask in_task) {
  const long count = argc == 3 ? std::atol(argv[2]) : 0;
  for (const test &t : tests) {
    if (count <= 0 || std::strcmp(t.name, argv[1]) != 0)
      continue;
    figures result{};
    in_task([&] { result = t.run(count); });
    std::printf("%s %ld %.3f ", t.name, count, result.value);
    std::printf(result.wall < 0 ? "-\n" : "%.3f\n", result.wall);
    return 0;
  }
  std::fprintf(stderr, "usage: %s TEST COUNT, where TEST is one of:", argv[0]);
  for (const test &t : tests)
    std::fprintf(stderr, " %s", t.name);
  std::fprintf(stderr, "\n");
  return 2;
}
