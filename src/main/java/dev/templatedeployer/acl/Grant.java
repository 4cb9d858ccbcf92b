package dev.templatedeployer.acl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What one principal may do with one resource, from any host.
///
/// @param holder for whom it is, such as `service` or `backend billing`
/// @param principal who it is at the brokers, such as `User:billing`
/// @param operations at least one, in the order of their declaration, each once
public record Grant(
    String holder, String principal, ResourcePattern resource, List<AclOperation> operations) {

  private static final String ANY_HOST = "*";

  public Grant {
    operations = operations.stream().distinct().sorted().toList();
    if (operations.isEmpty()) {
      throw new IllegalArgumentException(
          "A grant on '%s' that grants nothing.".formatted(resource.name()));
    }
  }

  static Grant on(ResourceType type, String name, Holder holder, AclOperation... operations) {
    return of(type, name, PatternType.LITERAL, holder, operations);
  }

  /// For every name that begins with `prefix`.
  static Grant onAll(ResourceType type, String prefix, Holder holder, AclOperation... operations) {
    return of(type, prefix, PatternType.PREFIXED, holder, operations);
  }

  private static Grant of(
      ResourceType type,
      String name,
      PatternType pattern,
      Holder holder,
      AclOperation... operations) {
    return new Grant(
        holder.name(),
        holder.principal(),
        new ResourcePattern(type, name, pattern),
        Arrays.asList(operations));
  }

  /// The same as Kafka's admin client takes it: one binding for each operation.
  public Stream<AclBinding> bindings() {
    return operations.stream()
        .map(operation ->
            new AclBinding(
                resource,
                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
  }
}
