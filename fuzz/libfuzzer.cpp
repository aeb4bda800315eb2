// libfuzzer: one of the targets, as LLVM's fuzzer calls it.

#include "fuzz/targets.h"

#include "llvm/ADT/STLExtras.h"

#include <cstddef>
#include <cstdint>

extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const leash::fuzz::Target &target =
      *llvm::find_if(leash::fuzz::targets(), [](const auto &each) { return each.name == LEASH_FUZZ_TARGET; });
  target.read({reinterpret_cast<const char *>(data), size});
  return 0;
}
