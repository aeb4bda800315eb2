// pooled-buffers-test: every line is whole, whoever writes at the same time.
#include "examples/runtime/pooled-buffers.h"
#include "test/runtime/support.h"

#include <leash/wait_group.h>

#include <set>
#include <sstream>

namespace {

TEST(PooledBuffersExample, LinesDontMix) {
  std::ostringstream out;
  {
    examples::log log(out);
    leash::wait_group writers;
    for (int i = 0; i != 100; ++i)
      writers.go([&log, i] {
        for (int j = 0; j != 10; ++j)
          log.write("e", std::to_string(i) + "." + std::to_string(j));
      });
    writers.wait();
  }
  std::set<std::string> lines;
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);)
    lines.insert(line);
  EXPECT_EQ(lines.size(), 1000u);
  for (const std::string &line : lines)
    EXPECT_EQ(line.substr(0, 24), "{\"event\":\"e\",\"detail\":\"" + line.substr(23, 1)) << line;
}

TEST(PooledBuffersExample, ABufferDoesntRememberItsLastLine) {
  std::ostringstream out;
  examples::log log(out);
  log.write("a long event", "with a long detail");
  log.write("b", "");
  EXPECT_EQ(out.str(), "{\"event\":\"a long event\",\"detail\":\"with a long detail\"}\n"
                       "{\"event\":\"b\",\"detail\":\"\"}\n");
}

TEST(PooledBuffersExample, WhatWouldEndALineOrATextIsEscaped) {
  std::ostringstream out;
  examples::log(out).write("\"", "\\\n");
  EXPECT_EQ(out.str(), "{\"event\":\"\\\"\",\"detail\":\"\\\\\\n\"}\n");
}

} // namespace
