#include <mutex>
// leash-allow(lock-order, leash-double-lock): both are taken under the registry's lock until 2027-03-01
void first() {
  a.lock(); // leash-allow(lock-not-released): the caller gives it back (until 2027-03-01)
#if DEBUG
  /* leash-allow(lock-order): for
     the debugger
   * leash-allow: nothing */
  b.lock();
#endif
  auto text = R"x(// leash-allow(a): b)x";
}
