// user-service: renames a user who is there, and one who isn't.
#include "user-service.h"

#include <iostream>

int main() {
  using namespace examples;
  const leash::context &context = leash::background();
  memory_store store;
  cached_store cache(store);
  user_service service(cache);

  if (leash::error failed = cache.save(context, {1, "ada"})) {
    std::cerr << failed.message() << '\n';
    return 1;
  }
  for (int id : {1, 2}) {
    const leash::error failed = service.rename(context, id, "Ada Lovelace");
    std::cout << (failed ? failed.message() : "renamed to " + store.find(context, id)->name) << '\n';
  }
}
