// order: what a customer wants, and how it is written down.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orders {

inline constexpr int RegionCount = 4;

struct Order {
  long id = 0;
  std::string customer;
  std::string item;
  int quantity = 0;
  int region = 0; ///< 0 … RegionCount - 1
};

/// Something went wrong, and what; or nothing did.
class Status {
public:
  Status() = default;
  static Status failure(std::string message) { return Status(std::move(message)); }

  bool ok() const { return message_.empty(); }
  const std::string &message() const { return message_; }

private:
  explicit Status(std::string message) : message_(std::move(message)) {}
  std::string message_;
};

/// "1017;miller;tea;3;2": id, customer, item, quantity, region.
std::string toLine(const Order &order);

/// The order that a line says, or nothing if it says none.
std::optional<Order> parseOrder(std::string_view line);

} // namespace orders
