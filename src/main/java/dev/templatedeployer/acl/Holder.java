package dev.templatedeployer.acl;

import dev.templatedeployer.wire.Party;
import dev.templatedeployer.wire.Topic;
import java.util.Set;

/// Somebody who is granted something.
///
/// @param name for people, such as `backend billing`
/// @param principal who it is at the brokers
/// @param parties what it is among those who write and read topics
record Holder(String name, String principal, Set<Party> parties) {

  boolean is(Party party) {
    return parties.contains(party);
  }

  boolean writes(Topic topic) {
    return topic.writers().stream().anyMatch(this::is);
  }

  boolean reads(Topic topic) {
    return topic.readers().stream().anyMatch(this::is);
  }
}
