// Prints documents one at a time on a POSIX thread; the state says when to stop, but nobody looks at it while there is no document to wait for any more.
#include <pthread.h>
#include <string>
#include <utility>
#include <vector>

enum class SpoolerState { Idle, Printing, Stopping };

struct Spooler {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t submitted = PTHREAD_COND_INITIALIZER;
  std::vector<std::string> documents;
  SpoolerState state = SpoolerState::Idle;
  unsigned pages = 0;
  pthread_t printer{};
};

static void *printAll(void *argument) {
  Spooler &spooler = *static_cast<Spooler *>(argument);
  pthread_mutex_lock(&spooler.mutex);
  while (spooler.state != SpoolerState::Stopping) {
    while (spooler.documents.empty())
      pthread_cond_wait(&spooler.submitted, &spooler.mutex); // finding: state
    if (spooler.state == SpoolerState::Stopping)
      break;
    spooler.state = SpoolerState::Printing;
    const std::string document = std::move(spooler.documents.back());
    spooler.documents.pop_back();
    spooler.pages += static_cast<unsigned>(document.size() / 2000 + 1);
    spooler.state = SpoolerState::Idle;
  }
  pthread_mutex_unlock(&spooler.mutex);
  return nullptr;
}

static void submit(Spooler &spooler, std::string document) {
  pthread_mutex_lock(&spooler.mutex);
  spooler.documents.push_back(std::move(document));
  pthread_mutex_unlock(&spooler.mutex);
  pthread_cond_signal(&spooler.submitted);
}

static unsigned stop(Spooler &spooler) {
  pthread_mutex_lock(&spooler.mutex);
  spooler.state = SpoolerState::Stopping;
  pthread_mutex_unlock(&spooler.mutex);
  pthread_join(spooler.printer, nullptr);
  return spooler.pages;
}

int main() {
  Spooler spooler;
  if (pthread_create(&spooler.printer, nullptr, printAll, &spooler) != 0)
    return 1;
  submit(spooler, std::string(4100, 'x'));
  submit(spooler, std::string(300, 'y'));
  return stop(spooler) <= 4 ? 0 : 1;
}
