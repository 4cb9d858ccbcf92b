package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.util.Optional;

/// A DAO of which only the head and one member are known.
record OneMember(Dao head, Principal principal, Member member) implements Canister<Dao> {

  @Override
  public <R> Optional<R> row(RowKey key, Class<R> type) {
    return key.equals(Tables.member(principal)) ? Optional.of(type.cast(member)) : Optional.empty();
  }
}
