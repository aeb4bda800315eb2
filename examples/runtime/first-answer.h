// first-answer: asks several servers, takes the first answer, and doesn't wait longer than it has patience.
#pragma once

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/go.h>
#include <leash/result.h>
#include <leash/select.h>
#include <leash/time.h>

#include <optional>
#include <string>
#include <vector>

namespace examples {

/// What `ask` says of the server that answers first; `leash::deadline_exceeded` if none does in time.
///
/// There is room for every answer: whoever comes too late leaves it and goes. Without a buffer, all servers but the
/// first would wait for ever for somebody to take what they have to say.
template <class Ask>
leash::result<std::string> first_answer(const std::vector<std::string> &servers, leash::clock::duration patience,
                                        Ask ask) {
  auto answers = leash::make_chan<std::string>(servers.size());
  for (const std::string &server : servers)
    leash::go([=] { answers.send(ask(server)); });

  using answer = leash::result<std::string>;
  return leash::select(
      leash::on_recv(answers, [](std::optional<std::string> first) -> answer { return *std::move(first); }),
      leash::after(patience, []() -> answer { return leash::fail(leash::deadline_exceeded); }));
}

} // namespace examples
