package dev.templatedeployer.query;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import java.util.Optional;
import java.util.function.Function;

/// What may be asked about canisters. May be called from many threads at once.
///
/// A question that makes no sense, such as one with a mistyped cursor, is an
/// [UnanswerableQuestion].
public interface CanisterViews {

  /// What `reading` makes of a canister, or empty if there is none with that id.
  ///
  /// @param reading called with the canister while nothing about it changes; may ask for its rows
  <T> Answer<Optional<T>> canister(Principal id, Function<ListedCanister, T> reading);

  /// The canisters that `filter` lets through, newest first.
  Answer<Page<CanisterSummary>> canisters(CanisterFilter filter, Paging paging);

  /// The history of a canister, oldest event first; empty if there is none with that id.
  Answer<Page<Placed<RecordedCanisterEvent>>> events(Principal id, Paging paging);
}
