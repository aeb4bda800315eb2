// Uploads share their state through a shared_ptr; a failed part is put back under the lock and rescheduled after it.
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

struct UploadState {
  std::mutex mutex;
  std::deque<int> pending;
  int inFlight = 0;
  int failures = 0;
};

using StatePtr = std::shared_ptr<UploadState>;

static int claim(const StatePtr &upload) {
  std::lock_guard<std::mutex> lock(upload->mutex);
  if (upload->pending.empty())
    return -1;
  const int part = upload->pending.front();
  upload->pending.pop_front();
  ++upload->inFlight;
  return part;
}

static bool send(int part, int failures) { return part % 3 != 0 || failures > 2; }

static bool step(const StatePtr &upload);

static void reschedule(const StatePtr &upload) {
  while (step(upload)) {
  }
}

static void partFailed(StatePtr state, int part) {
  {
    std::lock_guard<std::mutex> lock(state->mutex);
    ++state->failures;
    --state->inFlight;
    state->pending.push_back(part);
  }
  reschedule(state);
}

static bool step(const StatePtr &upload) {
  const int part = claim(upload);
  if (part < 0)
    return false;
  int failures = 0;
  {
    std::lock_guard<std::mutex> lock(upload->mutex);
    failures = upload->failures;
  }
  if (!send(part, failures)) {
    partFailed(upload, part);
    return false;
  }
  std::lock_guard<std::mutex> lock(upload->mutex);
  --upload->inFlight;
  return true;
}

int main() {
  auto state = std::make_shared<UploadState>();
  for (int part = 1; part <= 6; ++part)
    state->pending.push_back(part);
  std::thread uploader([state] { reschedule(state); });
  uploader.join();
  std::lock_guard<std::mutex> lock(state->mutex);
  return state->pending.empty() && state->inFlight == 0 && state->failures == 3 ? 0 : 1;
}
