// main: the program's door. Everything behind it can be called by tests (leash.h).

#include "driver/leash.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  llvm::InitLLVM program(argc, argv);
  return leash::leashMain(argc, const_cast<const char **>(argv), llvm::outs(), llvm::errs());
}
