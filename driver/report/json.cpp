// json: all that is known of a run, in a format of our own.
//
// docs/report.schema.json describes it; a test holds the two together. Places are as everywhere in Leash: lines and
// columns count from 1, columns in bytes, ends are exclusive, and what isn't known is absent. Like SARIF it has nothing
// in it that depends on time. `leash merge` reads it back (driver/merge/report-file.h), so nothing may be lost: a text
// that isn't UTF-8 is followed by its bytes.

#include "driver/report/json-text.h"
#include "driver/report/paths.h"
#include "driver/report/report.h"

#include "llvm/ADT/StringExtras.h"

namespace leash {

namespace json = llvm::json;

namespace {

class JsonReport {
public:
  JsonReport(const RunSummary &summary, json::OStream &out)
      : summary_(summary), out_(out), paths_(summary.baseDirectory) {}

  void write();

private:
  void writeUnits();
  void writeScope();
  void writeFirstUnit();
  void writeFindings(llvm::StringRef key, llvm::ArrayRef<Finding> findings, llvm::StringRef baselineState = "");
  void writeFinding(const Finding &finding, llvm::StringRef baselineState);
  void writeStep(const Step &step);
  void writeSuppression(const Suppression &suppression);
  void writeSuppressionUses(llvm::ArrayRef<SuppressionUse> uses);
  void writeFix(const Fix &fix);
  void writePlace(const Place &place);
  void writeText(llvm::StringRef key, llvm::StringRef text);
  void writeString(llvm::StringRef key, llvm::StringRef text);

  const RunSummary &summary_;
  json::OStream &out_;
  Paths paths_;
};

} // namespace

void JsonReport::writeString(llvm::StringRef key, llvm::StringRef text) {
  out_.attribute(key, validText(text));
  if (!json::isUTF8(text))
    out_.attribute((key + "Bytes").str(), llvm::toHex(text, /*LowerCase=*/true));
}

/// A member, or none if there is no text.
void JsonReport::writeText(llvm::StringRef key, llvm::StringRef text) {
  if (!text.empty())
    writeString(key, text);
}

void JsonReport::writePlace(const Place &place) {
  if (place.file.empty())
    return;
  out_.attributeObject("place", [&] {
    writeString("file", paths_.relative(place.file));
    auto writeNumber = [&](const char *key, uint32_t number) {
      if (place.isKnown() && number != 0)
        out_.attribute(key, number);
    };
    writeNumber("line", place.line);
    writeNumber("column", place.column);
    writeNumber("endLine", place.endLine);
    writeNumber("endColumn", place.endColumn);
  });
}

void JsonReport::writeStep(const Step &step) {
  out_.object([&] {
    writeText("thread", step.thread);
    writeString("message", step.message);
    writeText("statement", step.statement);
    writePlace(step.place);
  });
}

void JsonReport::writeFix(const Fix &fix) {
  out_.object([&] {
    writeString("description", fix.description);
    out_.attributeArray("replacements", [&] {
      for (const Replacement &replacement : fix.replacements)
        out_.object([&] {
          writePlace(replacement.place);
          writeString("text", replacement.text);
        });
    });
  });
}

void JsonReport::writeFinding(const Finding &finding, llvm::StringRef baselineState) {
  out_.object([&] {
    writeText("baselineState", baselineState);
    out_.attribute("check", validText(finding.check));
    out_.attribute("severity", llvm::StringRef(spelling(finding.severity)));
    writeString("message", finding.message);
    writeText("remedy", finding.remedy);
    writeText("entity", finding.entity);
    writeText("statement", finding.statement);
    writeText("fingerprint", finding.fingerprint);
    writePlace(finding.place);
    out_.attributeArray("steps", [&] {
      for (const Step &step : finding.steps)
        writeStep(step);
    });
    out_.attributeArray("fixes", [&] {
      for (const Fix &fix : finding.fixes)
        writeFix(fix);
    });
    if (finding.suppression)
      writeSuppression(*finding.suppression);
  });
}

void JsonReport::writeSuppression(const Suppression &suppression) {
  out_.attributeObject("suppression", [&] {
    out_.attribute("by", llvm::StringRef(spelling(suppression.kind)));
    writePlace(suppression.place);
    if (suppression.step != 0)
      out_.attribute("step", suppression.step);
    writeText("reason", suppression.reason);
    writeText("until", suppression.until);
  });
}

void JsonReport::writeSuppressionUses(llvm::ArrayRef<SuppressionUse> uses) {
  out_.attributeArray("suppressionUses", [&] {
    for (const SuppressionUse &use : uses)
      out_.object([&] {
        out_.attribute("used", use.isUsed);
        out_.attribute("unused", validText(use.unused));
      });
  });
}

void JsonReport::writeFindings(llvm::StringRef key, llvm::ArrayRef<Finding> findings, llvm::StringRef baselineState) {
  out_.attributeArray(key, [&] {
    for (const Finding &finding : findings)
      writeFinding(finding, baselineState);
  });
}

void JsonReport::writeUnits() {
  out_.attributeObject("units", [&] {
    out_.attribute("total", summary_.unitsTotal);
    out_.attribute("analysed", summary_.unitsAnalyzed);
    out_.attributeArray("unanalysed", [&] {
      for (const UnanalyzedUnit &unit : summary_.unanalyzed)
        out_.object([&] {
          writeString("file", paths_.relative(unit.file));
          writeString("reason", unit.reason);
        });
    });
  });
}

void JsonReport::writeScope() {
  const Scope &scope = summary_.scope;
  out_.attributeObject("scope", [&] {
    if (scope.shards != 0)
      out_.attributeObject("shard", [&] {
        out_.attribute("number", scope.shard);
        out_.attribute("count", scope.shards);
      });
    out_.attribute("units", scope.units);
    writeText("unitsDigest", scope.unitsDigest);
    out_.attribute("everything", scope.isEverything);
    out_.attributeArray("checks", [&] {
      for (const std::string &check : scope.checks)
        out_.value(validText(check));
    });
  });
}

/// What fixes are exported with.
void JsonReport::writeFirstUnit() {
  out_.attributeObject("firstUnit", [&] {
    writeText("file", paths_.relative(summary_.mainFile));
    bool isHere = summary_.buildDirectory == summary_.baseDirectory;
    writeText("directory", isHere ? llvm::StringRef(".") : paths_.relative(summary_.buildDirectory));
  });
}

void JsonReport::write() {
  out_.object([&] {
    out_.attribute("format", "leash-report");
    out_.attribute("formatVersion", JsonFormatVersion);
    out_.attributeObject("tool", [&] {
      out_.attribute("name", "Leash");
      out_.attribute("version", validText(summary_.toolVersion));
    });
    writeText("directory", summary_.baseDirectory);
    writeUnits();
    writeScope();
    writeFirstUnit();
    out_.attributeArray("notes", [&] {
      for (const std::string &note : summary_.notes)
        out_.value(validText(note));
    });
    if (!summary_.mistakes.empty())
      out_.attributeArray("mistakes", [&] {
        for (const std::string &mistake : summary_.mistakes)
          out_.value(validText(mistake));
      });
    if (summary_.comparedWith.empty()) {
      writeFindings("findings", summary_.findings);
    } else {
      writeText("comparedWith", summary_.comparedWith);
      writeFindings("findings", summary_.findings, "new");
      writeFindings("known", summary_.known, "unchanged");
      writeFindings("fixed", summary_.fixed, "absent");
    }
    writeFindings("suppressed", summary_.suppressed);
    if (summary_.suppressionUses)
      writeSuppressionUses(*summary_.suppressionUses);
  });
}

void writeJson(const RunSummary &summary, llvm::raw_ostream &stream) {
  writeJsonText(stream, [&](json::OStream &out) { JsonReport(summary, out).write(); });
}

} // namespace leash
