// file-processor FILE...: counts the lines of files.
#include "file-processor.h"

#include <iostream>

int main(int argc, char **argv) {
  const std::vector<std::string> files(argv + 1, argv + argc);
  const auto counts = examples::count_lines(files);
  if (!counts) {
    std::cerr << counts.error().message() << '\n';
    return 1;
  }
  for (std::size_t i = 0; i != files.size(); ++i)
    std::cout << (*counts)[i] << ' ' << files[i] << '\n';
}
