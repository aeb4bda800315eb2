// immortal: a global that is there before the first constructor of a static object and after the last destructor, since
// workers may still run tasks while the process ends.
#pragma once

namespace leash::detail {

template <class T> union immortal {
  constexpr immortal() : value() {}
  constexpr ~immortal() {}
  T value;
};

} // namespace leash::detail
