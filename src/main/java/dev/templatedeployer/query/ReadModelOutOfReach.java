package dev.templatedeployer.query;

/// The database of the read model cannot be asked just now. Says so in a sentence for the asker.
public final class ReadModelOutOfReach extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReadModelOutOfReach(Throwable cause) {
    super(
        "The read model cannot be asked just now, since its database is out of reach. Commands are still taken; ask again in a moment.",
        cause);
  }
}
