// importer: orders from a file, read by several threads at once.
#pragma once

#include "order.h"

#include <string>

namespace orders {

class Service;

struct ImportResult {
  Status status;
  long submitted = 0;
  long malformed = 0;
};

/// Submits every order of a file to the service.
ImportResult importOrders(const std::string &path, Service &service, unsigned readers);

} // namespace orders
