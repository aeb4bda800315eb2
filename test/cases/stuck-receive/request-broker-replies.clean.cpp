// A broker whose channels travel: in requests, in containers, in a struct, through functions that return them, as a view, inside of callbacks, behind an interface, and by reference.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/select.h>

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Request {
  std::string key;
  leash::send_chan<std::string> reply;
};

class Sink {
public:
  virtual ~Sink() = default;
  virtual void take(leash::send_chan<int> into) = 0;
};

class Counting : public Sink {
public:
  void take(leash::send_chan<int> into) override {
    leash::go([into, this] { into.send(++count_); });
  }

private:
  int count_ = 0;
};

static std::string ask(const leash::chan<Request> &broker, std::string key) {
  auto reply = leash::make_chan<std::string>();
  broker.send({std::move(key), reply});
  return *reply.recv();
}

static void serve(leash::recv_chan<Request> requests, std::map<std::string, std::string> facts) {
  for (Request &request : requests)
    request.reply.send(facts[request.key]);
}

static std::pair<leash::send_chan<int>, leash::recv_chan<int>> ends() {
  auto both = leash::make_chan<int>(1);
  return {both, both};
}

static leash::chan<int> opened(int first) {
  auto numbers = leash::make_chan<int>(1);
  numbers.send(first);
  return numbers;
}

static int viaPair() {
  auto [in, out] = ends();
  in.send(4);
  return *out.recv();
}

static int viaSubscribers() {
  std::vector<leash::chan<int>> subscribers;
  auto mine = leash::make_chan<int>(1);
  subscribers.push_back(mine);
  subscribers.emplace_back(leash::make_chan<int>(1));
  for (leash::chan<int> &each : subscribers)
    each.send(5);
  return *mine.recv();
}

static int viaCallback() {
  auto value = leash::make_chan<int>(1);
  std::function<void(int)> onValue = [value](int number) { value.send(number); };
  onValue(6);
  auto again = leash::make_chan<int>(1);
  const auto hand = [into = leash::send_chan<int>(again)] { into.send(7); };
  leash::go(hand);
  return *value.recv() + *again.recv();
}

static void fill(leash::chan<int> &slot) { slot = opened(8); }

static int viaReference() {
  leash::chan<int> slot;
  fill(slot);
  auto other = leash::make_chan<int>();
  auto alias = std::ref(other);
  leash::go([alias] { alias.get().send(9); });
  leash::chan<int> &name = other;
  return *slot.recv() + *name.recv();
}

static int viaPointer() {
  auto shared = std::make_shared<leash::chan<int>>(leash::make_chan<int>(1));
  leash::chan<int> *raw = shared.get();
  raw->send(10);
  auto local = leash::make_chan<int>(1);
  leash::chan<int> *const to = &local;
  to->send(11);
  return *shared->recv() + *local.recv();
}

static int viaChoice(bool first) {
  auto a = leash::make_chan<int>(1), b = leash::make_chan<int>(1);
  (first ? a : b).send(12);
  leash::chan<int> chosen = first ? a : b;
  return *chosen.recv();
}

static int viaInterface(Sink &sink) {
  auto counted = leash::make_chan<int>();
  sink.take(counted);
  return *counted.recv();
}

static int viaRelay() {
  auto far = leash::make_chan<leash::chan<int>>(1);
  auto near = leash::make_chan<int>();
  far.send(near);
  leash::go([far] { far.recv()->send(13); });
  return *near.recv();
}

struct Stage {
  leash::recv_chan<int> in;
  leash::send_chan<int> out;
};

static void run(Stage stage) {
  for (int number : stage.in)
    stage.out.send(number + 1);
  stage.out.close();
}

static int viaStages() {
  auto a = leash::make_chan<int>(), b = leash::make_chan<int>();
  Stage stage{a, b};
  leash::go(run, stage);
  leash::go([a] {
    a.send(1);
    a.close();
  });
  int sum = 0;
  for (int number : b)
    sum += number;
  return sum;
}

int main() {
  auto broker = leash::make_chan<Request>();
  leash::go(serve, broker, std::map<std::string, std::string>{{"capital", "Oslo"}});
  std::cout << ask(broker, "capital") << '\n';
  broker.close();
  Counting counting;
  std::cout << viaPair() + viaSubscribers() + viaCallback() + viaReference() + viaPointer() + viaChoice(true) +
                   viaInterface(counting) + viaRelay() + viaStages()
            << '\n';
}
