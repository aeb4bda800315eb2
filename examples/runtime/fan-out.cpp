// fan-out FILE...: counts the words of files, four files at a time.
#include "fan-out.h"

#include <fstream>
#include <iostream>
#include <string>

struct word_count {
  std::string file;
  int words = 0;
};

static word_count count_words(const std::string &file) {
  return leash::blocking([&] { // the disk may be slow; other tasks go on meanwhile
    word_count count{file};
    std::ifstream in(file);
    for (std::string word; in >> word;)
      ++count.words;
    return count;
  });
}

int main(int argc, char **argv) {
  auto files = leash::make_chan<std::string>();
  leash::go([=] {
    for (int i = 1; i < argc; ++i)
      files.send(argv[i]);
    files.close();
  });
  int sum = 0;
  for (const word_count &count : examples::fan_out<std::string>(leash::background(), files, 4, count_words)) {
    std::cout << count.words << ' ' << count.file << '\n';
    sum += count.words;
  }
  std::cout << sum << " in all\n";
}
