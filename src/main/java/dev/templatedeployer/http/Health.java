package dev.templatedeployer.http;

import java.util.List;

/// How the service is, asked by whoever runs it. Asked often, so the answers come from memory.
public interface Health {

  /// Whether the process works at all, whatever the broker does. If not, restart it.
  List<Check> alive();

  /// Whether it can serve requests now. If not, send none.
  List<Check> ready();

  /// Whether it has come up once: stores restored, read model caught up. If not, give it time.
  List<Check> started();

  /// One thing that was looked at.
  ///
  /// @param name a word, such as `streams`
  /// @param ok whether it is as it should be
  /// @param sentence how it is, and if it is not as it should be, what to do
  /// @param isWarning whether somebody has to look at it although it is ok
  record Check(String name, boolean ok, String sentence, boolean isWarning) {

    public Check(String name, boolean ok, String sentence) {
      this(name, ok, sentence, false);
    }

    /// A thing that works, but for a part that somebody has to see to.
    public static Check warning(String name, String sentence) {
      return new Check(name, true, sentence, true);
    }
  }
}
