// consumer: the smallest program that needs all of the package: its headers, its flags, and what it links.
#include <leash/chan.h>
#include <leash/go.h>

int main() {
  auto squares = leash::make_chan<int>();
  leash::go([squares] {
    for (int i = 1; i <= 3; ++i)
      squares.send(i * i);
    squares.close();
  });
  int sum = 0;
  for (int square : squares)
    sum += square;
  return sum == 14 ? 0 : 1;
}
