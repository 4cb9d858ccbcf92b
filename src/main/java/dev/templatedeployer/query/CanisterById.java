package dev.templatedeployer.query;

import dev.templatedeployer.identity.Principal;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How does one canister stand?
final class CanisterById {

  private CanisterById() {}

  static Optional<ListedCanister> answer(Handle tables, Principal id) {
    try {
      return CanisterInTables.read(tables.getConnection(), id);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot read the canister '%s': %s".formatted(id, e.getMessage()), e);
    }
  }
}
