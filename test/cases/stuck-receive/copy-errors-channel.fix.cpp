// Copies a container's output to a client and answers with a channel of errors, which has room for the one that is there before anybody receives.
#include <leash/chan.h>
#include <leash/error.h>
#include <leash/go.h>

#include <functional>
#include <iostream>
#include <sstream>
#include <string>

class Container {
public:
  explicit Container(bool runs) : runs_(runs), output_("listening\nserving\n") {}
  bool isRunning() const { return runs_; }
  std::istream &output() { return output_; }

private:
  bool runs_;
  std::istringstream output_;
};

static leash::error copy(std::istream &from, std::ostream &to) {
  to << from.rdbuf();
  return to ? leash::error() : leash::make_error("the client has gone away");
}

static leash::chan<leash::error> attach(Container &container, std::ostream &client) {
  auto errors = leash::make_chan<leash::error>(1);
  if (!container.isRunning()) {
    errors.send(leash::make_error("container isn't running"));
    return errors;
  }
  leash::go([errors, from = std::ref(container.output()), to = std::ref(client)] {
    errors.send(copy(from, to));
    errors.close();
  });
  return errors;
}

int main() {
  Container web(true), stopped(false);
  for (Container *container : {&web, &stopped})
    for (const leash::error &err : attach(*container, std::cout)) {
      if (err)
        std::cerr << err << '\n';
      break;
    }
}
