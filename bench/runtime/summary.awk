# summary: reads the rows and the results, and knows the medians. table.awk and plot.awk show them.
#
# Afterwards: order[1..rowCount] names; title, must, aim by name; seen(P, test, contender) says whether there is a
# figure; median, lowest and highest take what="cpu" (or bytes, or mappings) or "wall".

FNR == 1 { ++file }

file == 1 && NF && !/^#/ {
  order[++rowCount] = $1
  must[$1] = $5
  aim[$1] = $6
  title[$1] = $0
  sub(/^([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)/, "", title[$1])
}

file == 2 {
  add($1, $2, $3, "cpu", $4)
  add($1, $2, $3, "wall", $5)
}

function add(P, test, contender, what, value,    key) {
  key = P SUBSEP test SUBSEP contender SUBSEP what
  if (value == "failed") failed[key] = 1
  else if (value != "-") insert(key, value + 0)
}

# Keeps values[key, 1..count[key]] sorted.
function insert(key, value,    i) {
  for (i = ++count[key]; i > 1 && values[key, i - 1] > value; --i) values[key, i] = values[key, i - 1]
  values[key, i] = value
}

function keyOf(P, test, contender, what) { return P SUBSEP test SUBSEP contender SUBSEP what }
function seen(key) { return count[key] > 0 && !failed[key] }
function median(key) { return (values[key, int((count[key] + 1) / 2)] + values[key, int((count[key] + 2) / 2)]) / 2 }
function lowest(key) { return values[key, 1] }
function highest(key) { return values[key, count[key]] }
function hasRow(P, test, what, who,    i, n, names) {
  n = split(who, names, " ")
  for (i = 1; i <= n; ++i)
    if (count[keyOf(P, test, names[i], what)] || failed[keyOf(P, test, names[i], what)]) return 1
  return 0
}
