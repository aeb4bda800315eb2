// host-version: may this clang-tidy load us?
//
// clang-tidy loads a plugin that was built for another LLVM without a word, finds none of its checks, and succeeds. A
// check that silently doesn't run is worse than none, so the plugin asks its host for its version before anything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leash {

/// Why the plugin can't work in the host that calls itself `host` ("Debian clang-tidy version 14.0.6"), and what to do
/// about it; nothing if it can. Releases of one series (19.1.x) share their binary interface, others don't.
std::optional<std::string> refusal(std::string_view host);

} // namespace leash
