package dev.templatedeployer.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaAclsScriptTest {

  @Test
  void hasALineForEachGrantUnderItsHolder() {
    var shop = new Holder("backend shop", "User:CN=shop,O=Jack's", java.util.Set.of());
    var grants =
        List.of(
            Grant.on(ResourceType.TOPIC, "commands", shop, AclOperation.WRITE),
            Grant.onAll(
                ResourceType.TRANSACTIONAL_ID,
                "shop-",
                shop,
                AclOperation.DESCRIBE_CONFIGS,
                AclOperation.WRITE));

    assertThat(KafkaAclsScript.of(grants, "kafka:9092"))
        .isEqualTo(
            """
            #!/bin/sh
            # admin.properties: how a super user of the brokers logs in.
            set -eu
            allow() { kafka-acls.sh --bootstrap-server 'kafka:9092' --command-config admin.properties --add "$@"; }

            # backend shop
            allow --allow-principal 'User:CN=shop,O=Jack'\\''s' --operation Write --topic 'commands'
            allow --allow-principal 'User:CN=shop,O=Jack'\\''s' --operation Write --operation DescribeConfigs --transactional-id 'shop-' --resource-pattern-type prefixed
            """);
  }

  @Test
  void canBeWrittenForAllThatIsGranted() throws Exception {
    var grants = AccessRulesTest.RULES.grants(AccessRulesTest.PRINCIPALS);

    assertThat(KafkaAclsScript.of(grants, "kafka:9092").lines())
        .filteredOn(line -> line.startsWith("allow --"))
        .hasSameSizeAs(grants);
  }
}
