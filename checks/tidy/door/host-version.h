// host-version: may this clang-tidy load us?
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leash {

/// Why the plugin can't work in the host that calls itself `host` ("Debian clang-tidy version 14.0.6"), and what to do
/// about it; nothing if it can. Releases of one series (19.1.x) share their binary interface, others don't.
std::optional<std::string> refusal(std::string_view host);

} // namespace leash
