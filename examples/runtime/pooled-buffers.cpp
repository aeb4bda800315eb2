// pooled-buffers: a thousand tasks log a line each.
#include "pooled-buffers.h"

#include <leash/wait_group.h>

#include <iostream>

int main() {
  examples::log log(std::cout);
  leash::wait_group tasks;
  for (int i = 0; i != 1000; ++i)
    tasks.go([&log, i] { log.write("started", "task " + std::to_string(i)); });
  tasks.wait();
}
