// host-version: may this clang-tidy load us?

#include "checks/tidy/door/host-version.h"

#include "clang/Basic/Version.inc"

namespace leash {

/// "19.1" of "Debian clang-tidy version 19.1.7 (3~deb12u1)"; empty if no version is named.
static std::string seriesOf(std::string_view text) {
  constexpr std::string_view word = "version ";
  size_t start = text.find(word);
  if (start == text.npos)
    return {};
  std::string_view number = text.substr(start + word.size());
  size_t minor = number.find('.');
  if (minor == number.npos)
    return {};
  return std::string(number.substr(0, number.find_first_not_of("0123456789", minor + 1)));
}

std::optional<std::string> refusal(std::string_view host) {
  static const std::string ours = std::to_string(CLANG_VERSION_MAJOR) + "." + std::to_string(CLANG_VERSION_MINOR);
  if (seriesOf(host) == ours)
    return std::nullopt;
  return "libleash-tidy.so is built for clang-tidy " CLANG_VERSION_STRING " and can't work in " + std::string(host) +
         ".\nLoad it into clang-tidy-" + std::to_string(CLANG_VERSION_MAJOR) +
         ", or build Leash against the LLVM of this clang-tidy.";
}

} // namespace leash
