// A process-wide symbol table locked through a pair of functions; refusing a symbol because the table is full forgets the second of the pair.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pthread.h>

static pthread_mutex_t tableMutex = PTHREAD_MUTEX_INITIALIZER;
static char table[1024][32];
static int tableSize = 0;

static void lockTable() {
  const int rc = pthread_mutex_lock(&tableMutex);
  if (rc != 0) {
    std::fprintf(stderr, "symbol table: %s\n", std::strerror(rc));
    std::abort();
  }
}

static void unlockTable() { pthread_mutex_unlock(&tableMutex); }

static int findSymbol(const char *name) {
  for (int id = 0; id < tableSize; ++id)
    if (std::strcmp(table[id], name) == 0)
      return id;
  return -1;
}

int internSymbol(const char *name) {
  if (std::strlen(name) >= sizeof table[0])
    return -1;

  lockTable(); // finding: 'tableMutex'
  int id = findSymbol(name);
  if (id < 0) {
    if (tableSize == 1024) {
      std::fprintf(stderr, "symbol table: no room for %s\n", name);
      return -1;
    }
    id = tableSize++;
    std::strcpy(table[id], name);
  }
  unlockTable();
  return id;
}

bool symbolName(int id, char *buffer, std::size_t size) {
  lockTable();
  const bool known = id >= 0 && id < tableSize;
  if (known)
    std::snprintf(buffer, size, "%s", table[id]);
  unlockTable();
  return known;
}

int main(int argc, char **argv) {
  char name[32];
  for (int n = 1; n < argc; ++n)
    if (symbolName(internSymbol(argv[n]), name, sizeof name))
      std::puts(name);
}
