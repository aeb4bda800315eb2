// date-test: days as users write them.

#include "checks/core/suppression/date.h"

#include <gtest/gtest.h>

namespace leash {

TEST(Dates, AreReadAndWrittenAlike) {
  for (const char *text : {"2027-03-01", "2028-02-29", "0001-01-01", "9999-12-31"}) {
    std::optional<Date> date = dateCalled(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(spelling(*date), text);
  }
}

TEST(Dates, ThatNoCalendarHasAreNone) {
  for (const char *text : {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "27-01-01", "2027/01/01",
                           "2027-01-01 ", "+027-01-01", "2027-01--1", "tomorrow"})
    EXPECT_FALSE(dateCalled(text)) << text;
}

TEST(Dates, AreInTheOrderOfTheCalendar) { EXPECT_LT(*dateCalled("2026-12-31"), *dateCalled("2027-01-01")); }

} // namespace leash
