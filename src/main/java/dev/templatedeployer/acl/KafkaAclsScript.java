package dev.templatedeployer.acl;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.utils.SecurityUtils;

/// Grants as a shell script for Kafka's own `kafka-acls.sh`. Running it again changes nothing.
public final class KafkaAclsScript {

  private KafkaAclsScript() {}

  /// The script.
  ///
  /// @param brokers where the brokers are, such as `kafka:9092`
  public static String of(List<Grant> grants, String brokers) {
    var script = new StringBuilder();
    script.append("#!/bin/sh\n");
    script.append("# admin.properties: how a super user of the brokers logs in.\n");
    script.append("set -eu\n");
    script.append(
        "allow() { kafka-acls.sh --bootstrap-server %s --command-config admin.properties --add \"$@\"; }\n"
            .formatted(quoted(brokers)));
    var holder = "";
    for (var grant : grants) {
      if (!grant.holder().equals(holder)) {
        holder = grant.holder();
        script.append("\n# %s\n".formatted(holder));
      }
      script.append(line(grant)).append('\n');
    }
    return script.toString();
  }

  private static String line(Grant grant) {
    var operations =
        grant.operations().stream()
            .map(operation -> " --operation " + SecurityUtils.operationName(operation))
            .collect(Collectors.joining());
    var resource = grant.resource();
    var pattern =
        resource.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return "allow --allow-principal %s%s --%s %s%s"
        .formatted(
            quoted(grant.principal()),
            operations,
            switch (resource.resourceType()) {
              case TOPIC -> "topic";
              case GROUP -> "group";
              case TRANSACTIONAL_ID -> "transactional-id";
              default ->
                  throw new IllegalStateException(
                      "Nothing is granted on a " + resource.resourceType());
            },
            quoted(resource.name()),
            pattern);
  }

  /// As one word of the shell, whatever is in it.
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
