// fan-out: workers share the jobs of one channel, and put what they make of them into another.
#pragma once

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/go.h>
#include <leash/wait_group.h>

#include <memory>
#include <type_traits>
#include <utility>

namespace examples {

/// Calls `work` for each job, in `workers` tasks. The results come in the order in which they are ready, and end with
/// the jobs.
///
/// Who stops reading before that cancels the context, or the workers wait for ever for somebody to take their results.
template <class Job, class Work>
auto fan_out(const leash::context &context, leash::recv_chan<Job> jobs, int workers, Work work) {
  using result = std::invoke_result_t<Work &, Job>;
  auto results = leash::make_chan<result>();
  auto working = std::make_shared<leash::wait_group>();
  for (int i = 0; i != workers; ++i)
    working->go([=]() mutable {
      while (auto job = jobs.recv(context))
        if (!results.send(work(*std::move(job)), context))
          return;
    });
  leash::go([=] {
    working->wait();
    results.close();
  });
  return leash::recv_chan<result>(results);
}

} // namespace examples
