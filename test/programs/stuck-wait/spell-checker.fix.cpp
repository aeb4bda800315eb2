// Checks the spelling of paragraphs in a QThread; the destructor sets abort and wakes the thread, which waits only while there is neither a paragraph nor abort.
#include <QMutex>
#include <QMutexLocker>
#include <QQueue>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QThread>
#include <QWaitCondition>

class SpellChecker : public QThread {
public:
  explicit SpellChecker(const QSet<QString> &dictionary) : dictionary(dictionary) {}

  ~SpellChecker() override {
    mutex.lock();
    abort = true;
    hasText.wakeOne();
    mutex.unlock();
    wait();
  }

  void check(const QString &paragraph) {
    QMutexLocker locker(&mutex);
    paragraphs.enqueue(paragraph);
    hasText.wakeOne();
  }

  int misspelt() {
    QMutexLocker locker(&mutex);
    return errors;
  }

protected:
  void run() override {
    for (;;) {
      mutex.lock();
      while (paragraphs.isEmpty() && !abort)
        hasText.wait(&mutex);
      if (abort) {
        mutex.unlock();
        return;
      }
      const QString paragraph = paragraphs.dequeue();
      mutex.unlock();

      int found = 0;
      const QStringList words = paragraph.split(QLatin1Char(' '));
      for (const QString &word : words) {
        if (!dictionary.contains(word.toLower()))
          ++found;
      }

      mutex.lock();
      errors += found;
      mutex.unlock();
    }
  }

private:
  const QSet<QString> dictionary;
  QMutex mutex;
  QWaitCondition hasText;
  QQueue<QString> paragraphs;
  int errors = 0;
  bool abort = false;
};

int main() {
  SpellChecker checker({QStringLiteral("a"), QStringLiteral("quiet"), QStringLiteral("harbour")});
  checker.start();
  checker.check(QStringLiteral("A quiet harbuor"));
  while (checker.misspelt() == 0)
    QThread::yieldCurrentThread();
  return 0;
}
