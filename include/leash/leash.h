// leash: everything.
//
// Example:
//     #include <leash/leash.h>
//     int main() {
//       auto greetings = leash::make_chan<const char *>();
//       leash::go([=] { greetings.send("hello"); });
//       return greetings.recv() ? 0 : 1;
//     }
#pragma once

#include <leash/chan.h>
#include <leash/clock.h>
#include <leash/cond.h>
#include <leash/config.h>
#include <leash/context.h>
#include <leash/deadlock.h>
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/go.h>
#include <leash/leak_check.h>
#include <leash/misuse.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/pool.h>
#include <leash/result.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/task_local.h>
#include <leash/test_clock.h>
#include <leash/time.h>
#include <leash/wait_group.h>
