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
  record Check(String name, boolean ok, String sentence) {}
}
