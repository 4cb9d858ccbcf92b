package dev.templatedeployer.bench;

/// Is told how a benchmark goes, several times a second.
@FunctionalInterface
public interface BenchWatcher {

  /// Says where it stands.
  ///
  /// @param phase what is being done, such as `measure`
  void progress(String phase, int sent, int ended, int count);
}
